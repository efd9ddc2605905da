"""Recommendations: how many the members worked out, in which cycle and body."""

import ibis

from hub.indicators import register
from hub.indicators.periods import last_day
from hub.indicators.tables import Tables
from hub.records.cycles import Cycles
from hub.records.recommendations import Recommendations


def count(tables: Tables) -> ibis.Table:
    """All recommendations on record, over the years in which they were worked out."""
    cycles = tables.of(Cycles).select("start_on", "end_on", cycle="code")
    rows = tables.of(Recommendations).left_join(cycles, "cycle")
    rows = rows.select(
        cycle=rows.cycle.coalesce(register.UNKNOWN),
        body=rows.origin_body.coalesce(register.UNKNOWN),
        start=rows.submitted_on.year().coalesce(last_day(rows.start_on).year()),
        end=rows.submitted_on.coalesce(last_day(rows.end_on.coalesce(rows.start_on))),
    )
    span = rows.aggregate(
        first=rows.start.min().cast("string"),
        last=rows.end.max().year().cast("string"),
        as_of=rows.end.max(),
    )
    # with no date at all there is no period to speak of
    span = span.filter(span.first.notnull(), span.last.notnull())
    span = span.select(
        "as_of",
        period=(span.first == span.last).ifelse(span.last, span.first + "/" + span.last),
    )
    return (
        rows.cross_join(span)
        .group_by("period", "as_of", "cycle", "body")
        .aggregate(numerator=ibis._.count())
    )
