"""Only what is public by nature goes to the shelf, in an order that a reader can follow."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from hub.disclosure.public_facts import assembly, body, practices, recommendations
from hub.records.assemblies import Assemblies
from hub.records.bodies import Bodies
from hub.vocabulary import RecommendationStage


def row(columns: Mapping[str, object], **cells: object) -> dict[str, object]:
    return {"cooperative": "essai", **dict.fromkeys(columns), **cells}


def test_the_counts_of_a_meeting_are_no_public_fact() -> None:
    counts = {"members": 7919, "eligible": 7907, "voters": 7901}
    told = assembly(
        row(Assemblies.columns(), code="ag", kind="ordinary", date=date(2022, 6, 21), **counts)
        | {"cooperative": "essai"}
    )
    assert not {7919, 7907, 7901} & set(asdict(told).values())


def test_a_body_without_a_declaration_has_no_public_role() -> None:
    told = body(
        row(Bodies.columns(), code="ca", name_fr="Conseil", kind="board", seat_rule="a=3/5|b=2/5")
    )
    assert (told.public_role, told.name) == (None, {"fr": "Conseil"})
    assert told.seat_rule == {"a": "3/5", "b": "2/5"}


def test_steps_of_one_day_stand_in_the_order_of_the_stages() -> None:
    day = date(2022, 6, 21)
    steps = [
        {"recommendation": "r1", "stage": stage, "on": day, "by_body": None, "reason": None}
        | {"url": None}
        for stage in ("accepted", "submitted")
    ]
    bare = ("cycle", "origin_body", "theme", "text", "language", "submitted_on")
    rows = [{"cooperative": "essai", "code": "r1", "title": "T", **dict.fromkeys(bare)}]
    [told] = recommendations(rows, steps)
    assert [one.stage.value for one in told.events] == ["submitted", "accepted"]
    assert told.stage is RecommendationStage.ACCEPTED


def test_statements_of_a_practice_keep_their_order_in_each_language() -> None:
    said = [
        {"language": language, "position": position, "text": f"{language}{position}"}
        for position, language in ((2, "nl"), (1, "fr"), (1, "nl"))
    ]
    bare = ("mechanism", "adopted_from", "adopted_on", "adoption_result", "evidence", "period")
    whole: dict[str, object] = {
        **dict.fromkeys(bare),
        "cooperative": "essai",
        "code": "p",
        "name": "P",
    }
    whole |= {"licence": "CC0", "status": "asserted", "dimension": "use"}
    [told] = practices([{**whole, **one} for one in said])
    texts = {language: [one.text for one in kept] for language, kept in told.statements.items()}
    assert texts == {"fr": ["fr1"], "nl": ["nl1", "nl2"]}
