"""What is a code called in French, Dutch and English?"""

from collections.abc import Mapping
from typing import Annotated, TypeVar

import strawberry

from schema.words import Language

T = TypeVar("T")

InLanguage = Annotated[
    Language, strawberry.argument(description="In which language; another where it has none.")
]


def in_language(texts: Mapping[str, T], language: Language) -> tuple[Language, T] | None:
    """What there is in that language, or in English, French or Dutch, and in which it is."""
    for choice in (language, Language.EN, Language.FR, Language.NL):
        if texts.get(choice.value):
            return choice, texts[choice.value]
    return None


def label(texts: Mapping[str, str], language: Language) -> str | None:
    """The text in that language, or in another one where it has none."""
    found = in_language(texts, language)
    return found[1] if found else None
