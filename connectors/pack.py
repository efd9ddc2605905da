"""What is a mapping pack? One system's tables: by which headers they are known and read.

A pack is a YAML file of `connectors/packs/`, or of a package that a third party names under the
entry point group `intercoop.packs`. What a pack leaves unsaid follows from the canonical table:
a column's type says how its text is read, and its name is always an accepted header.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.metadata import entry_points
from importlib.resources import files
from typing import Any

import dataframely as dy
import yaml

from connectors.headers import plain
from hub.problem import Problem
from hub.records.record import PARTIAL_DATE, Record
from hub.records.tables import TABLES
from hub.vocabulary import Language

#: Columns that name a person: whatever a pack says, only a keyed hash of them is kept.
PERSONS = ("pseudonym", "represented_by")


class Parse(StrEnum):
    """How the text of a cell becomes a value."""

    TEXT = "text"
    PSEUDONYM = "pseudonym"  # a keyed hash
    DATE = "date"
    PARTIAL_DATE = "partial_date"  # a date, a month or a year, kept as ISO text
    PERIOD = "period"  # an ISO 8601 year, month, day or interval, kept as text
    YEAR = "year"  # a year, or a date of which only the year is kept
    INTEGER = "integer"
    DECIMAL = "decimal"
    AMOUNT = "amount"  # money, to the cent
    SHARE = "share"  # a fraction 0-1, or a percentage with its sign
    BOOLEAN = "boolean"
    WORD = "word"  # one of a code list


class DateOrder(StrEnum):
    """Whether 01/02/2020 is in February or in January; ISO dates are always read."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class Mode(StrEnum):
    """Whether rows absent from a file are gone (snapshot) or untouched (delta)."""

    SNAPSHOT = "snapshot"
    DELTA = "delta"


class FaultyPack(Problem):
    """A mapping pack that cannot be used as it is written."""

    def __init__(self, pack: str, fault: str) -> None:
        super().__init__(
            f"Mapping pack {pack}: {fault}",
            "Correct the pack; connectors/packs/README.md describes every key",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPack:
    """How one canonical column is read.

    Attributes:
        headers: accepted headers, the preferred ones first.
        values: plain word -> what it stands for; None for "nothing is known".
        default: what an empty cell or an absent column stands for.
        required: whether a file without this column is refused.
    """

    headers: tuple[str, ...]
    parse: Parse
    values: Mapping[str, str | None]
    default: str | None
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePack:
    """How one canonical table is recognised and read.

    Attributes:
        match: the canonical columns without which a file is not this table.
        key: the canonical columns that no two rows share; empty where rows may repeat.
    """

    system: str
    version: str
    table: str
    schema: type[Record]
    match: tuple[str, ...]
    fields: Mapping[str, FieldPack]
    key: tuple[str, ...]
    mode: Mode
    dates: DateOrder


@lru_cache(maxsize=1)
def find_packs() -> tuple[TablePack, ...]:
    """Every table that some pack can read, the hub's own first.

    Raises:
        FaultyPack: a pack has a key, table, column or word that does not exist.
    """
    return tuple(table for name, text in _written() for table in load_pack(text, name))


def digest() -> str:
    """A hash of all packs as written: another one means that a file may be read otherwise."""
    return hashlib.sha256(repr(list(_written())).encode()).hexdigest()


def _written() -> Iterator[tuple[str, str]]:
    """The name and text of every pack, the hub's own first."""
    packages = [entry.load() for entry in entry_points(group="intercoop.packs")]
    for package in ("connectors.packs", *packages):
        for file in sorted(files(package).iterdir(), key=lambda file: file.name):
            if file.name.endswith(".yaml"):
                yield file.name, file.read_text(encoding="utf-8")


def load_pack(text: str, name: str) -> Iterator[TablePack]:
    """The tables of one pack.

    Args:
        text: the YAML.
        name: the file's name, for errors.

    Raises:
        FaultyPack: a pack has a key, table, column or word that does not exist.
    """
    pack = _checked(
        name, yaml.load(text, yaml.CSafeLoader), {"system", "versions", "dialect", "tables"}
    )
    dialect = _checked(name, pack.get("dialect", {}), {"dates"})
    try:
        for table in pack["tables"]:
            yield _table(name, table, pack, DateOrder(dialect.get("dates", "day_first")))
    except (KeyError, ValueError, TypeError) as error:
        raise FaultyPack(name, f"missing key or unknown word: {error}") from error


def _table(name: str, table: Any, pack: Mapping[str, Any], dates: DateOrder) -> TablePack:  # noqa: ANN401 - YAML
    _checked(name, table, {"table", "match", "header_aliases", "fields", "key", "mode"})
    if table["table"] not in TABLES:
        raise FaultyPack(name, f"no canonical table is called {table['table']!r}")
    schema = TABLES[table["table"]]
    columns = {
        column: kind
        for column, kind in schema.columns().items()
        if column not in Record.column_names()
    }
    said = table.get("fields", {})
    aliases = table.get("header_aliases", {})
    _checked(name, aliases, {language.value for language in Language})
    for column in (*said, *table["match"], *table.get("key", ())):
        _known(name, [column], columns)
    return TablePack(
        system=pack["system"],
        version=str(pack["versions"][-1]),
        table=table["table"],
        schema=schema,
        match=tuple(table["match"]),
        fields={
            column: _field(name, column, kind, said=said.get(column, {}), aliases=aliases)
            for column, kind in columns.items()
        },
        key=tuple(table.get("key", schema.KEY)),
        mode=Mode(table.get("mode", "snapshot")),
        dates=dates,
    )


def _field(
    name: str,
    column: str,
    kind: dy.Column,
    *,
    said: Mapping[str, Any],
    aliases: Mapping[str, Mapping[str, list[str]]],
) -> FieldPack:
    _checked(name, said, {"from", "parse", "values", "default", "required"})
    sources = said.get("from", [column])
    sources = [sources] if isinstance(sources, str) else sources
    headers = [column]
    for source in (column, *sources):
        headers.append(source)
        headers += [alias for named in aliases.values() for alias in named.get(source, ())]
    default = said.get("default")
    return FieldPack(
        headers=tuple(dict.fromkeys(headers)),
        parse=_parse(column, kind, said.get("parse")),
        values={plain(str(word)): meant for word, meant in said.get("values", {}).items()},
        default=None if default is None else str(default),
        required=said.get("required", not kind.nullable and default is None),
    )


def _parse(column: str, kind: dy.Column, said: str | None) -> Parse:
    if column in PERSONS:
        return Parse.PSEUDONYM
    if said:
        return Parse(said)
    if isinstance(kind, dy.String):
        return Parse.PARTIAL_DATE if kind.regex == PARTIAL_DATE else Parse.TEXT
    for parse, kinds in _BY_KIND:
        if isinstance(kind, kinds):
            return parse
    raise ValueError(column)


_BY_KIND: tuple[tuple[Parse, tuple[type[dy.Column], ...]], ...] = (
    (Parse.WORD, (dy.Enum,)),
    (Parse.DATE, (dy.Date,)),
    (Parse.BOOLEAN, (dy.Bool,)),
    (Parse.DECIMAL, (dy.Float64,)),
    (Parse.AMOUNT, (dy.Decimal,)),
    (Parse.INTEGER, (dy.Int8, dy.Int16, dy.Int32, dy.Int64)),
)


def _checked(name: str, keys: Any, allowed: set[str]) -> Any:  # noqa: ANN401 - YAML
    if not isinstance(keys, dict):
        raise FaultyPack(name, f"a mapping with {', '.join(sorted(allowed))} was expected")
    _known(name, keys, allowed)
    return keys


def _known(name: str, words: Any, allowed: Any) -> None:  # noqa: ANN401 - YAML
    for word in words:
        if word not in allowed:
            listed = ", ".join(sorted(map(str, allowed)))
            raise FaultyPack(name, f"{word!r} is unknown here; known are {listed}")
