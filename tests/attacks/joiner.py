"""Can a joiner's attribute be guessed from what changed? By whoever knows all other attributes.

The attacker weighs the shares of the first release by how likely each change is if the joiner has
an attribute, and how likely if not. Nobody left, and how many joined is known: the easiest case.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
from scipy.stats import binom

from tests.attacks.leaf_model import Person
from tests.attacks.published import EVERYONE, Codebook, Group, Printed

#: What a change that should be impossible is still given: the attacker may have misread.
_UNLIKELY = 1e-3

#: Changes of overlapping groups say much the same, so each counts for less than on its own.
_WEIGHT = 0.3

#: A group that is withheld, or printed as 0, is taken to have so many people.
_FEW = 1.0


@dataclass(frozen=True, slots=True)
class Guess:
    """What an attacker says of one attribute of one joiner.

    Attributes:
        usual: the code that most members have.
        informed: the code that is likeliest once both releases are held side by side.
    """

    usual: str
    informed: str


@dataclass(frozen=True, slots=True)
class _Change:
    """One group: the leaves it stands for, and what its change is worth as evidence."""

    leaves: Mapping[str, frozenset[str]]
    inside: float
    outside: float


@dataclass(frozen=True)
class Releases:
    """Two releases of one cooperative, by group, and how many people joined between them.

    Attributes:
        base: to what counts are rounded; 1 where they are shown as they are.
    """

    before: Mapping[Group, Printed]
    after: Mapping[Group, Printed]
    codebook: Codebook
    joined: int
    base: int

    def share(self, group: Group) -> float:
        """About how many of the members are in a group, of 1."""
        members = max(self.before[EVERYONE].value or 1.0, 1.0)
        return min(1.0, max(self.before[group].value or 0.0, _FEW) / members)

    @cached_property
    def changes(self) -> tuple[_Change, ...]:
        """All that is printed in both."""
        return tuple(self._changes())

    def _changes(self) -> Iterator[_Change]:
        for group in sorted(self.before.keys() & self.after.keys(), key=sorted):
            then, now = self.before[group].value, self.after[group].value
            if then is not None and now is not None:
                likely = _likelihoods(
                    round(now - then), round(self.share(group), 3), self.joined - 1, self.base
                )
                leaves = {
                    self.codebook[way][0]: self.codebook[way][1][code] for way, code in group
                }
                yield _Change(leaves, *likely)


def guess(releases: Releases, person: Person, way: str) -> Guess:
    """The attacker's guess of a person's code.

    Args:
        releases: both.
        person: the joiner's leaves; the one in question is not looked at.
        way: a column in which every leaf has one code.
    """
    dimension, codes = releases.codebook[way]
    shown = [code for code in codes if frozenset({(way, code)}) in releases.before]
    shares = np.array([releases.share(frozenset({(way, code)})) for code in shown])
    weight = np.log(shares)
    for change in releases.changes:
        if dimension in change.leaves and _is_in(person, change.leaves, dimension):
            here = np.array([codes[code] <= change.leaves[dimension] for code in shown])
            weight = weight + _WEIGHT * np.log(np.where(here, change.inside, change.outside))
    return Guess(shown[int(np.argmax(shares))], shown[int(np.argmax(weight))])


def _is_in(person: Person, leaves: Mapping[str, frozenset[str]], unknown: str) -> bool:
    return all(person[name] in of for name, of in leaves.items() if name != unknown)


@lru_cache(maxsize=100_000)
def _likelihoods(change: int, share: float, others: int, base: int) -> tuple[float, float]:
    """Of a printed change, if the joiner is in the group and if not."""
    arrivals = np.arange(others + 1)
    likely = binom.pmf(arrivals, others, share)
    return (
        float(likely @ _seen(change, arrivals + 1, base)) + _UNLIKELY,
        float(likely @ _seen(change, arrivals, base)) + _UNLIKELY,
    )


def _seen(change: int, true: npt.NDArray[np.int64], base: int) -> npt.NDArray[np.float64]:
    # rounded by a threshold that nobody knows, a growth of d moves on with chance d / base
    return np.maximum(0.0, 1.0 - np.abs(change - true) / base)
