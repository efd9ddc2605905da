"""Capital: how much the members hold together, and how evenly it is spread."""

from decimal import Decimal

import ibis

from hub.indicators import cells, holdings, register
from hub.indicators.tables import Tables
from hub.vocabulary import PersonKind

_EUROS = "decimal(38, 2)"

# Squares of cents are whole numbers beyond 64 bits.
_WIDE = "decimal(38, 0)"

_HALF = ibis.literal(Decimal("0.5"), "decimal(2, 1)")


def total(tables: Tables) -> ibis.Table:
    """The capital held, in euros."""
    held = holdings.spectrum(tables)
    return _summed(held, numerator=_capital(held))


def mean_holding(tables: Tables) -> ibis.Table:
    """The capital held over its holders."""
    held = holdings.spectrum(tables)
    return _summed(held, numerator=_capital(held), denominator=held.holders.sum())


def median_holding(tables: Tables) -> ibis.Table:
    """What the holder in the middle holds; between two of them, half-way."""
    ranked = _ranked(tables)
    middle = [
        ranked.amount.max(where=(ranked.before < rank) & (rank <= ranked.before + ranked.holders))
        for rank in ((ranked.n + 1) // 2, (ranked.n + 2) // 2)
    ]
    found = ranked.group_by("period", "as_of", "category").aggregate(
        numerator=((middle[0] + middle[1]) * _HALF).cast("decimal(38, 3)")
    )
    return cells.as_margins(found)


def single_share_rate(tables: Tables) -> ibis.Table:
    """Holders of exactly one share over all holders."""
    held = holdings.spectrum(tables)
    return _summed(
        held,
        numerator=held.holders.sum(where=held.quantity == 1).coalesce(0),
        denominator=held.holders.sum(),
    )


def top1_share(tables: Tables) -> ibis.Table:
    """The largest holding over the capital."""
    held = holdings.spectrum(tables)
    return held.group_by("period", "as_of").aggregate(
        numerator=held.amount.max().cast(_EUROS),
        denominator=_capital(held),
    )


def half_owners(tables: Tables) -> ibis.Table:
    """The fewest holders who have half the capital together, over all holders."""
    held = holdings.spectrum(tables)
    sizes = held.group_by("period", "as_of", "cents").aggregate(holders=held.holders.sum())
    day = ["period", "as_of"]
    above = ibis.window(group_by=day, order_by=ibis.desc("cents"), preceding=(None, 1))
    everyone = ibis.window(group_by=day)
    amount = sizes.cents * sizes.holders
    descending = sizes.mutate(
        richer=sizes.holders.sum().over(above).coalesce(0),
        # doubled, so that half of an odd number of cents stays whole
        missing=amount.sum().over(everyone) - 2 * amount.sum().over(above).coalesce(0),
        n=sizes.holders.sum().over(everyone),
    )
    reached = descending.filter(
        descending.missing > 0, descending.missing <= 2 * descending.cents * descending.holders
    )
    step = 2 * reached.cents
    return reached.select(
        "period",
        "as_of",
        numerator=reached.richer + (reached.missing + step - 1) // step,
        denominator="n",
    )


def gini(tables: Tables) -> ibis.Table:
    """The Gini coefficient of holdings, as one fraction of whole cents."""
    ranked = _ranked(tables)
    # sum of (2i - n - 1) x over the holders i of one same x, who follow `before` smaller ones
    weight = ranked.holders * (2 * ranked.before + ranked.holders - ranked.n)
    found = ranked.group_by("period", "as_of", "category").aggregate(
        numerator=(ranked.cents.cast(_WIDE) * weight).sum().cast(_WIDE),
        denominator=((ranked.cents.cast(_WIDE) * ranked.holders).sum() * ranked.n.max()).cast(
            _WIDE
        ),
    )
    return cells.as_margins(found)


def hhi(tables: Tables) -> ibis.Table:
    """The sum of squared holdings over the squared capital."""
    held = holdings.spectrum(tables)
    sums = held.group_by("period", "as_of").aggregate(
        squares=(held.cents.cast(_WIDE) * held.cents * held.holders).sum(),
        capital=(held.cents * held.holders).sum().cast(_WIDE),
    )
    return sums.select(
        "period", "as_of", numerator=sums.squares, denominator=sums.capital * sums.capital
    )


def legal_person_share(tables: Tables) -> ibis.Table:
    """What legal persons hold over the capital whose holder the register knows."""
    held = holdings.spectrum(tables)
    known = held.filter(held.person_kind.notnull())
    legal = known.person_kind == PersonKind.LEGAL.value
    return known.group_by("period", "as_of").aggregate(
        numerator=(known.amount * legal.ifelse(known.holders, 0)).sum().cast(_EUROS),
        denominator=_capital(known),
    )


def _capital(held: ibis.Table) -> ibis.expr.types.DecimalScalar:
    return (held.amount * held.holders).sum().cast(_EUROS)


def _summed(held: ibis.Table, **sums: ibis.expr.types.NumericScalar) -> ibis.Table:
    known = held.person_kind.coalesce(register.UNKNOWN)
    return held.group_by("period", "as_of", "category", person_kind=known).aggregate(**sums)


def _ranked(tables: Tables) -> ibis.Table:
    # the holdings of everyone, and again of each category, from the smallest to the largest
    held = holdings.spectrum(tables)
    both = ibis.union(
        held.mutate(category=ibis.null("string")),
        held.mutate(category=held.category.unnest()).drop_null("category"),
    )
    sizes = both.group_by("period", "as_of", "category", "amount", "cents").aggregate(
        holders=both.holders.sum()
    )
    group = ["period", "as_of", "category"]
    smaller = ibis.window(group_by=group, order_by="cents", preceding=(None, 1))
    return sizes.mutate(
        before=sizes.holders.sum().over(smaller).coalesce(0),
        n=sizes.holders.sum().over(group_by=group),
    )
