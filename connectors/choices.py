"""What has a person said of columns, words and files that no pack knows? Read as packs are.

A choice becomes a part of the pack, so that a file is recognised, read and checked with it as with
every other header and word.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import dataframely as dy

from connectors.contract import OF_FILE, About, Choice
from connectors.headers import plain
from connectors.table_pack import Parse, TablePack
from connectors.written import SAID
from hub.problem import Problem


class ImpossibleChoice(Problem):
    """A choice that no reading could follow."""

    def __init__(self, what: str) -> None:
        super().__init__(what, "Choose one of the columns and codes that the table has")


def digest(choices: Collection[Choice]) -> str:
    """A hash of choices, whatever their order; the same for none as long as there are none."""
    return hashlib.sha256(repr(sorted(choices)).encode()).hexdigest() if choices else ""


def checked(choice: Choice, packs: Sequence[TablePack]) -> Choice:
    """A choice that can be followed, with header or word as it is compared.

    Raises:
        ImpossibleChoice: there is no such table or column, or no such code.
    """
    if choice.about in SAID:
        return _checked_writing(choice)
    pack = next((one for one in packs if _is_for(choice, one)), None)
    if pack is None or (choice.about is About.FILE and pack.derived):
        raise ImpossibleChoice(f"{choice.system!r} has no table {choice.table!r}")
    if choice.about is About.FILE:
        return _checked_file(choice)
    leaves_out = choice.about is About.COLUMN and not choice.field
    if not leaves_out and choice.field not in pack.fields:
        raise ImpossibleChoice(f"the table {choice.table} has no column {choice.field!r}")
    said = plain(choice.said)
    if not said or "\0" in said:
        raise ImpossibleChoice("an empty header or word says nothing")
    if choice.about is About.WORD:
        codes = codes_of(pack, choice.field)
        if codes is None or not choice.code or (codes and choice.code not in codes):
            raise ImpossibleChoice(f"the column {choice.field} has no code {choice.code!r}")
    return replace(choice, said=said)


def packs_of(
    file: str, packs: Sequence[TablePack], choices: Collection[Choice]
) -> Sequence[TablePack] | None:
    """What a file can be by what a person said of it; None where nobody said anything.

    Args:
        file: its name; a file of an archive has the archive's before a slash.
        packs: the tables that can be read.
        choices: as they are compared.
    """
    names = {plain(file), plain(file.partition("/")[0])}
    meant = [one for one in choices if one.about is About.FILE and one.said in names]
    # whoever says which system it is from need not show it
    found = [
        replace(pack, signature=())
        for pack in packs
        if not pack.derived and any(_is_for(one, pack) for one in meant)
    ]
    return found or None


def codes_of(pack: TablePack, field: str) -> tuple[str, ...] | None:
    """The codes that the words of a column stand for; empty where the cooperative defines them.

    None where the column holds no codes at all.
    """
    column = pack.schema.columns()[field]
    if isinstance(column, dy.Enum):
        return tuple(str(code) for code in column.categories)
    if pack.fields[field].parse is Parse.BOOLEAN:
        return ("true", "false")
    return () if field in pack.schema.REFERENCES else None


def with_choices(packs: Sequence[TablePack], choices: Collection[Choice]) -> tuple[TablePack, ...]:
    """The packs, each with what was said of its tables; a choice that fits none is left aside."""
    of_tables = [one for one in choices if one.about not in OF_FILE]
    return tuple(
        _chosen(pack, own) if (own := [one for one in of_tables if _is_for(one, pack)]) else pack
        for pack in packs
    )


def _checked_file(choice: Choice) -> Choice:
    said = plain(choice.said)
    if not said or choice.field or choice.code:
        raise ImpossibleChoice("of a file it is said by its name which table it is, and no more")
    return replace(choice, said=said)


def _checked_writing(choice: Choice) -> Choice:
    said = plain(choice.said)
    if not said or choice.system or choice.table or choice.code not in SAID[choice.about]:
        raise ImpossibleChoice(f"a file cannot be written so: {choice.about}")
    return replace(choice, said=said)


def _is_for(choice: Choice, pack: TablePack) -> bool:
    return (choice.system, choice.table) == (pack.system, pack.table)


def _chosen(pack: TablePack, choices: Sequence[Choice]) -> TablePack:
    columns = {
        one.said: one.field
        for one in sorted(choices)
        if one.about is About.COLUMN and one.field in {"", *pack.fields}
    }
    words: dict[str, dict[str, str]] = {}
    for one in sorted(choices):
        if one.about is About.WORD and one.field in pack.fields:
            words.setdefault(one.field, {})[one.said] = one.code
    fields = {
        name: replace(
            field,
            headers=_headers(name, field.headers, columns),
            values={**field.values, **words.get(name, {})},
        )
        for name, field in pack.fields.items()
    }
    return replace(pack, fields=fields, chosen=columns, worded=tuple(sorted(words)))


def _headers(name: str, headers: Sequence[str], columns: Mapping[str, str]) -> tuple[str, ...]:
    """What was chosen comes first; a header chosen for another column is not this one's."""
    said = [header for header, field in columns.items() if field == name]
    return (*said, *(header for header in headers if plain(header) not in columns))
