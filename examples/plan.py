"""How many of each kind will there be? Every margin as whole numbers, before anyone is invented.

Time is cut at the days whose membership is known (record dates, reference, balance). Interval
t runs from the day after cut t-1 to cut t. Someone who joined in interval j and left in interval
k is a member at every cut from j to k-1; k is the number of cuts for those who stayed.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from examples.profile import Assembly, Profile, Stratum
from examples.quotas import Counts, Quota, share_out
from hub.problem import Problem
from hub.vocabulary import Gender

#: Positions in `hub.vocabulary.Gender`.
FEMALE, MALE = list(Gender).index(Gender.FEMALE), list(Gender).index(Gender.MALE)

_SMALLEST, _LARGEST = 100, 10_000_000


class SizeOutOfRange(Problem):
    """A number of members that no invented cooperative can have."""

    def __init__(self, members: int) -> None:
        super().__init__(
            f"A cooperative of {members} members cannot be invented",
            f"Ask for {_SMALLEST} to {_LARGEST} members.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The margins of one cooperative at one size.

    Attributes:
        cuts: the days at which the membership is known.
        members: persons who are members at each cut.
        cells: persons by stratum, joining interval and leaving interval.
        genders: persons by stratum, joining interval, whether they are members on the
            reference date, and gender.
        voters: voters by stratum, joining interval and assembly; 0 where no roll was kept.
        holders: shareholders by stratum and joining interval.
        reference, balance: positions of these two days among the cuts.
    """

    profile: Profile
    factor: Fraction
    cuts: tuple[date, ...]
    members: Counts
    cells: Counts
    genders: Counts
    voters: Counts
    holders: Counts
    reference: int
    balance: int

    def scaled(self, number: int) -> int:
        """A number of the default size, at this plan's size, rounded."""
        return round(number * self.factor)

    def members_of(self, assembly: Assembly) -> int:
        """Members of record at an assembly."""
        return int(self.members[self.cuts.index(assembly.record_date)])

    def voters_at(self, assembly: Assembly) -> int:
        """Voters at an assembly."""
        return int(self.voters[..., self.profile.assemblies.index(assembly)].sum())

    @property
    def persons(self) -> int:
        """Everyone who was ever a member."""
        return int(self.cells.sum())

    @property
    def at_reference(self) -> Counts:
        """Members by stratum and gender on the reference date."""
        by_gender: Counts = self.genders[:, :, 1].sum(axis=1)
        return by_gender


def plan_for(profile: Profile, members: int | None = None) -> Plan:
    """Work out all margins of a cooperative of `members` members, or of its default size.

    Raises:
        SizeOutOfRange: `members` is under 100 or over 10 million.
    """
    factor = Fraction(1) if members is None else Fraction(members, profile.reference[1])
    if members is not None and not _SMALLEST <= members <= _LARGEST:
        raise SizeOutOfRange(members)
    known = {each.record_date: each.members for each in profile.assemblies}
    known |= dict((profile.balance, profile.reference, profile.closed_on))
    cuts = tuple(sorted(known))
    total = np.array([max(1, round(known[cut] * factor)) for cut in cuts], dtype=np.int64)
    reference, balance = cuts.index(profile.reference[0]), cuts.index(profile.balance[0])
    series = _series(profile, total, reference, factor=factor)
    cells = np.stack(
        [
            _cells(profile, cuts, present, stratum=stratum)
            for stratum, present in zip(profile.strata, series, strict=True)
        ]
    )
    genders = np.stack(
        [
            _genders(stratum, alive_at(cells[row], reference), cells[row].sum(axis=1))
            for row, stratum in enumerate(profile.strata)
        ]
    )
    return Plan(
        profile=profile,
        factor=factor,
        cuts=cuts,
        members=total,
        cells=cells,
        genders=genders,
        voters=_voters(profile, cuts, cells, factor=factor),
        holders=_holders(profile, cells, balance, factor=factor),
        reference=reference,
        balance=balance,
    )


def alive_at(cells: Counts, cut: int) -> Counts:
    """Members at a cut, by joining interval (and stratum, if the cells have them)."""
    alive: Counts = cells[..., cut + 1 :].sum(axis=-1)
    alive[..., cut + 1 :] = 0
    return alive


def _series(profile: Profile, total: Counts, reference: int, *, factor: Fraction) -> Counts:
    """Members by stratum at each cut; the first stratum takes what the others leave."""
    small = []
    for stratum in profile.strata[1:]:
        wanted = max(1, round(stratum.members * factor))
        present = (2 * wanted * total + total[reference]) // (2 * total[reference])
        small.append(np.minimum(present, wanted) if stratum.steady else present)
    return np.stack([total - np.sum(small, axis=0), *small])


def _cells(
    profile: Profile, cuts: tuple[date, ...], present: Counts, *, stratum: Stratum
) -> Counts:
    """One stratum's persons by joining and leaving interval, so that `present` comes out."""
    last = len(cuts)
    cells = np.zeros((last, last + 1), dtype=np.int64)
    cells[0, last] = present[0]
    for cut in range(1, last):
        before, after = int(present[cut - 1]), int(present[cut])
        days = (cuts[cut] - cuts[cut - 1]).days
        usual = 0 if stratum.steady else before * profile.leaving * days // 365_000
        leavers = max(usual, before - after)
        # Those who came lately leave more readily than those who have stayed for years.
        pull = cells[:, last] * np.where(np.arange(last) >= cut - 2, 3, 2)
        leaving = share_out(leavers, pull, cells[:, last])
        cells[:, cut] = leaving
        cells[:, last] -= leaving
        cells[cut, last] = after - before + leavers
    return cells


def _genders(stratum: Stratum, alive: Counts, joined: Counts) -> Counts:
    """One stratum's persons by joining interval, membership on the reference date, gender."""
    tables = []
    for by_interval in (joined - alive, alive):
        stock = Quota(share_out(int(by_interval.sum()), stratum.gender))
        tables.append(np.stack([stock.take(int(count)) for count in by_interval]))
    return np.stack(tables, axis=1)


def _voters(
    profile: Profile, cuts: tuple[date, ...], cells: Counts, *, factor: Fraction
) -> Counts:
    voters = np.zeros((*cells.shape[:2], len(profile.assemblies)), dtype=np.int64)
    zeal = np.array([stratum.zeal for stratum in profile.strata], dtype=np.int64)
    for number, assembly in enumerate(profile.assemblies):
        if assembly.voters is None:
            continue
        cut = cuts.index(assembly.record_date)
        present = alive_at(cells, cut)
        # Every interval of membership makes a vote a little likelier.
        seniority = 20 + np.maximum(cut - np.arange(len(cuts)), 0)
        wanted = min(round(assembly.voters * factor), int(present.sum()))
        pull = present * zeal[:, None] * seniority
        voters[:, :, number] = share_out(wanted, pull, present)
    return voters


def _holders(profile: Profile, cells: Counts, balance: int, *, factor: Fraction) -> Counts:
    holders = alive_at(cells, balance)
    unpaid = min(round(profile.unpaid * factor), int(holders[0, balance]))
    holders[0, balance] -= unpaid
    return holders
