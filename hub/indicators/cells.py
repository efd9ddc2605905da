"""How are an indicator's cells put together? Margins beside finest cells, columns lined up."""

from collections.abc import Mapping, Sequence

import ibis

#: The column that is true on rows which are margins already: a null dimension means everyone.
MARGIN = "margin"

_KEYS = ("period", "as_of")


def margins(
    rows: ibis.Table, groupings: Sequence[Sequence[str]], **sums: ibis.Deferred
) -> ibis.Table:
    """The margins themselves, where finest cells would count a person twice.

    Args:
        rows: with `period`, `as_of`, and the dimensions that the groupings name.
        groupings: the dimensions of each margin; an empty one is the total.
        sums: what to aggregate in each group.
    """
    found = []
    for grouping in groupings:
        kept = rows.drop_null(list(grouping)) if grouping else rows
        found.append(kept.group_by(*_KEYS, *grouping).aggregate(**sums))
    return as_margins(*found)


def as_margins(*tables: ibis.Table) -> ibis.Table:
    """Rows that are margins already, to be taken as they stand."""
    return lined_up(*(table.mutate(**{MARGIN: ibis.literal(value=True)}) for table in tables))


def lined_up(*tables: ibis.Table) -> ibis.Table:
    """One below another; a dimension that a table lacks is null in its rows.

    Where one table has lists of codes and another single codes, the latter become lists of one.
    """
    types: dict[str, ibis.DataType] = {}
    for table in tables:
        for column, kind in table.schema().items():
            if column not in types or kind.is_array():
                types[column] = kind
    return ibis.union(*(_fitted(table, types) for table in tables))


def _fitted(table: ibis.Table, types: Mapping[str, ibis.DataType]) -> ibis.Table:
    columns = {}
    for column, kind in types.items():
        if column not in table.columns:
            columns[column] = ibis.null(kind)
        elif kind.is_array() and not table[column].type().is_array():
            codes = table[column]
            columns[column] = codes.isnull().ifelse(ibis.null(kind), ibis.array([codes]))
        else:
            columns[column] = table[column]
    return table.select(**columns)
