"""A release is audited whole, and its report is the same whoever runs it."""

from dataclasses import replace

from hub.disclosure.audit import Disclosed, audit_release
from hub.releases.cell import EVERYONE, Cell
from hub.releases.table_plan import Movers
from tests.hub.disclosure.audited import GENDER, cell, found, plan, structure
from tests.hub.disclosure.test_audit_ratios import RATE

BY_GENDER = structure({"gender": GENDER}, ("gender",))
PLAN = plan(BY_GENDER, {EVERYONE: 52})


def counts(women: float, men: float, **more: object) -> list[Cell]:
    keys = {EVERYONE: women + men, (("gender", "female"),): women, (("gender", "male"),): men}
    return [cell(key, value, **more) for key, value in keys.items()]


def test_rounded_counts_and_rates_of_them_pass() -> None:
    told: list[tuple[str, int, int]] = []
    passed = audit_release(
        Disclosed([PLAN], counts(30, 20), [RATE]), progress=lambda *said: told.append(said)
    )
    assert passed.clean
    assert (passed.plans, passed.cells, passed.observations) == (1, 3, 1)
    assert told == [("coop", 0, 1)]


def test_every_part_of_the_audit_is_asked() -> None:
    narrow = replace(RATE, lower=RATE.value)
    cells = [
        *counts(31, 20),
        *counts(10, 10, cooperative="other"),
        cell(EVERYONE, 9, measure="capital", status="suppressed_primary"),
    ]
    report = audit_release(Disclosed([PLAN], cells, [narrow]))
    assert {kind for kind, _ in found(report.findings)} == {
        "not_rounded",
        "unplanned",
        "ratio",
        "amount",
    }
    assert not report.clean


def test_the_release_before_is_held_beside() -> None:
    before = Disclosed([PLAN], counts(30, 20))
    now = Disclosed([replace(PLAN, movers=Movers.FEW)], counts(25, 25))
    assert audit_release(now).clean
    report = audit_release(now, before)
    assert {one.kind for one in report.findings} == {"held"}
    assert report.against
    another_day = replace(PLAN, as_of="2024-12-31")
    elsewhere = Disclosed([another_day], counts(30, 20, as_of="2024-12-31"))
    assert audit_release(now, elsewhere).clean


def test_the_order_of_the_cells_never_changes_the_report() -> None:
    cells = counts(31, 20)
    one = audit_release(Disclosed([PLAN], cells))
    other = audit_release(Disclosed([PLAN], cells[::-1]))
    assert one.findings == other.findings
    assert one.digest() == other.digest()


def test_a_report_says_of_each_finding_why_and_has_a_hash_of_its_own() -> None:
    report = audit_release(Disclosed([PLAN], counts(31, 20)))
    said = report.as_json()["findings"]
    assert {one["why"] for one in said} == {
        "it is no multiple of the base, or its interval is narrower than rounding"
    }
    assert report.digest() != audit_release(Disclosed([PLAN], counts(30, 20))).digest()
