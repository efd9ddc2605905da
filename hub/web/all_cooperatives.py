"""What do all cooperatives together show? One line for everyone and for each group, by year."""

from collections.abc import Iterator, Sequence

from hub.releases.aggregate import Aggregate
from hub.web.figure import Shown
from hub.web.languages import marked
from hub.web.table import Column, Group, Line, Table
from hub.web.wording import Wording, printed_decimals
from hub.web.words import group


def all_cooperatives(aggregates: Sequence[Aggregate], *, wording: Wording) -> Table | None:
    """The sums of one indicator, real cooperatives before invented ones; None without any."""
    sums = [one for one in aggregates if one.value is not None]
    if not sums:
        return None
    years = sorted({one.year for one in sums})
    lines = {(one.synthetic, len(one.breakdown), one.breakdown): one for one in sums}
    return Table(
        columns=[Column(heading=str(year)) for year in years],
        groups=[
            Group(
                lines=[
                    Line(
                        heading=_heading(lines[line], wording),
                        cells=[list(_cell(sums, lines[line], year, wording)) for year in years],
                    )
                    for line in sorted(lines)
                ]
            )
        ],
        sources=(),
        notes=(),
    )


def _heading(of: Aggregate, wording: Wording) -> str:
    name = wording.gettext(marked("All cooperatives"))
    if of.synthetic:
        name = wording.gettext(marked("%(name)s (synthetic)")) % {"name": name}
    if not of.breakdown:
        return name
    return f"{name}{wording.gettext(':')} {group(of.breakdown, wording, {})}"


def _cell(
    sums: Sequence[Aggregate], line: Aggregate, year: int, wording: Wording
) -> Iterator[Shown]:
    for one in sums:
        place = (one.year, one.synthetic, one.breakdown)
        if place == (year, line.synthetic, line.breakdown) and one.value is not None:
            yield _shown(one, one.value, wording)


def _shown(one: Aggregate, value: float, wording: Wording) -> Shown:
    decimals = printed_decimals(one.lower, one.upper)
    exact = one.lower == one.upper
    return Shown(
        text=wording.measured(value, one.unit, decimals),
        bound=None if exact else wording.gettext(marked("about")),
        interval=None if exact else _interval(one, decimals + 1, wording),
        parts="; ".join(_parts(one, wording)),
    )


def _interval(one: Aggregate, decimals: int, wording: Wording) -> str:
    ends = [end for end in (one.lower, one.upper) if end is not None]
    written = [wording.measured(end, one.unit, decimals) for end in ends]
    return " – ".join(written)  # noqa: RUF001  a range's dash


def _parts(one: Aggregate, wording: Wording) -> Iterator[str]:
    if one.numerator is not None and one.denominator is not None:
        yield wording.gettext(marked("%(part)s of %(whole)s")) % {
            "part": wording.number(one.numerator),
            "whole": wording.number(one.denominator),
        }
    yield wording.gettext(marked("%(count)s cooperatives")) % {
        "count": wording.number(len(one.cooperatives))
    }
