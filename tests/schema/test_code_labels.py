"""Every code that cooperatives share has a label in three languages."""

from enum import StrEnum

import pytest

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


def test_a_cooperatives_own_code_has_no_shared_label() -> None:
    assert shared_label(Dimension.BODY, "board") is None
    assert shared_label(Dimension.GENDER, "unheard of") is None
