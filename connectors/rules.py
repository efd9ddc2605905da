"""Which rows break a rule of their table? Each broken rule becomes a finding at its column."""

from collections.abc import Callable, Mapping

import dataframely as dy
import polars as pl

from connectors.findings import Findings, Place
from connectors.headers import plain
from connectors.mapping import Mapped
from connectors.messages import concerned
from connectors.naming import named
from connectors.table_pack import TablePack
from connectors.words import words_in
from hub.vocabulary import Language

_BITS: Mapping[type[dy.Column], int] = {dy.Int8: 7, dy.Int16: 15, dy.Int32: 31}

Placing = Callable[[str], Place]


def check_rules(
    mapped: Mapped, pack: TablePack, findings: Findings, *, place: Placing
) -> pl.DataFrame:
    """Report the cells and rows that break a rule, and return the rows that break none.

    Args:
        mapped: canonical rows, not yet checked.
        pack: the table's schema is in it.
        findings: where broken rules are reported.
        place: canonical column -> where it stands in the file; without header where it does not.
    """
    result = pack.schema.filter(mapped.rows)
    good, failure = pl.DataFrame(result.result), result.failure
    for column, faults in mapped.unreadable.items():
        for code, rows in faults.items():
            facts = _facts(code, column, pack.schema.columns()[column])
            findings.add_rows(code, place(column), rows, facts=facts)
            good = good.filter(~pl.col("source_row").is_in(rows.implode()))
    if len(failure):
        verdicts = failure.details()
        for rule in failure.counts():
            broken = verdicts.filter(pl.col(rule) == "invalid")["source_row"]
            column, _, kind = rule.partition("|")
            if kind:
                _report_column(column, kind, broken, findings, at=(mapped, pack, place))
            else:
                _report_rule(rule, broken, findings, at=(mapped, pack, place))
    return good


def _report_column(
    column: str,
    kind: str,
    broken: pl.Series,
    findings: Findings,
    *,
    at: tuple[Mapped, TablePack, Placing],
) -> None:
    mapped, pack, place = at
    definition = pack.schema.columns()[column]
    code = finding_code(kind, definition)
    if pack.grouped and column == pack.grouped[0] and place(column).header is None:
        facts = named("field", [column], pack)
        findings.add_together("group_missing", place(column), broken, facts=facts)
    # a column that is missing altogether is reported once, not at each of its cells
    elif place(column).header is not None:
        rows = _with_factor(_readable(broken, mapped, [column]), column, mapped, pack)
        findings.add_rows(code, place(column), rows, facts=_facts(code, column, definition))


def _report_rule(
    rule: str, broken: pl.Series, findings: Findings, *, at: tuple[Mapped, TablePack, Placing]
) -> None:
    mapped, pack, place = at
    columns = [name for name in concerned(rule) if name in pack.fields]
    shown = next((name for name in columns if place(name).header is not None), columns[0])
    findings.add_rows(rule, place(shown), _readable(broken, mapped, columns))


def _readable(rows: pl.Series, mapped: Mapped, columns: list[str]) -> pl.Series:
    """Without the rows whose cells could not be read: those break no other rule."""
    for column in columns:
        for known in mapped.unreadable.get(column, {}).values():
            rows = rows.filter(~rows.is_in(known.implode()))
    return rows


def _with_factor(rows: pl.Series, column: str, mapped: Mapped, pack: TablePack) -> pl.Series:
    """Without the rows whose value is missing only because its factor is: that one is reported."""
    times = pack.fields[column].times
    for factor, field in pack.fields.items():
        if times is not None and plain(times) in map(plain, field.headers):
            without = mapped.rows.filter(pl.col(factor).is_null())["source_row"]
            rows = rows.filter(~rows.is_in(without.implode()))
    return rows


def finding_code(kind: str, column: dy.Column) -> str:
    """The code of the finding for a broken rule on one column.

    Args:
        kind: the part of dataframely's rule name after the column.
        column: the column's definition.

    Raises:
        KeyError: no message speaks of this kind of rule.
    """
    if kind == "min" and getattr(column, "min", None) == 0:
        return "negative_number"
    return {
        "nullability": "missing_value",
        "min_length": "missing_value",
        "min": "out_of_range",
        "max": "out_of_range",
        "regex": "wrong_form",
        "nan": "unreadable_number",
        "inf": "unreadable_number",
    }[kind]


def _facts(code: str, column: str, kind: dy.Column) -> Mapping[str, str | int]:
    if code == "out_of_range":
        low, high = getattr(kind, "min", None), getattr(kind, "max", None)
        # where the table sets no bound, the size of the column does
        largest = 2 ** _BITS.get(type(kind), 63) - 1
        low = -largest if low is None else low
        return {"low": str(low), "high": str(largest if high is None else high)}
    if code == "wrong_form":
        return {"form": column}
    if code == "unknown_word" and isinstance(kind.dtype, pl.Enum):
        said = {
            f"words_{language}": ", ".join(words_in(kind.dtype, language).values())
            for language in Language
        }
        return {"words": ", ".join(kind.dtype.categories), **said}
    return {}
