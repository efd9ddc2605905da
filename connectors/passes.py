"""Which tables are read in one pass? A code list that a file implies, and the rows implying it."""

from collections.abc import Sequence

from connectors.extracting import OpenTable
from connectors.recognition import Recognised


def in_passes(opened: Sequence[OpenTable]) -> list[tuple[OpenTable, ...]]:
    """The tables in their order, each alone or after the code list that its own file implies.

    Args:
        opened: all tables of an upload, those that define codes before those that use them.
    """
    passes: list[tuple[OpenTable, ...]] = [(table,) for table in opened]
    for at, table in enumerate(opened):
        for before, code_list in enumerate(opened[:at]):
            between = passes[before + 1 : at]
            if _brings(table, code_list) and not any(_needs(one, code_list) for one in between):
                passes[before], passes[at] = (), (code_list, table)
    return [one for one in passes if one]


def _needs(tables: Sequence[OpenTable], code_list: OpenTable) -> bool:
    """Whether a table uses such codes and brings none along."""
    [*others, table] = tables or (code_list,)
    used = table.recognised.pack.schema.REFERENCES.values()
    return not others and code_list.recognised.pack.table in used


def _brings(table: OpenTable, code_list: OpenTable) -> bool:
    """Whether each row of the table defines the code that it uses."""
    implied = code_list.recognised.pack
    if table.table is not code_list.table or not implied.derived:
        return False
    # rows that define nothing may use a code that only a later row defines
    if implied.only or not {*implied.leave_out} <= {*table.recognised.pack.leave_out}:
        return False
    uses = [
        column
        for column, defining in table.recognised.pack.schema.REFERENCES.items()
        if defining == implied.table
    ]
    defined = _read_from(code_list.recognised, implied.key[0])
    return bool(uses) and all(_read_from(table.recognised, use) == defined for use in uses)


def _read_from(recognised: Recognised, column: str) -> tuple[object, ...]:
    """All that decides which code stands in a row."""
    pack, field = recognised.pack, recognised.pack.fields[column]
    return (
        recognised.columns.get(column),
        pack.grouped and (pack.grouped[0] == column, pack.grouped[1]),
        pack.fill_down,
        pack.masked,
        pack.blank,
        field.parse,
        field.values,
        field.default,
        field.otherwise,
        field.where,
    )
