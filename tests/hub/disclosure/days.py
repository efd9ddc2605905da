"""On which days are tests' members counted? Invented people, their days, the desk they pass."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from hub.disclosure.cube import PERSONS
from hub.disclosure.hold import LEAVES as LEAVES_OF
from hub.disclosure.hold import PERSON
from hub.disclosure.members import Day, Desk, Previous
from hub.disclosure.parameters import Parameters
from hub.disclosure.published import Published
from hub.releases.cell import Key
from tests.hub.disclosure.registers import KEY, LEAVES, PLAN, WANTED

POLICY = Parameters()

#: Person -> leaves, in the order of the plan's dimensions.
Register = dict[int, tuple[str, ...]]


def people(members: int, seed: int, first: int = 0) -> Register:
    """So many invented people, numbered from `first` on."""
    random = np.random.default_rng(seed)
    return {
        first + number: tuple(str(random.choice(leaves)) for leaves in LEAVES.values())
        for number in range(members)
    }


def people_like(leaves: tuple[str, ...], numbers: range) -> Register:
    """People who share all leaves."""
    return dict.fromkeys(numbers, leaves)


def day(register: Register, as_of: str = "2022-06-15", *, dimensions: Sequence[str] = ()) -> Day:
    """The day of a register; all dimensions were recorded unless some are named."""
    names = list(dimensions or LEAVES)
    rows = pl.DataFrame(list(register.values()), schema=list(LEAVES), orient="row")

    def listed(asked: Sequence[str]) -> pl.DataFrame:
        leaves = rows.select(pl.struct(asked).hash().alias(LEAVES_OF))
        return leaves.with_columns(pl.Series(PERSON, list(register), dtype=pl.UInt64))

    finest = rows.group_by(names).agg(pl.len().alias(PERSONS)).sort(names)
    return Day(period=as_of[:4], as_of=as_of, finest=finest, people=listed)


def desk(
    *previous: Previous,
    key: bytes = KEY,
    parameters: Parameters = POLICY,
    known: Mapping[str, Mapping[Key, int]] | None = None,
) -> Desk:
    """The desk that days pass, after some days of the release before."""
    return Desk(
        cooperative="essai",
        population="members",
        plan=PLAN,
        wanted=WANTED,
        known=known or {},
        previous={one.day.as_of: one for one in previous},
        key=key,
        parameters=parameters,
    )


def out(at: Desk, *counted: Day) -> list[Published]:
    """What a desk publishes of days that all have tables."""
    found = at.publish(counted)
    shown = [found[one.as_of] for one in counted]
    return [one for one in shown if isinstance(one, Published)]


def was(counted: Day, published: Published, release: str = "r1") -> Previous:
    """A day in the release before."""
    return Previous(release=release, published=published, day=counted)
