"""What would be published is counted whole, and listed as far as anyone reads."""

from typing import Any

from hub.partners.preview import MOST, as_json
from hub.publish import Foreseen
from hub.releases.kept_tables import Row
from hub.releases.shelf import OBSERVATIONS


def row(
    period: str, value: float | None, *, status: str = "shown", reason: str | None = None
) -> Row:
    told: dict[str, Any] = dict.fromkeys(column.name for column in OBSERVATIONS.c)
    return told | {
        "cooperative": "essai",
        "indicator": "turnout",
        "breakdown": "",
        "period": period,
        "as_of": "",
        "origin": "computed",
        "value": value,
        "status": status,
        "reason": reason,
    }


def foreseen(*after: Row, before: tuple[Row, ...] = (), release: str | None = "r-1") -> Foreseen:
    rows = {"observations": after, "member_categories": (), "bodies": ()}
    return Foreseen(rows=rows, before=before, release_id=release)


def test_before_the_first_release_nothing_changes() -> None:
    told = as_json(foreseen(row("2020", 0.5), release=None))
    assert (told["against"], told["changes_total"], told["changes"]) == (None, None, [])


def test_figures_are_counted_by_status_and_reason() -> None:
    withheld = row("2021", None, status="withheld", reason="small_group")
    told = as_json(foreseen(row("2020", 0.5), withheld))
    assert told["totals"] == {
        "figures": 2,
        "by_status": {"shown": 1, "withheld": 1},
        "by_reason": {"small_group": 1},
        "by_indicator": {"turnout": {"figures": 2, "not_shown": 1}},
    }


def test_a_changed_figure_is_told_with_what_it_was() -> None:
    told = as_json(foreseen(row("2020", 0.6), before=(row("2020", 0.5),)))
    [change] = told["changes"]
    assert (told["changes_total"], change["field"]) == (1, "value")
    assert (change["before"], change["after"]) != (None, None)


def test_totals_are_true_whatever_is_listed() -> None:
    after = [row(f"{year:05}", 0.5) for year in range(MOST + 3)]
    told = as_json(foreseen(*after))
    assert (len(told["figures"]), told["totals"]["figures"]) == (MOST, MOST + 3)
    assert (len(told["changes"]), told["changes_total"]) == (MOST, MOST + 3)
