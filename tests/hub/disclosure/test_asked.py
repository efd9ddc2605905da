"""Do the indicators of the catalogue ask for the tables that their figures are read from?"""

from hub.disclosure.asked import all_shown, groupings, keys, parts, tables
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import plan_of
from hub.indicators.catalogue import CATALOGUE, Counted
from hub.vocabulary import Dimension
from tests.hub.disclosure.registers import category

PLAN = plan_of([category("users"), category("workers", "worker")], "BE")

TURNOUT = CATALOGUE["turnout.assembly"]


def test_an_indicator_is_asked_for_in_total_by_each_breakdown_and_by_its_pairs() -> None:
    members = CATALOGUE["membership.total"]
    asked = list(groupings(members))
    assert asked[0] == ()
    assert (Dimension.GENDER,) in asked
    assert (Dimension.GENDER, Dimension.REGION) in asked
    assert len(asked) == 1 + len(members.definition.breakdowns) + len(members.pairs)


def test_a_breakdown_is_shown_by_every_column_that_the_plan_has_for_it() -> None:
    shown = set(all_shown(CATALOGUE["membership.total"], PLAN))
    assert ((Dimension.AGE_BAND, "age_band"),) in shown
    assert ((Dimension.AGE_BAND, "age_group"),) in shown
    assert ((Dimension.GENDER, "gender"), (Dimension.REGION, "region_1")) in shown


def test_a_breakdown_that_the_plan_has_no_columns_for_is_not_shown() -> None:
    shown = set(all_shown(CATALOGUE["membership.total"], plan_of([], "BE")))
    assert not any(dimension is Dimension.CATEGORY for one in shown for dimension, _ in one)


def test_numerator_and_denominator_are_two_tables() -> None:
    by_gender = ((Dimension.GENDER, "gender"),)
    assert TURNOUT.counted is not None
    assert list(parts(TURNOUT.counted, by_gender)) == [
        frozenset({"attended", "gender"}), frozenset({"gender"}),
    ]  # fmt: skip


def test_a_share_of_everyone_has_everyone_as_its_denominator() -> None:
    share = Counted(numerator={}, denominator={}, of_everyone=True)
    by_category = ((Dimension.CATEGORY, "category_holder"),)
    assert list(parts(share, by_category)) == [frozenset({"category_holder"}), frozenset()]


def test_what_is_no_ratio_has_one_table() -> None:
    count = Counted(numerator={}, denominator=None, of_everyone=False)
    assert list(parts(count, ())) == [frozenset()]


def test_only_indicators_that_count_members_ask_for_tables() -> None:
    assert tables([CATALOGUE["capital.gini"], CATALOGUE["gender.balanced_bodies"]], PLAN) == set()
    asked = tables([TURNOUT], PLAN)
    assert {("attended",), (), ("attended", "gender"), ("gender",)} <= asked
    assert all(table == tuple(sorted(table)) for table in asked)


def test_every_column_that_the_catalogue_names_is_in_the_plan() -> None:
    # an entry with a wrong column would raise UnknownColumn
    structure = PLAN.structure(tables(CATALOGUE.values(), PLAN), 100_000, Parameters())
    assert set(structure.columns) == set(PLAN.columns)


def test_the_catalogues_groups_have_one_name_however_many_members_there_are() -> None:
    asked = tables(CATALOGUE.values(), PLAN)
    whole = PLAN.structure(asked, 100_000, Parameters())
    for members in range(10, 700, 10):
        small = PLAN.structure(asked, members, Parameters())
        for name, column in small.columns.items():
            for code in column.codes:
                assert small.canonical(((name, code),)) == whole.canonical(((name, code),))


def test_several_codes_of_a_column_are_several_cells_to_add_up() -> None:
    codes = {"gender": ("female", "male"), "person_kind": ("natural",)}
    assert list(keys(codes, (("region_0", "BE"),))) == [
        (("gender", "female"), ("person_kind", "natural"), ("region_0", "BE")),
        (("gender", "male"), ("person_kind", "natural"), ("region_0", "BE")),
    ]


def test_without_codes_the_cell_is_the_groups_own() -> None:
    assert list(keys({}, ())) == [()]
    assert list(keys({}, (("gender", "male"),))) == [(("gender", "male"),)]
