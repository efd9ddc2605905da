"""What changed is told value by value; what did not is not told."""

from typing import Any

from hub.releases.differences import differences

ROW = {
    **dict.fromkeys(("text", "numerator", "denominator", "lower", "upper", "reason")),
    "cooperative": "essai",
    "indicator": "membership.members",
    "breakdown": "",
    "period": "2022",
    "as_of": "2022",
    "origin": "declared",
    "value": 4.0,
    "status": "published",
    "confidentiality": "free",
    "contested": False,
    "method_version": "1",
    "source": {"place": "table 1"},
}


def row(**cells: object) -> dict[str, Any]:
    return {**ROW, **cells}


def told(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    found = differences(before, after)
    return [(one["kind"], one["field"], one["before"], one["after"]) for one in found]


def test_nothing_is_told_of_what_stayed() -> None:
    assert told([row(), row(period="2023")], [row(period="2023"), row()]) == []


def test_what_came_and_what_went_mirror_each_other() -> None:
    assert told([], [row()]) == [("added", None, None, 4.0)]
    assert told([row()], []) == [("removed", None, 4.0, None)]


def test_each_value_that_changed_is_told_by_itself() -> None:
    after = row(value=5.0, status="rounded")
    assert told([row()], [after]) == [
        ("changed", "value", 4.0, 5.0),
        ("changed", "status", "published", "rounded"),
    ]


def test_two_sources_of_one_fact_are_told_apart_by_their_place() -> None:
    other = row(source={"place": "table 2"}, value=6.0)
    assert told([row(), other], [row(), row(source={"place": "table 2"}, value=7.0)]) == [
        ("changed", "value", 6.0, 7.0)
    ]
