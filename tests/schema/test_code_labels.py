"""Every code that cooperatives share has a label in three languages."""

from enum import StrEnum

import pytest

from hub.disclosure.plan import plan_of
from hub.vocabulary import (
    AssemblyKind,
    BodyKind,
    CategoryKind,
    Channel,
    Dimension,
    Gender,
    PersonKind,
    Role,
)
from schema.code_labels import shared_label


@pytest.mark.parametrize(
    ("dimension", "words"),
    [
        (Dimension.ASSEMBLY_KIND, AssemblyKind),
        (Dimension.BODY_KIND, BodyKind),
        (Dimension.CATEGORY_KIND, CategoryKind),
        (Dimension.CHANNEL, Channel),
        (Dimension.GENDER, Gender),
        (Dimension.PERSON_KIND, PersonKind),
        (Dimension.ROLE, Role),
    ],
)
def test_each_word_has_three_labels(dimension: Dimension, words: type[StrEnum]) -> None:
    for word in words:
        texts = shared_label(dimension, word.value)
        assert texts is not None, word
        assert list(texts) == ["fr", "nl", "en"]
        assert all(texts.values())


@pytest.mark.parametrize(
    ("dimension", "columns"),
    [
        (Dimension.AGE_BAND, ("age_band", "age_group")),
        (Dimension.TENURE_BAND, ("tenure_band",)),
        (Dimension.REGION, ("region_0", "region_1", "region")),
    ],
)
def test_each_group_of_the_plan_has_three_labels(
    dimension: Dimension, columns: tuple[str, ...]
) -> None:
    plan = plan_of([], "FR")
    for code in {code for column in columns for code in plan.columns[column].codes}:
        # a final point marks what the register does not say precisely, and is never shown
        texts = None if code.endswith(".") else shared_label(dimension, code)
        assert code.endswith(".") or (texts and all(texts[of] for of in ("fr", "nl", "en"))), code


def test_a_cooperatives_own_code_has_no_shared_label() -> None:
    assert shared_label(Dimension.BODY, "board") is None
    assert shared_label(Dimension.GENDER, "unheard of") is None
