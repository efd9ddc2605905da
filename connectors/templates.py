"""What file should a cooperative fill in? A template of each table, with an example and a guide.

A template is read like every other file: its headers are the first that the hub's own pack accepts
in the reader's language.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import polars as pl
import xlsxwriter
import yaml

from connectors.messages import catalogue
from connectors.pack import find_packs
from connectors.table_pack import FieldPack, Parse, TablePack
from connectors.words import words_in
from connectors.written import SEPARATORS, spreadsheet_separator
from hub.problem import Problem
from hub.vocabulary import Language

_SHOWN = 6
_MOST_WIDTH = 60


class UnknownTable(Problem):
    """No canonical table has that name."""

    def __init__(self, table: str, known: Sequence[str]) -> None:
        super().__init__(
            f"there is no table {table!r}; the tables are {', '.join(known)}",
            "Choose one of them: intercoop template members",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A table to fill in.

    Attributes:
        headers: in the reader's language.
        example: one filled row, in the order of the headers.
        guide: rows of text, the guide's own headers first; one row per column.
        guide_sheet: how a workbook calls the guide.
        separator: what spreadsheets of the reader's language expect between cells.
    """

    table: str
    headers: tuple[str, ...]
    example: tuple[str, ...]
    guide: tuple[tuple[str, ...], ...]
    guide_sheet: str
    separator: str


@lru_cache(maxsize=1)
def _said() -> Mapping[str, Any]:
    text = files("connectors").joinpath("templates.yaml").read_text(encoding="utf-8")
    said: Mapping[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return said


def template(table: str, language: Language) -> Template:
    """The template of one canonical table.

    Raises:
        UnknownTable: no table is called so.
    """
    packs = {pack.table: pack for pack in find_packs() if pack.system == "intercoop"}
    if table not in packs:
        raise UnknownTable(table, sorted(packs))
    pack, guide = packs[table], _said()["guide"]
    rows = [tuple(guide["headers"][language.value])]
    rows += [_explained(column, field, pack, language) for column, field in pack.fields.items()]
    return Template(
        table=table,
        headers=tuple(_label(field, column, language) for column, field in pack.fields.items()),
        example=tuple(_example(column, pack, language) for column in pack.fields),
        guide=tuple(rows),
        guide_sheet=guide["sheet"][language.value],
        separator=SEPARATORS[spreadsheet_separator(language)],
    )


def as_csv(filled: Template) -> bytes:
    """The headers and the example, as UTF-8 with its mark, which spreadsheets need."""
    return _csv([filled.headers, filled.example], filled.separator)


def guide_as_csv(filled: Template) -> bytes:
    """The guide to the columns, in the same form."""
    return _csv(filled.guide, filled.separator)


def as_xlsx(filled: Template) -> bytes:
    """A workbook: the table, all its cells text, and a sheet with the guide."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    sheets = {
        filled.table: (filled.headers, filled.example),
        filled.guide_sheet: filled.guide,
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, text if number else bold)
        for column, cells in enumerate(zip(*rows, strict=True)):
            sheet.set_column(column, column, min(_MOST_WIDTH, max(map(len, cells)) + 2), text)
        sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _csv(rows: Sequence[Sequence[str]], separator: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _label(field: FieldPack, column: str, language: Language) -> str:
    return field.labels.get(language.value, column)


def _example(column: str, pack: TablePack, language: Language) -> str:
    cell = _said()["examples"][pack.table][column]
    kind = pack.schema.columns()[column].dtype
    if cell is None:
        return ""
    if isinstance(kind, pl.Enum):
        return words_in(kind, language)[cell]
    if pack.fields[column].parse is Parse.BOOLEAN:
        said = _said()["guide"]["required" if cell == "true" else "optional"]
        return str(said[language.value])
    return str(cell)


def _explained(
    column: str, field: FieldPack, pack: TablePack, language: Language
) -> tuple[str, ...]:
    guide = _said()["guide"]
    required = guide["required" if field.required else "optional"][language.value]
    return (
        _label(field, column, language),
        column,
        required,
        _form(column, field, pack, language),
        ", ".join(field.headers[:_SHOWN]),
    )


def _form(column: str, field: FieldPack, pack: TablePack, language: Language) -> str:
    forms, spoken = _said()["guide"]["forms"], catalogue()
    kind = pack.schema.columns()[column].dtype
    if column in pack.schema.REFERENCES:
        table = spoken["tables"][pack.schema.REFERENCES[column]][language.value]
        return str(forms["reference"][language.value].format(table=table))
    if column in spoken["forms"] and field.parse in {Parse.TEXT, Parse.INTEGER}:
        return str(spoken["forms"][column][language.value])
    form = str(forms[field.parse.value][language.value])
    if isinstance(kind, pl.Enum):
        return form.format(words=", ".join(words_in(kind, language).values()))
    return form
