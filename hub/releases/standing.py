"""Which tables does anybody have, once a release is out? Its own, and what it left out of others.

A day that a release leaves out was published all the same, so the next release is held against
the newest tables of each population and day, in whichever release they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from hub.releases.cell import CAPITAL, PERSONS, Cell
from hub.releases.reader import Shelf
from hub.releases.release import Release
from hub.releases.table_plan import TablePlan

#: Cooperative, population and day.
Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ReleasedTables:
    """Plans and their cells, as the shelf has them."""

    plans: Sequence[TablePlan]
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The newest tables of every population and day.

    Attributes:
        releases: id of each release that some of them are in -> all of its tables.
        left_out: place -> the release that it is in, where that is not the latest of them.
        tables: the newest of each place.
    """

    releases: Mapping[str, ReleasedTables]
    left_out: Mapping[Place, str]
    tables: ReleasedTables


def standing(shelf: Shelf, release: Release) -> Standing:
    """What anybody had once a release was out."""
    releases = {release.id: tables(shelf, release.id)}
    plans, cells = list(releases[release.id].plans), list(releases[release.id].cells)
    places: dict[Place, str] = {}
    by_release = attrgetter("release_id")
    for earlier, found in groupby(shelf.left_out(release), key=by_release):
        of = {one[1:] for one in found}
        places |= dict.fromkeys(of, earlier)
        releases[earlier] = tables(shelf, earlier)
        plans += [one for one in releases[earlier].plans if place(one) in of]
        cells += [one for one in releases[earlier].cells if place(one) in of]
    return Standing(releases=releases, left_out=places, tables=ReleasedTables(plans, cells))


def tables(shelf: Shelf, release_id: str) -> ReleasedTables:
    """All tables of one release."""
    return ReleasedTables(
        shelf.plans(release_id),
        [one for measure in (PERSONS, CAPITAL) for one in shelf.cells(release_id, measure)],
    )


def place(one: TablePlan | Cell) -> Place:
    """Of which population and day it is."""
    return one.cooperative, one.population, one.as_of
