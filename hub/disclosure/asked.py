"""Which tables do the indicators ask for? What they count, by all that they break it down by."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from hub.disclosure.plan import Plan, Table
from hub.indicators.catalogue import Counted, Entry
from hub.releases.cell import Key
from hub.vocabulary import Dimension

#: Dimensions of one breakdown, with the column that shows each.
Shown = tuple[tuple[Dimension, str], ...]


def tables(entries: Iterable[Entry], plan: Plan) -> set[Table]:
    """Every table from which some figure of the catalogue is read."""
    return {
        tuple(sorted(table))
        for entry in entries
        if entry.counted is not None
        for shown in all_shown(entry, plan)
        for table in parts(entry.counted, shown)
    }


def all_shown(entry: Entry, plan: Plan) -> Iterator[Shown]:
    """The total, and every breakdown that the plan has columns for, by each of these."""
    for grouping in groupings(entry):
        columns = [plan.shown.get(dimension, ()) for dimension in grouping]
        for chosen in product(*columns):
            yield tuple(zip(grouping, chosen, strict=True))


def groupings(entry: Entry) -> Iterator[tuple[Dimension, ...]]:
    """The total, the single breakdowns and the pairs of an indicator."""
    yield ()
    for grouping in (*((one,) for one in entry.definition.breakdowns), *entry.pairs):
        yield tuple(sorted(grouping))


def parts(counted: Counted, shown: Shown) -> Iterator[frozenset[str]]:
    """The columns that the numerator crosses, and the denominator, if there is one."""
    columns = {column for _, column in shown}
    yield frozenset(columns | set(counted.numerator))
    if counted.denominator is not None:
        of = set() if counted.of_everyone else columns
        yield frozenset(of | set(counted.denominator))


def keys(codes: Mapping[str, tuple[str, ...]], group: Key) -> Iterator[Key]:
    """The cells that are added up for one part of a figure of one group."""
    for chosen in product(*codes.values()):
        yield tuple(sorted((*group, *zip(codes, chosen, strict=True))))
