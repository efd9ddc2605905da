"""Which observations or recommendations does a reader want? One question, as a value."""

from collections.abc import Sequence, Sized
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, Self

from hub.releases.observation import Observation
from hub.vocabulary import Dimension, RecommendationStage

#: Everyone, and no group.
TOTALS: frozenset[tuple[Dimension, ...]] = frozenset({()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A choice of observations; None means all.

    Attributes:
        cooperatives: slugs.
        indicators: codes.
        first: the first day; a period is wanted when it lies wholly within the range.
        last: the last day.
        dimensions: exact combinations of dimensions: `{()}` for totals, `{("body_kind",)}` for
            a breakdown by body kind and nothing else.
    """

    cooperatives: tuple[str, ...] | None = None
    indicators: tuple[str, ...] | None = None
    first: date = date.min
    last: date = date.max
    dimensions: frozenset[tuple[Dimension, ...]] | None = None

    @property
    def kind(self) -> tuple[int | None, int | None, int | None]:
        """How many cooperatives, indicators and combinations are named; None for all."""
        return _many(self.cooperatives), _many(self.indicators), _many(self.dimensions)

    def among(self, cooperatives: Sequence[str]) -> Self:
        """The same choice, of these cooperatives only."""
        known = self.cooperatives
        kept = tuple(slug for slug in cooperatives if known is None or slug in known)
        return replace(self, cooperatives=kept)


def _many(named: Sized | None) -> int | None:
    return None if named is None else len(named)


class Placed(NamedTuple):
    """An observation and its place in the release's order."""

    position: int
    observation: Observation


class Course(NamedTuple):
    """The stages one recommendation went through, without its text."""

    cooperative: str
    stages: tuple[RecommendationStage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRecommendations:
    """A choice of recommendations; None means all.

    Attributes:
        cooperatives: slugs.
        stages: those that are at one of these stages now.
        origin_body: the code of the body they came from.
        named: cooperative and code of each.
        after: cooperative and code of the last one already read.
    """

    cooperatives: tuple[str, ...] | None = None
    stages: tuple[RecommendationStage, ...] | None = None
    cycle: str | None = None
    theme: str | None = None
    origin_body: str | None = None
    named: tuple[tuple[str, str], ...] | None = None
    after: tuple[str, str] | None = None

    def among(self, cooperatives: Sequence[str]) -> Self:
        """The same choice, of these cooperatives only."""
        known = self.cooperatives
        kept = tuple(slug for slug in cooperatives if known is None or slug in known)
        return replace(self, cooperatives=kept)
