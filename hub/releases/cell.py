"""What is a cell? One published count or sum of a release's tables, with its interval.

Observations are read from cells; the cells are published too, so that anyone can audit them.
"""

from dataclasses import dataclass

from hub.vocabulary import Status

#: Which group a cell is of: (column, code) in the order of the columns' names; empty: everyone.
Key = tuple[tuple[str, str], ...]

#: The key of everyone.
EVERYONE: Key = ()

#: What a table of cells counts, or sums in euros.
PERSONS, CAPITAL = "persons", "capital"


def key_text(key: Key) -> str:
    """One line for a key, the same for the same group: `attended=yes|gender=female`."""
    return "|".join(f"{column}={code}" for column, code in sorted(key))


def read_key(text: str) -> Key:
    """The key that was written as `column=code|column=code`.

    Raises:
        ValueError: a part is not `column=code`.
    """
    pairs = [part.split("=", 1) for part in text.split("|") if part]
    return tuple(sorted((column, code) for column, code in pairs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell as published.

    Attributes:
        cooperative: slug.
        population: whose counts these are, such as `members`.
        period: ISO 8601, as in observations.
        as_of: the day at which all cells of the table were counted.
        measure: `persons`, or `capital` in euros.
        value: None where it is withheld.
        lower: the lowest true value that the publication leaves possible.
        upper: the highest; None where there is no limit.
        reason: why it is withheld or held.
        held_from: the release whose value is carried forward.
    """

    cooperative: str
    population: str
    period: str
    as_of: str
    measure: str
    key: Key
    value: float | None
    status: Status
    reason: str | None = None
    lower: float | None = None
    upper: float | None = None
    held_from: str | None = None
