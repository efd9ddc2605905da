"""How is a mapping pack written? A YAML file; every key that does not exist is a fault.

What a pack leaves unsaid follows from the canonical table: a column's type says how its text is
read, and its name is always an accepted header.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dataframely as dy
import yaml

from connectors.conditions import ANYTHING, Condition, beside, read_conditions
from connectors.contract import Mode
from connectors.headers import plain
from connectors.table_pack import (
    PERSONS,
    DateOrder,
    FaultyPack,
    FieldPack,
    Parse,
    Refused,
    TablePack,
)
from hub.records.record import PARTIAL_DATE, Record
from hub.records.tables import TABLES
from hub.vocabulary import Language


def load_pack(text: str, name: str) -> Iterator[TablePack]:
    """The tables of one pack.

    Args:
        text: the YAML.
        name: the file's name, for errors.

    Raises:
        FaultyPack: a pack has a key, table, column or word that does not exist.
    """
    pack = _checked(name, yaml.load(text, yaml.CSafeLoader), _PACK_KEYS)
    dialect = _checked(name, pack.get("dialect", {}), {"dates", "masked", "blank"})
    try:
        for table in pack["tables"]:
            yield _table(name, table, pack, dialect)
    except (AttributeError, KeyError, ValueError, TypeError) as error:
        raise FaultyPack(name, f"missing key or unknown word: {error}") from error


def load_refused(text: str, name: str) -> Iterator[Refused]:
    """The exports that one pack knows and refuses.

    Raises:
        FaultyPack: a key is missing or does not exist.
    """
    pack = _checked(name, yaml.load(text, yaml.CSafeLoader), _PACK_KEYS)
    for said in pack.get("refused", []):
        _checked(name, said, {"signature", "why", "fewest", "down", "named"})
        _checked(name, said.get("why"), {language.value for language in Language})
        if not {"signature", "named"} & set(said):
            raise FaultyPack(name, "missing key: 'signature' or 'named'")
        yield Refused(
            system=pack["system"],
            signature=_signature(said.get("signature", ()), {}),
            fewest=said.get("fewest", 2),
            down=said.get("down", False),
            named=said.get("named", ""),
            why={f"why_{language}": why for language, why in said["why"].items()},
        )


_PACK_KEYS = {"system", "versions", "dialect", "tables", "refused"}
_TABLE_KEYS = {
    *("table", "match", "header_aliases", "fields", "key", "mode", "export", "signature", "only"),
    *("leave_out", "fill_down", "grouped", "repeats", "derived", "notes", "decides"),
    *("first_counts", "lacks"),
}
_FIELD_KEYS = {
    *("from", "parse", "values", "default", "required"),
    *("where", "times", "negative", "country", "otherwise"),
}

_Aliases = Mapping[str, Mapping[str, list[str]]]


def _table(
    name: str,
    table: Any,  # noqa: ANN401 - YAML
    pack: Mapping[str, Any],
    dialect: Mapping[str, Any],
) -> TablePack:
    _checked(name, table, _TABLE_KEYS)
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
    fields = {
        column: _field(name, column, kind, said=said.get(column, {}), aliases=aliases)
        for column, kind in columns.items()
    }
    only = read_conditions(table.get("only", {}))
    leave_out = tuple(read_conditions(each) for each in table.get("leave_out", ()))
    grouped = table.get("grouped")
    decides = read_conditions(table.get("decides", {}))
    further = [*table.get("fill_down", ()), *([grouped["blank"]] if grouped else [])]
    further += [condition.column for condition in decides]
    return TablePack(
        system=pack["system"],
        version=_versions(pack["versions"]),
        table=table["table"],
        schema=schema,
        match=tuple(table["match"]),
        fields=fields,
        key=tuple(table.get("key", schema.KEY)),
        mode=Mode(table.get("mode", "snapshot")),
        dates=DateOrder(dialect.get("dates", "day_first")),
        export=table.get("export", table["table"]),
        signature=_signature(table.get("signature", ()), aliases),
        besides=_besides(fields, (only, *leave_out), further, aliases),
        only=only,
        leave_out=leave_out,
        fill_down=tuple(table.get("fill_down", ())),
        grouped=(grouped["fills"], grouped["blank"]) if grouped else None,
        repeats=table.get("repeats", False),
        derived=table.get("derived", False),
        masked=dialect.get("masked", False),
        blank=tuple(dialect.get("blank", ())),
        notes=table.get("notes", {}),
        lacks={code: _headers(one, aliases) for one, code in table.get("lacks", {}).items()},
        decides=decides,
        first_counts=tuple(table.get("first_counts", ())),
    )


def _versions(said: Sequence[object]) -> str:
    """The versions of a system whose exports look alike: one, or from the first to the last."""
    first, last = str(said[0]), str(said[-1])
    return first if first == last else f"{first}\u2013{last}"


def _signature(said: Any, aliases: _Aliases) -> tuple[tuple[str, ...], ...]:  # noqa: ANN401 - YAML
    return tuple(_headers(one, aliases) for one in said)


def _headers(source: str, aliases: _Aliases) -> tuple[str, ...]:
    """The accepted headers of one column of the file."""
    return (source, *(alias for named in aliases.values() for alias in named.get(source, ())))


def _besides(
    fields: Mapping[str, FieldPack],
    conditions: tuple[tuple[Condition, ...], ...],
    further: Sequence[str],
    aliases: _Aliases,
) -> Mapping[str, tuple[str, ...]]:
    columns = [condition.column for every in conditions for condition in every]
    columns += further
    for one in fields.values():
        columns += [condition.column for condition in (*one.where, *one.negative)]
        columns += [column for column in (one.times, one.country) if column is not None]
        columns += [one.otherwise[0]] if one.otherwise else []
    return {beside(column): _headers(column, aliases) for column in columns}


def _field(
    name: str,
    column: str,
    kind: dy.Column,
    *,
    said: Mapping[str, Any],
    aliases: _Aliases,
) -> FieldPack:
    _checked(name, said, _FIELD_KEYS)
    sources = said.get("from", [column])
    sources = [sources] if isinstance(sources, str) else sources
    headers = [column]
    for source in (column, *sources):
        headers += _headers(source, aliases)
    default, otherwise = said.get("default"), said.get("otherwise")
    labels = {
        language: named[source][0]
        for language, named in aliases.items()
        for source in reversed((column, *sources))
        if source in named
    }
    return FieldPack(
        headers=tuple(dict.fromkeys(headers)),
        parse=_parse(column, kind, said.get("parse")),
        values={_word(word): meant for word, meant in said.get("values", {}).items()},
        default=None if default is None else str(default),
        required=said.get("required", not kind.nullable and default is None),
        where=read_conditions(said.get("where", {})),
        times=said.get("times"),
        negative=read_conditions(said.get("negative", {})),
        country=said.get("country"),
        otherwise=(otherwise["column"], otherwise.get("say")) if otherwise else None,
        labels=labels,
    )


def _word(said: object) -> str:
    text = str(said)
    return text if text == ANYTHING else plain(text)


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
