"""What does the result of an online ballot say? Motions and their counts, where it is a motion.

An answer is a vote where it is a word for yes, no or abstention. A ballot whose answers are
anything else, such as the names of candidates, is no motion: nothing of it is stored.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl

from connectors.headers import plain
from connectors.words import TRUE_OR_FALSE, spoken_words
from hub.vocabulary import VoteOption

_FURTHER = {
    "agree": "yes",
    "consent": "yes",
    "approve": "yes",
    "d'accord": "yes",
    "si": "yes",
    "accord": "yes",
    "eens": "yes",
    "akkoord": "yes",
    "disagree": "no",
    "objection": "no",
    "pas d'accord": "no",
    "desaccord": "no",
    "oneens": "no",
    "niet akkoord": "no",
    "abstain": "abstain",
    "abstencio": "abstain",
    "abstencion": "abstain",
    "vote blanc": "blank",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One answer of a ballot, how many ballots gave it, and what they weighed."""

    answer: str
    votes: int
    weight: str | None = None


def options() -> Mapping[str, str]:
    """Plain word -> vote option."""
    return {**spoken_words(pl.Enum(VoteOption)), **_FURTHER}


def counts(counted: Sequence[Counted]) -> list[Counted] | None:
    """The counts by vote option, or None where an answer that was given is no vote."""
    known = options()
    found: dict[str, Counted] = {}
    for one in counted:
        option = known.get(plain(one.answer))
        if option is None and one.votes == 0:
            continue
        if option is None or option in found:
            return None
        found[option] = Counted(answer=option, votes=one.votes, weight=one.weight)
    return list(found.values()) if found else None


def day_of(value: object) -> str | None:
    """The day of an ISO date and time, or of seconds since 1970 (UTC), as ISO text."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return datetime.fromtimestamp(value, UTC).date().isoformat()
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        return None


def said_day(value: object) -> str | None:
    """The day, or what stands in its place: whether that can be read is told at its row."""
    return day_of(value) or (str(value).strip() or None if value is not None else None)


def truth(value: object) -> bool | None:
    """What a boolean says, also where a spreadsheet wrote it in its language; None if nothing."""
    return TRUE_OR_FALSE.get(plain(str(value if value is not None else "")))


def objects(value: object) -> Iterator[dict[str, object]]:
    """The objects in a JSON list; whatever else stands in it is passed over."""
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one


def texts(value: object) -> list[str]:
    """A JSON list as text."""
    return [str(one) for one in value] if isinstance(value, list) else []
