"""Every code has a name, and a group is named by its codes or by the cooperative's own names."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

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


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (AssemblyKind, words.ASSEMBLY_KINDS),
        (BodyKind, words.BODY_KINDS),
        (CategoryKind, words.CATEGORY_KINDS),
        (Channel, words.CHANNELS),
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
    group = ((Dimension.CATEGORY, "ent"), (Dimension.REGION, "BE10"))
    assert words.group(group, dutch, {"ent": "Ondernemers"}) == "Ondernemers, BE10"
