"""What is a condition in a mapping pack? One column, and the words of which one stands in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from connectors.headers import plain

#: Stands for any word, in a pack; the empty text stands for an empty cell.
ANYTHING = "*"
_NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One column, and the words of which one stands in it.

    Attributes:
        column: as a mapping pack names the column.
        words: plain words; empty text for an empty cell, `*` for any word.
    """

    column: str
    words: frozenset[str]


def read_conditions(said: Mapping[str, object]) -> tuple[Condition, ...]:
    """Conditions that must all hold, from a pack's `{column: word or words}`."""
    return tuple(
        Condition(column=column, words=frozenset(_words(words))) for column, words in said.items()
    )


def _words(said: object) -> Iterator[str]:
    for word in said if isinstance(said, list) else [said]:
        text = str(word)
        yield ANYTHING if text == ANYTHING else compared(text)


def compared(word: str) -> str:
    """A word as conditions compare it: plain, but a number keeps its sign, and all else of it."""
    said = plain(word)
    return word.strip() if _NUMBER.fullmatch(said) else said


def beside(column: str) -> str:
    """The name, in a frame of text, of a column that is looked at and never stored."""
    return f"={plain(column)}"
