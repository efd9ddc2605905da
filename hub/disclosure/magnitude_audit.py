"""Does a table of capital, as published, give a withheld amount away? Asked without true amounts.

For anyone who has the cells, what adds up to what, and the public facts. What an insider could
learn cannot be seen from here: `exposure` answers that before publication.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import inf

from hub.disclosure.attainable import ANY, Attainable, Limits
from hub.disclosure.contributions import CENT
from hub.disclosure.exposure import lacking
from hub.disclosure.parameters import Parameters
from hub.disclosure.relation import Relation
from hub.releases.cell import Cell, Key, key_text
from hub.vocabulary import Status

#: What floating point may take from a width, as a share of what is required.
_DUST = 1e-5


@dataclass(frozen=True, slots=True)
class AmountFinding:
    """What is wrong with one cell or more of a table of capital.

    Attributes:
        rule: `contradictory`, `narrow`, `one_multiple` or `few_holders`.
        keys: the cells.
        why: one sentence.
    """

    rule: str
    keys: tuple[Key, ...]
    why: str


@dataclass(frozen=True, kw_only=True)
class PublicKnowledge:
    """What anyone knows of a table besides its cells.

    Attributes:
        relations: what adds up to what.
        facts: limits of groups, such as the exact total of everyone.
        holders: how many persons hold a group's capital, as published.
        grain: what every holding is a multiple of, in euros.
    """

    relations: Sequence[Relation]
    facts: Mapping[Key, Limits] = field(default_factory=dict)
    holders: Mapping[Key, Limits] = field(default_factory=dict)
    grain: Decimal = CENT


def audit_amounts(
    cells: Iterable[Cell], public: PublicKnowledge, parameters: Parameters
) -> tuple[AmountFinding, ...]:
    """What is wrong with the capital cells of one cooperative, population and day; empty: nothing.

    Args:
        cells: of the measure `capital`.
        public: what is known besides.
        parameters: `p`, `min_contributors`.

    Raises:
        UnsolvedAmounts: the solver gave up; the table has not passed.
    """
    table = {cell.key: cell for cell in cells}
    return tuple(_findings(table, public, parameters))


def _findings(
    table: Mapping[Key, Cell], public: PublicKnowledge, parameters: Parameters
) -> Iterator[AmountFinding]:
    odd = [key for key, cell in sorted(table.items()) if not _orderly(cell)]
    if odd:
        why = "its value is not between its ends, or it is withheld and shows a value"
        yield AmountFinding("contradictory", tuple(odd), why)
        return
    known = _known(table, public)
    few = {key for key, count in public.holders.items() if count.greatest < _least(parameters)}
    for key, cell in sorted(table.items()):
        if key in few and cell.value is not None and key not in public.facts:
            why = f"it is shown, and fewer than {_least(parameters)} persons hold it"
            yield AmountFinding("few_holders", (key,), why)
    guarded = sorted(few | {key for key, cell in table.items() if _primary(cell)})
    limits = Attainable(public.relations, {*known, *guarded}).limits(known, guarded)
    if limits is None:
        yield _contradiction(known, public.relations)
        return
    for key in guarded:
        if key not in public.facts and (key not in table or table[key].value is None):
            yield from _too_close(key, limits[key], public.grain, parameters)


def _too_close(
    key: Key, limits: Limits, grain: Decimal, parameters: Parameters
) -> Iterator[AmountFinding]:
    if lacking(limits, parameters.p / 100) > _DUST:
        why = f"everything shown together tells it to within {parameters.p:g} percent"
        yield AmountFinding("narrow", (key,), why)
    # by a cent wider, which is what the solver leaves open
    wider = Limits(limits.least - float(CENT), limits.greatest + float(CENT))
    possible = wider.multiples(grain)
    if grain > 2 * CENT and possible.least == possible.greatest > 0:
        why = f"only one multiple of {grain} euros is possible"
        yield AmountFinding("one_multiple", (key,), why)


def _known(table: Mapping[Key, Cell], public: PublicKnowledge) -> dict[Key, Limits]:
    """What each cell tells by itself: its interval, narrowed to multiples of the grain."""
    known = dict(public.facts)
    for key, cell in table.items():
        limits = Limits(cell.lower or 0.0, inf if cell.upper is None else cell.upper)
        possible = limits.multiples(public.grain) if cell.value is not None else limits
        if possible.least > possible.greatest:
            possible = limits
        known[key] = possible.within(known.get(key, ANY))
    return known


def _contradiction(known: Mapping[Key, Limits], relations: Sequence[Relation]) -> AmountFinding:
    """The first sum that is impossible by itself, or else all cells."""
    for one in relations:
        keys = (one.whole, *one.parts)
        if Attainable([one], keys).limits({key: known.get(key, ANY) for key in keys}, ()) is None:
            name = key_text(one.whole) or "everyone"
            return AmountFinding("contradictory", keys, f"parts do not add up to {name}")
    return AmountFinding("contradictory", tuple(sorted(known)), "no amounts fit all of these")


def _orderly(cell: Cell) -> bool:
    withheld = cell.status in {Status.SUPPRESSED_PRIMARY, Status.SUPPRESSED_COMPLEMENTARY}
    low, high = cell.lower or 0.0, inf if cell.upper is None else cell.upper
    within = cell.value is None or low <= cell.value <= high
    return low <= high and within and not (withheld and cell.value is not None)


def _primary(cell: Cell) -> bool:
    return cell.status is Status.SUPPRESSED_PRIMARY


def _least(parameters: Parameters) -> int:
    return parameters.min_contributors
