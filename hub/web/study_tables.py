"""What do the four tables of the first study say today? Members, capital, turnout, women."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hub.releases.definition import Definition
from hub.releases.observation import TOTAL, Breakdown, Observation
from hub.releases.reader import Shelf
from hub.releases.release import Cooperative
from hub.releases.wanted import TOTALS, Wanted
from hub.vocabulary import BodyKind, Dimension
from hub.web.figure import Shown, distinct, shown, shown_count
from hub.web.languages import marked
from hub.web.over_time import by_day
from hub.web.side_by_side import Asked, side_by_side
from hub.web.sources import notes, sources
from hub.web.table import Column, Group, Line, Table, real_first
from hub.web.wording import Wording
from hub.web.words import BODY_KINDS, CATEGORY_KINDS, ROLES, group

MEMBERS = "membership.total"
CATEGORY_SHARE = "membership.category_share"
STAFF_MEMBERS = "membership.staff_member_rate"
TURNOUT = "turnout.assembly"
WOMEN = "gender.share_women"
SHARE = "figure.share_nominal"

_CATEGORY = frozenset({(), (Dimension.CATEGORY_KIND,)})
_PERSONS = frozenset({(), (Dimension.PERSON_KIND,)})
_BODY = frozenset({(), (Dimension.BODY_KIND,), (Dimension.BODY_KIND, Dimension.ROLE)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the four tables are made from."""

    cooperatives: Sequence[Cooperative]
    definitions: Sequence[Definition]
    membership: Sequence[Observation]
    capital: Sequence[Observation]
    turnout: Sequence[Observation]
    women: Sequence[Observation]


def figures(shelf: Shelf, release_id: str) -> Figures:
    """Read what the four tables need, in one statement for each."""
    definitions = shelf.definitions(release_id)
    capital = tuple(one.code for one in definitions if one.family == "capital")

    def read(
        indicators: tuple[str, ...], dimensions: frozenset[tuple[Dimension, ...]]
    ) -> list[Observation]:
        wanted = Wanted(indicators=indicators, dimensions=dimensions)
        return [placed.observation for placed in shelf.observations(release_id, wanted)]

    return Figures(
        cooperatives=real_first(shelf.cooperatives(release_id)),
        definitions=definitions,
        membership=read((MEMBERS, CATEGORY_SHARE, STAFF_MEMBERS), _CATEGORY),
        capital=read((SHARE, *capital), _PERSONS),
        turnout=read((TURNOUT,), TOTALS),
        women=read((WOMEN,), _BODY),
    )


def membership_table(known: Figures, wording: Wording) -> Table:
    """Table 1: members in all and by category, and how many of the staff are members."""
    present = {one.breakdown for one in known.membership}
    rows = [Asked(wording.gettext(marked("Members")), [(MEMBERS, TOTAL)])]
    for kind in CATEGORY_KINDS:
        breakdown: Breakdown = ((Dimension.CATEGORY_KIND, kind),)
        if breakdown in present:
            heading = wording.gettext(CATEGORY_KINDS[kind])
            rows.append(Asked(heading, [(MEMBERS, breakdown), (CATEGORY_SHARE, breakdown)]))
    rows.append(Asked(wording.gettext(marked("Staff who are members")), [(STAFF_MEMBERS, TOTAL)]))
    return side_by_side(rows, known.cooperatives, known.membership, wording=wording)


def capital_table(known: Figures, wording: Wording) -> Table:
    """Table 2: every figure on capital, for all members and by kind of person."""
    names = {one.code: wording.among(one.name) for one in known.definitions}
    asked = sorted(
        {(one.indicator, one.breakdown) for one in known.capital},
        key=lambda figure: (figure[0] != SHARE, figure),
    )
    rows = [
        Asked(_named(names[indicator], breakdown, wording), [(indicator, breakdown)])
        for indicator, breakdown in asked
    ]
    return side_by_side(rows, known.cooperatives, known.capital, wording=wording)


def women_table(known: Figures, wording: Wording) -> Table:
    """Table 4: the share of women among members, in each kind of body, and by role."""
    present = {one.breakdown for one in known.women}
    rows = [Asked(wording.gettext(marked("All members")), [(WOMEN, TOTAL)])]
    for kind in BODY_KINDS:
        body: Breakdown = ((Dimension.BODY_KIND, kind),)
        name = wording.gettext(BODY_KINDS[kind])
        if body in present:
            rows.append(Asked(name, [(WOMEN, body)]))
        # the study tells roles apart where there are many of each: in its circles
        for role in ROLES if kind is BodyKind.SPACE else ():
            holding: Breakdown = (*body, (Dimension.ROLE, role))
            if holding in present:
                heading = f"{name}: {wording.gettext(ROLES[role])}"
                rows.append(Asked(heading, [(WOMEN, holding)]))
    return side_by_side(rows, known.cooperatives, known.women, wording=wording)


def turnout_table(known: Figures, wording: Wording) -> Table:
    """Table 3: voters, members and turnout of every assembly, period by period."""
    periods = sorted({one.period for one in known.turnout}, key=by_day)
    groups = []
    for cooperative in known.cooperatives:
        mine: dict[str, list[Observation]] = {period: [] for period in periods}
        for one in known.turnout:
            if one.cooperative == cooperative.slug:
                mine[one.period].append(one)
        if any(mine.values()):
            groups.append(Group(cooperative=cooperative, lines=_turnout(mine, wording)))
    return Table(
        columns=[Column(heading=wording.period(period)) for period in periods],
        groups=groups,
        sources=sources(known.turnout, known.cooperatives, wording),
        notes=notes(known.turnout, known.cooperatives, wording),
    )


def _turnout(mine: Mapping[str, Sequence[Observation]], wording: Wording) -> list[Line]:
    def cells(part: str) -> list[list[Shown]]:
        return [
            distinct(shown_count(getattr(one, part), one, wording) for one in found)
            for found in mine.values()
        ]

    rates = [distinct(_bare(shown(one, wording)) for one in found) for found in mine.values()]
    return [
        Line(heading=wording.gettext(marked("Voters")), cells=cells("numerator")),
        Line(heading=wording.gettext(marked("Members")), cells=cells("denominator")),
        Line(heading=wording.gettext(marked("Turnout")), cells=rates),
    ]


def _bare(rate: Shown) -> Shown:
    """A rate without its parts, which stand in the rows above it."""
    return replace(rate, parts=None)


def _named(name: str, breakdown: Breakdown, wording: Wording) -> str:
    return f"{name}: {group(breakdown, wording, {})}" if breakdown else name
