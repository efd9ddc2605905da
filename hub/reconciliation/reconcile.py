"""Which printed figures cannot stand together? Every rule, asked of every figure."""

from collections.abc import Callable, Iterator, Sequence

from hub.reconciliation import (
    complement,
    dates,
    granularity,
    mean_times_count,
    rate_and_parts,
    same_fact_twice,
    sum_of_parts,
)
from hub.reconciliation.figure import Figure
from hub.reconciliation.finding import Finding

Rule = Callable[[Sequence[Figure]], Iterator[Finding]]

#: A new rule is one file with a `check`, and one line here.
RULES: tuple[Rule, ...] = (
    complement.check,
    dates.check,
    granularity.check,
    mean_times_count.check,
    rate_and_parts.check,
    same_fact_twice.check,
    sum_of_parts.check,
)


def reconcile(figures: Sequence[Figure]) -> tuple[Finding, ...]:
    """Everything that the rules find, in one order whatever the order of the figures.

    Figures of several cooperatives may come together; none is compared with another's.
    """
    ordered = sorted(figures, key=_order)
    found = (finding for rule in RULES for finding in rule(ordered))
    return tuple(
        sorted(found, key=lambda one: (one.cooperative, one.rule, one.place, str(one.period)))
    )


def _order(figure: Figure) -> tuple[str, ...]:
    return (
        figure.cooperative,
        figure.place,
        figure.indicator,
        figure.part,
        figure.breakdown or "",
        figure.period,
        figure.as_of,
        figure.row_label or "",
        figure.printed,
    )
