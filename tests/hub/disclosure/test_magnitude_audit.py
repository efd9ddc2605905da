"""An audit of published capital finds what primary suppression gives away, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.disclosure.attainable import Limits
from hub.disclosure.contributions import CapitalTable, Contributions, grain_of, sensitive
from hub.disclosure.interval import significant
from hub.disclosure.magnitude_audit import PublicKnowledge, audit_amounts
from hub.disclosure.magnitudes import Amount, protect
from hub.disclosure.parameters import Parameters
from hub.disclosure.relation import Relation
from hub.releases.cell import EVERYONE, Cell, Key
from hub.vocabulary import Status

POLICY = Parameters()

USERS, STAFF, LEGAL = ((("category", name),) for name in ("users", "staff", "legal"))

ALL = Relation(EVERYONE, (USERS, STAFF, LEGAL))


def cell(key: Key, amount: Amount) -> Cell:
    return Cell(
        cooperative="coop", population="members", period="2025", as_of="2025-12-31",
        measure="capital", key=key, value=amount.value, lower=amount.lower, upper=amount.upper,
        status=amount.status, reason=amount.reason,
    )  # fmt: skip


def shown(key: Key, euros: int) -> Cell:
    amount = significant(Decimal(euros), 3)
    return cell(key, Amount(amount.value, amount.lower, amount.upper, Status.PUBLISHED))


def withheld(key: Key, status: Status = Status.SUPPRESSED_PRIMARY) -> Cell:
    return cell(key, Amount(None, 0, None, status))


def rules(
    cells: Iterable[Cell], total: int | None = 1_000, **known: object
) -> list[tuple[str, Key]]:
    facts = {} if total is None else {EVERYONE: Limits(total, total)}
    public = PublicKnowledge(relations=[ALL], facts=facts, **known)  # type: ignore[arg-type]
    return [(one.rule, key) for one in audit_amounts(cells, public, POLICY) for key in one.keys]


def test_a_single_withheld_amount_beside_an_exact_total_is_found() -> None:
    cells = [shown(USERS, 700), shown(STAFF, 200), withheld(LEGAL)]
    assert rules(cells) == [("narrow", LEGAL)]


def test_a_finding_says_why_in_a_sentence() -> None:
    public = PublicKnowledge(relations=[ALL], facts={EVERYONE: Limits(1_000, 1_000)})
    cells = [shown(USERS, 700), shown(STAFF, 200), withheld(LEGAL)]
    [one] = audit_amounts(cells, public, POLICY)
    assert one.why == "everything shown together tells it to within 10 percent"


def test_without_the_total_it_is_not_to_be_found_out() -> None:
    cells = [shown(USERS, 700), shown(STAFF, 200), withheld(LEGAL)]
    assert rules(cells, total=None) == []


def test_two_withheld_amounts_hide_each_other() -> None:
    hidden = withheld(STAFF, Status.SUPPRESSED_COMPLEMENTARY)
    assert rules([shown(USERS, 700), hidden, withheld(LEGAL)]) == []


def test_a_withheld_amount_that_shows_narrow_ends_is_found() -> None:
    narrow = cell(LEGAL, Amount(None, 99, 101, Status.SUPPRESSED_PRIMARY))
    hidden = withheld(STAFF, Status.SUPPRESSED_COMPLEMENTARY)
    assert rules([shown(USERS, 700), hidden, narrow]) == [("narrow", LEGAL)]


def test_an_amount_withheld_for_anothers_sake_may_be_narrow() -> None:
    hidden = withheld(USERS, Status.SUPPRESSED_COMPLEMENTARY)
    small = cell(LEGAL, Amount(None, 0, 300, Status.SUPPRESSED_PRIMARY))
    assert rules([hidden, shown(STAFF, 200), small], 100_000) == []


def test_an_amount_of_fewer_than_five_holders_is_not_to_be_shown() -> None:
    cells = [shown(USERS, 700), shown(STAFF, 200), shown(LEGAL, 100)]
    holders = {LEGAL: Limits(0, 4), STAFF: Limits(1, 9)}
    assert rules(cells, holders=holders) == [("few_holders", LEGAL)]


def test_an_amount_of_few_that_has_no_cell_is_not_to_be_found_out_either() -> None:
    cells = [shown(USERS, 700), shown(STAFF, 200)]
    assert rules(cells, holders={LEGAL: Limits(0, 4)}) == [("narrow", LEGAL)]


def test_an_amount_that_is_a_public_fact_may_be_known() -> None:
    public = PublicKnowledge(
        relations=[ALL],
        facts={EVERYONE: Limits(1_000, 1_000), LEGAL: Limits(100, 100)},
        holders={LEGAL: Limits(0, 4)},
    )
    cells = [shown(USERS, 700), shown(STAFF, 200), shown(LEGAL, 100)]
    assert audit_amounts(cells, public, POLICY) == ()


def test_limits_that_leave_one_number_of_shares_are_found() -> None:
    # 70,000 is shown to within 50: what is left of the total is 90 to within 50, 60 to 120 in
    # shares of 30; in shares of 100, the 70,000 are exact, and one share is left
    cells = [shown(USERS, 70_000), withheld(LEGAL)]
    public = PublicKnowledge(
        relations=[Relation(EVERYONE, (USERS, LEGAL))],
        facts={EVERYONE: Limits(70_090, 70_090)},
        grain=Decimal(30),
    )
    assert [one.rule for one in audit_amounts(cells, public, POLICY)] == []
    hundred = replace(public, grain=Decimal(100), facts={EVERYONE: Limits(70_100, 70_100)})
    assert [one.rule for one in audit_amounts(cells, hundred, POLICY)] == [
        "narrow",
        "one_multiple",
    ]


def test_an_amount_that_is_no_number_of_shares_is_taken_as_it_is() -> None:
    cells = [shown(USERS, 750), withheld(LEGAL), withheld(STAFF)]
    assert rules(cells, grain=Decimal(200)) == []


def test_limits_that_leave_nothing_are_no_finding_for_nobody_is_there() -> None:
    public = PublicKnowledge(
        relations=[Relation(EVERYONE, (USERS, LEGAL))],
        facts={EVERYONE: Limits(70_000, 70_000)},
        grain=Decimal(100),
    )
    assert audit_amounts([shown(USERS, 70_000), withheld(LEGAL)], public, POLICY) == ()


def test_parts_that_cannot_add_up_are_found_with_their_whole() -> None:
    cells = [shown(USERS, 700), shown(STAFF, 200), shown(LEGAL, 200)]
    assert rules(cells) == [("contradictory", key) for key in (EVERYONE, USERS, STAFF, LEGAL)]


def test_amounts_that_contradict_each_other_only_together_are_found() -> None:
    other = Relation(USERS, (STAFF, LEGAL))
    public = PublicKnowledge(relations=[ALL, other], facts={EVERYONE: Limits(1_000, 1_000)})
    cells = [shown(USERS, 700), withheld(STAFF), withheld(LEGAL)]
    [one] = audit_amounts(cells, public, POLICY)
    assert one.rule == "contradictory"
    assert one.why == "no amounts fit all of these"


@pytest.mark.parametrize(
    "odd",
    [
        Amount(100, 110, 120, Status.PUBLISHED),
        Amount(100, 90, 110, Status.SUPPRESSED_PRIMARY),
        Amount(None, 90, 80, Status.SUPPRESSED_PRIMARY),
    ],
)
def test_a_cell_that_contradicts_itself_is_found(odd: Amount) -> None:
    assert rules([shown(USERS, 700), cell(LEGAL, odd)]) == [("contradictory", LEGAL)]


def of(holdings: Iterable[int]) -> Contributions:
    return Contributions.of(Decimal(amount) for amount in holdings)


def table_of(holdings: Mapping[str, list[int]]) -> CapitalTable:
    groups: dict[Key, Contributions] = {
        (("category", code),): of(amounts) for code, amounts in holdings.items()
    }
    everyone = of(amount for amounts in holdings.values() for amount in amounts)
    total = float(everyone.amount)
    return CapitalTable(
        groups={EVERYONE: everyone, **groups},
        shown=frozenset(groups),
        relations=(Relation(EVERYONE, tuple(groups)),),
        facts={EVERYONE: Limits(total, total)},
        grain=grain_of(groups.values()),
    )


def public_of(table: CapitalTable) -> PublicKnowledge:
    holders = {
        key: Limits(max(0, 5 * (group.holders // 5) - 4), 5 * (group.holders // 5) + 4)
        for key, group in table.groups.items()
    }
    return PublicKnowledge(
        relations=table.relations, facts=table.facts, holders=holders, grain=table.grain
    )


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.lists(st.sampled_from([100, 100, 200, 500, 4_000, 30_000]), max_size=40),
        min_size=2,
    )
)
def test_a_protected_table_never_fails_its_audit(holdings: dict[str, list[int]]) -> None:
    table = table_of(holdings)
    found = protect(table, POLICY)
    cells = [cell(key, amount) for key, amount in found.amounts.items()]
    if not found.exposed:
        assert audit_amounts(cells, public_of(table), POLICY) == ()


def test_the_naive_export_of_the_same_capital_fails_it() -> None:
    table = table_of({"users": [100] * 300, "staff": [100] * 50, "legal": [4_000, 100]})
    naive = [
        withheld(key) if sensitive(table.groups[key], POLICY) else shown(key, euros)
        for key, euros in ((key, int(table.groups[key].amount)) for key in sorted(table.shown))
    ]
    findings = audit_amounts(naive, public_of(table), POLICY)
    assert {(one.rule, one.keys) for one in findings} >= {("narrow", (LEGAL,))}
