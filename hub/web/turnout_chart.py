"""Where do the lines of the turnout chart run? Places only; the template draws them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from textwrap import wrap

from hub.period import Period
from hub.releases.observation import Observation
from hub.releases.release import Cooperative
from hub.web.figure import Mark, mark_of, shown
from hub.web.wording import Wording
from hub.web.words import full_name

#: More series than this share a colour and a shape.
_LOOKS = 6
#: Steps of the vertical axis, as fractions; the finest that needs no more than `_TICKS`.
_STEPS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
_TICKS = 7
#: A label at the end of a line: letters in a line, and the height of one.
_LABEL_LETTERS, _LABEL_LINE = 20, 16
_YEAR_DAYS = 365.25
#: Two values further apart than this have an assembly missing in between.
_USUAL_DAYS = 1.5 * _YEAR_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The size of a drawing and its margins, in its own units."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int
    strip: int  # height of one row of the status strip
    labels: bool  # whether names stand at the ends of the lines

    @property
    def inner_right(self) -> int:
        """Where the lines end."""
        return self.width - self.right


#: For screens that hold the names beside the lines, and for those that do not.
WIDE = Frame(name="wide", width=880, height=400, left=58, right=190, top=18, strip=20, labels=True)
NARROW = Frame(
    name="narrow", width=360, height=330, left=52, right=18, top=18, strip=20, labels=False
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value: its place, what it says, and how far it may be off."""

    x: float
    y: float
    spoken: str
    contested: bool
    highest: float | None
    lowest: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A line between two values; `certain` if no assembly without a value lies between."""

    x1: float
    y1: float
    x2: float
    y2: float
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A period without a value, and the mark that says why."""

    x: float
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One cooperative's line. `look` is its colour and shape, from 1."""

    cooperative: Cooperative
    name: str
    label: Sequence[str]
    look: int
    points: Sequence[Point]
    links: Sequence[Link]
    absences: Sequence[Absence]
    last: str
    told: str
    label_y: float
    strip_y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A labelled place on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A whole drawing."""

    frame: Frame
    height: float
    baseline: float
    series: Sequence[Series]
    years: Sequence[Tick]
    rates: Sequence[Tick]
    marks: Sequence[Mark]
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    frame: Frame
    first: date
    last: date
    highest: float

    def x(self, when: date) -> float:
        share = (when - self.first).days / max(1, (self.last - self.first).days)
        width = self.frame.inner_right - self.frame.left
        return round(self.frame.left + share * width, 1)

    def y(self, rate: float) -> float:
        height = self.frame.height - self.frame.top
        return round(self.frame.height - rate / self.highest * height, 1)


def turnout_chart(
    cooperatives: Sequence[Cooperative],
    turnout: Sequence[Observation],
    frame: Frame,
    *,
    wording: Wording,
) -> Chart | None:
    """The chart of the turnout of assemblies over time; None where there is no value at all."""
    valued = [one for one in turnout if one.value is not None]
    if not valued:
        return None
    scale, rates = _scale(valued, frame, wording)
    series: list[Series] = []
    rows = 0
    for look, cooperative in enumerate(cooperatives):
        mine = _one_for_each_period(turnout, cooperative)
        if any(one.value is not None for one in mine):
            drawn = _series(cooperative, mine, look % _LOOKS + 1, scale=scale, wording=wording)
            if drawn.absences:
                rows += 1
                drawn = replace(drawn, strip_y=frame.height + 26 + rows * frame.strip)
            series.append(drawn)
    return Chart(
        frame=frame,
        height=frame.height + 34 + rows * frame.strip,
        baseline=frame.height,
        series=_apart(series, frame),
        years=_years(scale),
        rates=rates,
        marks=[mark for mark in Mark if mark in _used(series)],
        description=" ".join(f"{one.name}: {one.told}." for one in series),
    )


def _one_for_each_period(
    turnout: Sequence[Observation], cooperative: Cooperative
) -> list[Observation]:
    """A line has one point a period: the value with its parts, where there are several."""
    best: dict[str, Observation] = {}
    for one in turnout:
        if one.cooperative == cooperative.slug:
            known = best.setdefault(one.period, one)
            if (one.value is not None, one.numerator is not None) > (
                known.value is not None,
                known.numerator is not None,
            ):
                best[one.period] = one
    return list(best.values())


def _scale(
    valued: Sequence[Observation], frame: Frame, wording: Wording
) -> tuple[_Scale, list[Tick]]:
    highest = max(one.value or 0 for one in valued)
    step = next((step for step in _STEPS if highest <= step * _TICKS), _STEPS[-1])
    count = max(1, math.ceil(highest / step - 1e-9))
    periods = [Period.parse(one.period) for one in valued]
    scale = _Scale(
        frame=frame,
        first=date(min(period.first for period in periods).year, 1, 1),
        last=date(max(period.last for period in periods).year, 12, 31),
        highest=min(1.0, count * step) if highest <= 1 else count * step,
    )
    decimals = 0 if step >= _STEPS[1] else 1
    ticks = [
        Tick(at=scale.y(number * step), text=wording.per_cent(number * step, decimals))
        for number in range(count + 1)
    ]
    return scale, ticks


def _years(scale: _Scale) -> list[Tick]:
    """One tick in the middle of every year, or of every second where there is no room."""
    years = range(scale.first.year, scale.last.year + 1)
    room = (scale.frame.inner_right - scale.frame.left) / len(years)
    step = max(1, math.ceil(34 / room))
    return [Tick(at=scale.x(date(year, 7, 2)), text=str(year)) for year in years[::step]]


def _middle(period: str) -> date:
    span = Period.parse(period)
    return span.first + (span.last - span.first) / 2


def _series(
    cooperative: Cooperative,
    mine: Iterable[Observation],
    look: int,
    *,
    scale: _Scale,
    wording: Wording,
) -> Series:
    ordered = sorted(mine, key=lambda one: _middle(one.period))
    valued = [one for one in ordered if one.value is not None]
    points = [_point(cooperative, one, scale=scale, wording=wording) for one in valued]
    links = [
        Link(
            x1=here.x, y1=here.y, x2=there.x, y2=there.y, certain=_certain(before, after, ordered)
        )
        for (before, here), (after, there) in pairwise(zip(valued, points, strict=True))
    ]
    absences = [
        Absence(x=scale.x(when), mark=mark)
        for one in ordered
        if one.value is None
        and scale.first <= (when := _middle(one.period)) <= scale.last
        and (mark := mark_of(one)) is not None
    ]
    return Series(
        cooperative=cooperative,
        name=full_name(cooperative, wording),
        label=wrap(cooperative.name, _LABEL_LETTERS, max_lines=2, placeholder="…"),
        look=look,
        points=points,
        links=links,
        absences=absences,
        last=shown(valued[-1], wording).text or "",
        told=", ".join(
            f"{wording.period(one.period)} {shown(one, wording).text}" for one in valued
        ),
        label_y=points[-1].y,
        strip_y=0,
    )


def _point(
    cooperative: Cooperative, one: Observation, *, scale: _Scale, wording: Wording
) -> Point:
    figure = shown(one, wording)
    name = full_name(cooperative, wording)
    parts = f" ({figure.parts})" if figure.parts else ""
    return Point(
        x=scale.x(_middle(one.period)),
        y=scale.y(one.value or 0),
        spoken=f"{name}, {wording.period(one.period)}: {figure.text}{parts}",
        contested=one.contested,
        highest=None if one.upper is None else scale.y(min(one.upper, scale.highest)),
        lowest=None if one.lower is None else scale.y(max(one.lower, 0)),
    )


def _certain(before: Observation, after: Observation, ordered: Sequence[Observation]) -> bool:
    start, end = _middle(before.period), _middle(after.period)
    missing = any(one.value is None and start < _middle(one.period) < end for one in ordered)
    return not missing and (end - start).days <= _USUAL_DAYS


def _apart(series: Sequence[Series], frame: Frame) -> list[Series]:
    """The series, their end labels moved up so that no two overlap."""
    placed: dict[int, float] = {}
    below = float(frame.height) + 2 * _LABEL_LINE
    for index in sorted(range(len(series)), key=lambda index: -series[index].label_y):
        height = (len(series[index].label) + 1.2) * _LABEL_LINE
        below = min(series[index].label_y, below - height)
        placed[index] = below
    return [replace(one, label_y=placed[index]) for index, one in enumerate(series)]


def _used(series: Sequence[Series]) -> set[Mark]:
    used = {absence.mark for one in series for absence in one.absences}
    if any(point.contested for one in series for point in one.points):
        used.add(Mark.CONTESTED)
    return used
