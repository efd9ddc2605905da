"""Who voted at which assembly, and by which way?"""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from examples.plan import Plan, alive_at
from examples.quotas import Quota, share_out
from examples.register import BATCH, Batch, Whole, coded, member_numbers
from hub.vocabulary import Channel

_CHANNELS = [str(channel) for channel in Channel]
_PROXY = _CHANNELS.index(Channel.PROXY)

#: The most members whom one voter represents.
_REPRESENTED = 2


class Rolls:
    """Draws the voters of every assembly that kept a roll, batch by batch.

    Those who voted once are likelier to vote again; older members and those who hold a seat are
    likelier to vote at all.
    """

    def __init__(self, plan: Plan, rng: np.random.Generator) -> None:
        """Work out how many of each stratum and joining interval vote at each assembly."""
        self._plan, self._rng = plan, rng
        self._kept = [
            (position, plan.cuts.index(assembly.record_date), assembly)
            for position, assembly in enumerate(plan.profile.assemblies)
            if assembly.voters is not None
        ]
        self._stock: dict[tuple[int, int, int], Quota] = {}
        for position, cut, _ in self._kept:
            there, voting = alive_at(plan.cells, cut), plan.voters[:, :, position]
            for (stratum, interval), number in np.ndenumerate(voting):
                self._stock[position, stratum, interval] = Quota(
                    [int(number), int(there[stratum, interval] - number)]
                )

    def votes(self, batch: Batch, seated: NDArray[np.bool_]) -> Iterator[pl.DataFrame]:
        """The rows of `participations` for a batch, one frame per assembly."""
        liking = self._liking(batch, seated)
        for position, cut, assembly in self._kept:
            if cut < batch.interval:
                continue
            there = batch.present(cut)
            mood = liking + self._rng.integers(0, 2**16, len(liking))
            # The position makes every score unique, so that ties fall alike on any machine.
            score = mood * BATCH + np.arange(len(mood))
            voters = np.concatenate(
                [
                    _highest(
                        np.flatnonzero(there & (batch.stratum == stratum)),
                        score,
                        self._stock[position, stratum, batch.interval],
                    )
                    for stratum in range(len(self._plan.profile.strata))
                ]
            )
            yield self._roll(batch, np.sort(voters), assembly.code, ways=assembly.channels)

    def _liking(self, batch: Batch, seated: NDArray[np.bool_]) -> Whole:
        age = np.where(batch.birth_year > 0, 2023 - batch.birth_year, 45)
        liking: Whole = self._rng.integers(0, 40_000, len(age)) + age * 250 + seated * 20_000
        return liking

    def _roll(
        self, batch: Batch, voters: Whole, assembly: str, *, ways: tuple[int, ...]
    ) -> pl.DataFrame:
        rng, prefix = self._rng, self._plan.profile.prefix
        # Some must be there themselves to represent the others.
        room = [len(voters)] * len(ways)
        room[_PROXY] = len(voters) * _REPRESENTED // (_REPRESENTED + 1)
        channel = np.repeat(np.arange(len(ways)), share_out(len(voters), ways, room))
        channel = rng.permutation(channel)
        absent, there = np.flatnonzero(channel == _PROXY), np.flatnonzero(channel != _PROXY)
        holders = rng.permutation(there)[np.arange(len(absent)) // _REPRESENTED]
        number = batch.number[voters]
        shown = member_numbers(prefix, number)
        represented_by = np.full(len(voters), -1)
        represented_by[absent] = holders
        position = pl.Series(represented_by)
        return pl.DataFrame(
            {
                "member_number": shown,
                "assembly": pl.Series([assembly]).new_from_index(0, len(voters)),
                "channel": coded(channel, _CHANNELS),
                "represented_by_number": shown.gather(position.set(position < 0, None)),
            }
        )


def _highest(able: Whole, score: Whole, stock: Quota) -> Whole:
    """The persons with the highest scores among those able to vote."""
    wanted = int(stock.take(len(able))[0])
    if wanted == 0:
        return able[:0]
    bar = np.partition(score[able], len(able) - wanted)[len(able) - wanted]
    chosen: Whole = able[score[able] >= bar]
    return chosen
