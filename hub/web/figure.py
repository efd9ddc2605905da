"""How is one figure shown? Its value or its mark, its interval, its parts, in words and signs."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from hub.releases.observation import Observation
from hub.vocabulary import Comparability, Status, Uncertainty, Unit
from hub.web.languages import marked
from hub.web.wording import Wording, printed_decimals
from hub.web.words import reason

#: One person in fewer than so many is more than one per cent: decimals would be for show.
_SMALL = 100


class Mark(Enum):
    """A sign that stands for, or beside, a value; its meaning is read aloud and in the legend."""

    CONFIDENTIAL = ("⊘", marked("withheld, to protect persons"))
    NOT_REPORTED = ("…", marked("not reported"))
    NOT_APPLICABLE = ("—", marked("not applicable"))
    CONTESTED = ("‡", marked("sources disagree"))

    @property
    def sign(self) -> str:
        """The sign itself."""
        return self.value[0]

    @property
    def meaning(self) -> str:
        """What the sign means, in English."""
        return self.value[1]


_MARKS = {
    Status.SUPPRESSED_PRIMARY: Mark.CONFIDENTIAL,
    Status.SUPPRESSED_COMPLEMENTARY: Mark.CONFIDENTIAL,
    Status.HELD: Mark.CONFIDENTIAL,
    Status.NOT_PRODUCED: Mark.CONFIDENTIAL,
    Status.MISSING: Mark.NOT_REPORTED,
    Status.NOT_APPLICABLE: Mark.NOT_APPLICABLE,
}


#: Made from counts that are rounded to protect persons.
_PROTECTED = {Status.ROUNDED, Status.DERIVED, Status.HELD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One figure, ready to be read.

    Attributes:
        text: the value with its unit, or the statement; None where a mark stands for it.
        mark: stands for the value.
        why: why there is a mark, in a few words.
        words: `text` is a statement, not a number.
        interval: the lowest and highest value that the source leaves possible, where the digits
            of `text` do not say so already.
        parts: numerator and denominator in one phrase.
        contested: a reconciliation rule found sources that disagree.
        bound: `about`, `at least` or `at most`, where the source says so or persons are protected.
        beside: why it stands beside the cell's own figure: another place, or a later period.
    """

    text: str | None = None
    mark: Mark | None = None
    why: str | None = None
    words: bool = False
    interval: str | None = None
    parts: str | None = None
    contested: bool = False
    bound: str | None = None
    beside: str | None = None


def mark_of(observation: Observation) -> Mark | None:
    """The sign that stands for a value that is not there."""
    return _MARKS.get(observation.status)


def shown(observation: Observation, wording: Wording) -> Shown:
    """An observation's value as a page shows it."""
    contested = observation.contested
    if observation.text is not None:
        return Shown(text=observation.text, words=True, contested=contested)
    if observation.value is None:
        return _without_value(observation, wording)
    return Shown(
        text=_value(observation, observation.value, wording),
        interval=telling_interval(observation, wording),
        parts=_parts(observation, wording),
        contested=contested,
        bound=_bound(observation, wording),
    )


def _without_value(observation: Observation, wording: Wording) -> Shown:
    """A class, where there is one; else a mark and the reason for it."""
    contested = observation.contested
    ends = [observation.lower, observation.upper]
    if observation.status is Status.DERIVED and None not in ends:
        shown_ends = [
            wording.measured(end, observation.unit, 0) for end in ends if end is not None
        ]
        return Shown(text=" – ".join(shown_ends), contested=contested)  # noqa: RUF001  a dash
    return Shown(
        mark=mark_of(observation) or Mark.NOT_REPORTED,
        why=reason(observation.reason, wording),
        contested=contested,
    )


def distinct(figures: Iterable[Shown]) -> list[Shown]:
    """Each figure once, in order: a declared and a computed one that agree are read as one."""
    found: dict[tuple[str | None, Mark | None], Shown] = {}
    for figure in figures:
        known = found.setdefault((figure.text, figure.mark), figure)
        if figure.parts and not known.parts:
            found[figure.text, figure.mark] = figure
    return list(found.values())


def shown_count(count: float | None, observation: Observation, wording: Wording) -> Shown:
    """A numerator or denominator; where it is missing, the observation's mark."""
    if count is None:
        return Shown(mark=mark_of(observation) or Mark.NOT_REPORTED)
    base = _base(observation)
    if base is None or not count:
        return Shown(text=_count(count, observation, wording))
    ends = [wording.number(end) for end in (max(0.0, count - base + 1), count + base - 1)]
    return Shown(
        text=wording.number(count),
        bound=wording.gettext(marked("about")),
        interval=" – ".join(ends),  # noqa: RUF001  a range's dash
    )


def interval(observation: Observation, wording: Wording) -> str | None:
    """The lowest and highest value that the source leaves possible."""
    lower, upper = observation.lower, observation.upper
    if lower is None or upper is None or lower == upper:
        return None
    finer = printed_decimals(lower, upper) + 1
    return (
        f"{wording.measured(lower, observation.unit, finer)} – "  # noqa: RUF001  a range's dash
        f"{wording.measured(upper, observation.unit, finer)}"
    )


def telling_interval(observation: Observation, wording: Wording) -> str | None:
    """The same, but None where what is printed implies it: 3.8% stands for 3.75% to 3.85%."""
    if _implied(observation) or _few(observation):
        return None
    return interval(observation, wording)


def _implied(observation: Observation) -> bool:
    lower, upper, value = observation.lower, observation.upper, observation.value
    if observation.uncertainty is not Uncertainty.ROUNDING:
        return False
    if lower is None or upper is None or value is None:
        return False
    places = _places(observation, value)
    half: float = 0.5 / 10**places * 1.02  # room for binary fractions
    printed = round(value, places)
    return lower >= printed - half and upper <= printed + half


def _places(observation: Observation, value: float) -> int:
    """How many decimals of the plain number are written."""
    if observation.unit is Unit.RATIO:
        return _decimals(observation) + 2
    return 0 if float(value).is_integer() else 2


def _decimals(observation: Observation) -> int:
    """How many decimals of a per cent are written; none for a share of a small group."""
    if observation.denominator is not None and observation.denominator < _SMALL:
        return 0
    return printed_decimals(observation.lower, observation.upper)


def _base(observation: Observation) -> int | None:
    """To what an observation's counts are rounded; None where they are exact."""
    return observation.base if observation.status in _PROTECTED else None


def _few(observation: Observation) -> bool:
    """Whether it is a rounded count of nobody or of fewer than the base."""
    return (
        observation.value == 0
        and observation.unit is Unit.COUNT
        and observation.numerator is None
        and _base(observation) is not None
    )


def _bound(observation: Observation, wording: Wording) -> str | None:
    if _base(observation) is not None and observation.lower != observation.upper:
        return None if _few(observation) else wording.gettext(marked("about"))
    if Comparability.APPROXIMATE not in observation.comparability:
        return None
    if observation.lower is not None and observation.upper is None:
        return wording.gettext(marked("at least"))
    if observation.upper is not None and observation.lower is None:
        return wording.gettext(marked("at most"))
    return wording.gettext(marked("about"))


def _value(observation: Observation, value: float, wording: Wording) -> str:
    if _few(observation):
        return _count(value, observation, wording)
    return wording.measured(value, observation.unit, _decimals(observation))


def _count(count: float, observation: Observation, wording: Wording) -> str:
    """A count; where it is rounded, 0 stands for a few as well."""
    base = _base(observation)
    if base is not None and not count:
        return f"0–{base - 1}"  # noqa: RUF001  a range's dash
    return wording.number(count)


def _parts(observation: Observation, wording: Wording) -> str | None:
    if observation.numerator is None or observation.denominator is None:
        return None
    return wording.gettext(marked("%(part)s of %(whole)s")) % {
        "part": _count(observation.numerator, observation, wording),
        "whole": _count(observation.denominator, observation, wording),
    }
