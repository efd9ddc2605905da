"""Which amounts of capital may be shown? Nobody may learn another's holding to within `p` percent.

Groups that tell too much are withheld, and then as many others as it takes, until neither a reader
nor any single member, who can take off own shares, comes too close to what is withheld. What is
shown has three significant digits. Each table is protected for itself: what two days tell
together is the business of the hold.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import isinf

from hub.disclosure.attainable import Limits
from hub.disclosure.contributions import CapitalTable, sensitive
from hub.disclosure.exposure import DIGITS, Attack, Exposure
from hub.disclosure.interval import significant
from hub.disclosure.parameters import Parameters
from hub.releases.cell import Key
from hub.vocabulary import Status

# One reason for both rules on single groups, so that it does not say which.
_PRIMARY = (Status.SUPPRESSED_PRIMARY, "few_or_dominant_holders")
_COMPLEMENTARY = (Status.SUPPRESSED_COMPLEMENTARY, "protects_another_amount")

#: To so many decimals two shortfalls are alike, and the smaller group is withheld.
_ALIKE = 6


@dataclass(frozen=True, slots=True)
class Amount:
    """A group's capital as it may be shown, in euros.

    Attributes:
        value: to three significant digits; None where it is withheld.
        lower: the least that everything shown leaves possible.
        upper: the greatest; None where there is no limit.
        reason: why it is withheld.
    """

    value: float | None
    lower: float
    upper: float | None
    status: Status
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Protection:
    """What became of a table.

    Attributes:
        amounts: of every group that has a cell.
        exposed: groups that public facts give away, although every cell is withheld.
    """

    amounts: Mapping[Key, Amount]
    exposed: tuple[Exposure, ...]


def protect(table: CapitalTable, parameters: Parameters) -> Protection:
    """A table's amounts, each shown or withheld.

    Raises:
        UnsolvedAmounts: the solver gave up; nothing may be published.
    """
    attack = Attack(table, parameters)
    primary = {key for key in table.shown if sensitive(table.groups[key], parameters)}
    withheld = _enough(table, primary, attack)
    estimates = attack.readers(withheld)
    amounts = {}
    for key in sorted(table.shown):
        if key not in withheld:
            shown = significant(table.groups[key].amount, DIGITS)
            amounts[key] = Amount(shown.value, shown.lower, shown.upper, Status.PUBLISHED)
        else:
            status, reason = _PRIMARY if key in primary else _COMPLEMENTARY
            amounts[key] = Amount(None, *_outward(estimates[key]), status, reason)
    return Protection(amounts, tuple(attack.exposures(withheld, attack.targets)))


def _enough(table: CapitalTable, primary: AbstractSet[Key], attack: Attack) -> set[Key]:
    """The cells to be withheld so that nothing is exposed; all of them where that never is."""
    withheld = set(primary)
    exposed = {one.key for one in attack.exposures(withheld, attack.targets)}
    while exposed and table.shown - withheld:
        # the smallest first, which costs readers least; who is safe stays safe
        shortfalls: dict[Key, float] = {}
        for candidate in _by_amount(table, table.shown - withheld):
            after = attack.exposures(withheld | {candidate}, exposed)
            shortfalls[candidate] = round(sum(one.shortfall for one in after), _ALIKE)
            if not shortfalls[candidate]:
                break
        withheld.add(min(shortfalls, key=shortfalls.__getitem__))
        exposed = {one.key for one in attack.exposures(withheld, exposed)}
    if exposed:
        return withheld
    for needless in reversed(_by_amount(table, withheld - primary)):
        if not any(attack.exposures(withheld - {needless}, attack.targets)):
            withheld.remove(needless)
    return withheld


def _by_amount(table: CapitalTable, keys: AbstractSet[Key]) -> list[Key]:
    return sorted(keys, key=lambda key: (table.groups[key].amount, key))


def _outward(limits: Limits) -> tuple[float, float | None]:
    """Limits to three significant digits, never narrower: free of the solver's last digits."""
    low, high = limits
    return _cut(low, ROUND_FLOOR), None if isinf(high) else _cut(high, ROUND_CEILING)


def _cut(amount: float, direction: str) -> float:
    euros = Decimal(amount).quantize(Decimal("0.01"))
    if not euros:
        return 0.0
    unit = Decimal(1).scaleb(euros.adjusted() - DIGITS + 1)
    return float(euros.quantize(unit, rounding=direction))
