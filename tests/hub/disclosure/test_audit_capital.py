"""Withheld capital that the rest of the release gives away is found."""

from hub.disclosure.audit_capital import audit_capital
from hub.releases.cell import EVERYONE, Cell, Key
from hub.vocabulary import Status
from tests.hub.disclosure.audited import GENDER, PLACE, SIDE, cell, found, plan, structure

WOMEN: Key = (("gender", "female"),)
MEN: Key = (("gender", "male"),)
ELSE: Key = (("gender", "unknown"),)
BY_GENDER = structure({"gender": GENDER, "place": PLACE, "side": SIDE}, ("gender",))


def euros(key: Key, value: float | None, half: float = 0.0, **more: object) -> Cell:
    ends = {} if value is None else {"lower": value - half, "upper": value + half}
    return cell(key, value, measure="capital", status=Status.PUBLISHED, **ends, **more)


def withheld(key: Key) -> Cell:
    return cell(key, None, measure="capital", status=Status.SUPPRESSED_PRIMARY, lower=0.0)


def test_a_single_withheld_sum_beside_an_exact_total_is_found() -> None:
    cells = [euros(EVERYONE, 1000), euros(WOMEN, 700, 0.5), euros(ELSE, 0), withheld(MEN)]
    assert found(audit_capital([plan(BY_GENDER)], cells)) == [("amount", "gender=male")]


def test_two_withheld_sums_protect_each_other() -> None:
    cells = [euros(EVERYONE, 1000), withheld(WOMEN), withheld(MEN)]
    assert found(audit_capital([plan(BY_GENDER)], cells)) == []


def test_a_coarse_sum_beside_its_parts_is_used() -> None:
    keys: list[Key] = [(("place", code),) for code in ("east", "north", "west")]
    far = euros((("side", "far"),), 800, 0.5)
    cells = [far, euros(keys[0], 300, 0.5), euros(keys[1], 200, 0.5), withheld(keys[2])]
    assert found(audit_capital([plan(BY_GENDER)], cells)) == [("amount", "place=west")]


def test_counts_are_not_asked_about() -> None:
    assert found(audit_capital([plan(BY_GENDER)], [cell(WOMEN, 45)])) == []
