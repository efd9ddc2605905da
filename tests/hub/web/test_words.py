"""Every code has a name, and a group is named by its codes or by the cooperative's own names."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

import pytest

from hub.disclosure import refusal
from hub.disclosure.plan import plan_of
from hub.vocabulary import (
    AssemblyKind,
    BodyKind,
    CategoryKind,
    Channel,
    Dimension,
    Gender,
    Language,
    PersonKind,
    PracticeDimension,
    RecommendationStage,
    Role,
    Tier,
)
from hub.web import words
from hub.web.wording import Wording
from tests.hub.web.released import DEFINITIONS, cooperative


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (AssemblyKind, words.ASSEMBLY_KINDS),
        (BodyKind, words.BODY_KINDS),
        (CategoryKind, words.CATEGORY_KINDS),
        (Channel, words.CHANNELS),
        (Dimension, words.DIMENSIONS),
        (Gender, words.GENDERS),
        (PersonKind, words.PERSON_KINDS),
        (PracticeDimension, words.PRACTICE_DIMENSIONS),
        (RecommendationStage, words.STAGES),
        (Role, words.ROLES),
        (Tier, words.TIERS),
    ],
)
def test_every_code_has_a_name(codes: type[StrEnum], names: Mapping[str, str]) -> None:
    assert set(names) == set(codes)


def test_a_group_is_named_in_the_readers_language() -> None:
    french = Wording(Language.FR)
    facilitators = ((Dimension.BODY_KIND, "space"), (Dimension.ROLE, "facilitator"))
    assert words.group((), french, {}) == "Tout le monde"
    assert words.group(facilitators, french, {}) == "Cercles et groupes de travail, animation"


def test_a_cooperatives_own_names_win_and_unknown_codes_stay() -> None:
    dutch = Wording(Language.NL)
    group = ((Dimension.CATEGORY, "ent"), (Dimension.CYCLE, "2022-1"))
    assert (
        words.group(group, dutch, {(Dimension.CATEGORY, "ent"): "Ondernemers"})
        == "Ondernemers, 2022-1"
    )


def test_a_region_is_called_by_its_name() -> None:
    dutch = Wording(Language.NL)
    assert words.group(((Dimension.REGION, "BE33"),), dutch, {}) == "Provincie Luik"
    assert words.group(((Dimension.REGION, "BE"),), dutch, {}) == "België"
    assert words.group(((Dimension.REGION, "abroad"),), dutch, {}) == "In het buitenland"


def test_every_group_of_ages_and_of_lengths_of_membership_has_a_name() -> None:
    columns = plan_of([], "BE").columns
    assert set(words.AGE_BANDS) == {*columns["age_band"].codes, *columns["age_group"].codes}
    assert set(words.TENURE_BANDS) == set(columns["tenure_band"].codes)


def test_every_group_of_a_dimension_is_named_by_the_dimension() -> None:
    english = Wording(Language.EN)
    both = ((Dimension.AGE_BAND, "*"), (Dimension.GENDER, "*"))
    of_board = ((Dimension.BODY_KIND, "board"), (Dimension.GENDER, "*"))
    assert words.group(both, english, {}) == "by age band and gender"
    assert words.group(of_board, english, {}) == "Board of directors, by gender"


def test_every_reason_of_a_refusal_has_words() -> None:
    given = {one.reason for one in vars(refusal).values() if isinstance(one, refusal.Refusal)}
    # no figure has it: a body's declaration covers what is shown, or the body has none
    assert given <= set(words.REASONS)
    assert words.reason("denominator_too_small", Wording(Language.NL)) == "op te weinig personen"
    assert words.reason(None, Wording(Language.NL)) is None
    assert words.reason("unheard_of", Wording(Language.NL)) is None


def test_indicators_come_in_the_order_of_the_families_and_unknown_ones_last() -> None:
    unknown = replace(DEFINITIONS[0], code="zebra.count", family="zebra")
    assert [one.code for one in words.by_family([unknown, *reversed(DEFINITIONS)])] == [
        "membership.category_share",
        "membership.staff_member_rate",
        "membership.total",
        "capital.gini",
        "capital.mean_holding",
        "capital.total",
        "turnout.assembly",
        "turnout.college",
        "gender.share_women",
        "zebra.count",
    ]


def test_an_invented_cooperatives_full_name_says_so() -> None:
    invented = cooperative("a", "Aaa", "BE", synthetic=True)
    assert words.full_name(invented, Wording(Language.FR)) == "Aaa (fictive)"
    assert words.full_name(replace(invented, synthetic=False), Wording(Language.FR)) == "Aaa"
