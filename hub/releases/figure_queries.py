"""Which statement finds the figures a reader wants? One per kind of question, values apart."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from hub.releases.figure import WHOLE, Figure, columns, shaped
from hub.releases.shelf import OBSERVATIONS
from hub.releases.statements import Asked
from hub.releases.wanted import Wanted
from hub.vocabulary import Dimension

#: How many questions are known at once: the same are asked again, of one release for ever.
KEPT = 256

_LIMIT = sa.bindparam("most", type_=sa.Integer)


class AskedFigures(NamedTuple):
    """A question about figures.

    Attributes:
        statement: that finds them.
        shape: in which they come.
    """

    statement: Asked
    shape: type[Figure]


@lru_cache(maxsize=KEPT)
def in_order(
    release_id: str,
    wanted: Wanted,
    *,
    limit: int | None = None,
    after: int = -1,
    parts: frozenset[str] = WHOLE,
) -> AskedFigures:
    """The figures in the release's order, from the positions above `after`.

    Args:
        release_id: of which release.
        wanted: which ones.
        limit: at most so many in all.
        after: the last position already read.
        parts: of each, these alone.
    """

    def write() -> sa.Select[Any]:
        query = _figures(wanted).with_only_columns(*columns(parts, OBSERVATIONS.c))
        return query.order_by(OBSERVATIONS.c.position).limit(None if limit is None else _LIMIT)

    kind = ("in order", wanted.kind, limit is None, parts)
    values = _values(release_id, wanted, limit=limit, after=after)
    return AskedFigures(Asked(kind, write, values), shaped(parts))


def of_each(
    release_id: str,
    wanted: Wanted,
    *,
    limit: int,
    after: int = -1,
    parts: frozenset[str] = WHOLE,
) -> AskedFigures:
    """The same, at most `limit` of every cooperative."""

    def write() -> sa.Select[Any]:
        of, order = OBSERVATIONS.c.cooperative, (OBSERVATIONS.c.position,)
        query = at_most(_LIMIT, _figures(wanted), of=of, order=order)
        return query.with_only_columns(*columns(parts, query.selected_columns))

    values = _values(release_id, wanted, limit=limit, after=after)
    return AskedFigures(Asked(("of each", wanted.kind, parts), write, values), shaped(parts))


def dimensions_text(names: tuple[Dimension, ...]) -> str:
    """A combination of dimensions as the shelf has it."""
    return "|".join(sorted(names))


def _named(name: str, count: int) -> list[str]:
    return [f"{name}_{number}" for number in range(count)]


def _figures(wanted: Wanted) -> sa.Select[Any]:
    """The observations of a question of this kind; its values are given later, by name."""
    table = OBSERVATIONS.c
    query = sa.select(OBSERVATIONS).where(
        table.release_id == sa.bindparam("release_id", type_=sa.Text),
        table.position > sa.bindparam("after", type_=sa.Integer),
        table.period_first >= sa.bindparam("first", type_=sa.Text),
        table.period_last <= sa.bindparam("last", type_=sa.Text),
    )
    for column, count in (
        (table.cooperative, wanted.kind[0]),
        (table.indicator, wanted.kind[1]),
        (table.dimensions, wanted.kind[2]),
    ):
        if count is not None:
            names = _named(column.name, count)
            given = [sa.bindparam(one, type_=sa.Text) for one in names]
            query = query.where(column.in_(given) if given else sa.false())
    return query


def _values(release_id: str, wanted: Wanted, *, limit: int | None, after: int) -> dict[str, Any]:
    """The values of the parameters of `_figures`."""
    lists = {
        "cooperative": wanted.cooperatives or (),
        "indicator": wanted.indicators or (),
        "dimensions": sorted(map(dimensions_text, wanted.dimensions or ())),
    }
    values: dict[str, Any] = {
        "release_id": release_id,
        "after": after,
        "first": wanted.first.isoformat(),
        "last": wanted.last.isoformat(),
        "most": limit,
    }
    for name, words in lists.items():
        values |= zip(_named(name, len(words)), words, strict=True)
    return values


def at_most(
    limit: int | sa.ColumnElement[int] | None,
    query: sa.Select[Any],
    *,
    of: sa.Column[str],
    order: Sequence[sa.ColumnElement[Any]],
) -> sa.Select[Any]:
    """The first `limit` rows of every value of `of`, in the given order."""
    rank = sa.func.row_number().over(partition_by=of, order_by=order).label("rank_in_order")
    ranked = query.add_columns(rank).subquery()
    kept = [column for column in ranked.c if column.name != rank.name]
    return (
        sa.select(*kept)
        .where(ranked.c.rank_in_order <= limit)
        .order_by(ranked.c[of.name], ranked.c.rank_in_order)
    )
