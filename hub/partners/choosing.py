"""What did a person choose on the page of the columns? From the fields of its form."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from connectors.choices import codes_of, with_choices
from connectors.contract import About, Choice
from connectors.pack import find_packs
from connectors.table_pack import TablePack
from hub.file_choices import readable

#: Parts of a name or value in the form; a header may hold anything but this.
MARK = "\x1f"
#: Chosen for a column that is to be left out.
NOTHING = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page asks about one table of one file.

    Attributes:
        columns: header -> canonical column, as it is read now.
        unknown: headers that nothing asks for.
        free: canonical columns that no header stands for.
        words: canonical column of codes -> its codes; empty where the cooperative defines them.
        defined: canonical column -> the codes of it that the cooperative has defined so far.
    """

    file: str
    sheet: str | None
    system: str
    table: str
    columns: Mapping[str, str]
    unknown: Sequence[str]
    free: Sequence[str]
    words: Mapping[str, Sequence[str]]
    defined: Mapping[str, Sequence[str]]


def asked(
    identified: Sequence[Mapping[str, object]],
    choices: Sequence[Choice],
    codes: Mapping[str, Collection[str]],
) -> list[Asked]:
    """What the page asks about each table that was recognised.

    Args:
        identified: as the outcome of a push tells them.
        choices: remembered of the cooperative.
        codes: canonical table -> the codes that the cooperative has defined in it so far.
    """
    packs = {(one.system, one.table): one for one in with_choices(find_packs(), choices)}
    return [
        _asked(one, pack, codes)
        for one in identified
        if (pack := packs.get((str(one["system"]), str(one["table"])))) is not None
    ]


def every_column() -> list[tuple[str, list[str]]]:
    """Each table of the hub's own templates, with its columns."""
    own = sorted(
        (one for one in find_packs() if one.system == "intercoop"), key=lambda one: one.table
    )
    return [(one.table, list(one.fields)) for one in own]


def readable_tables() -> list[tuple[str, list[str]]]:
    """Each system with the tables that a file of it can be, the hub's own templates first."""
    found: dict[str, list[str]] = {"intercoop": []}
    for one in readable():
        system, _, table = one.partition("/")
        found.setdefault(system, []).append(table)
    return list(found.items())


def file_field(file: str, about: About = About.FILE) -> str:
    """The field of the form that says what a file is, or how it is written."""
    return MARK.join([about.value, file])


def chosen(form: Sequence[tuple[str, str]]) -> tuple[list[Choice], list[Choice]]:
    """The choices to remember, and those to forget.

    Raises:
        ValueError: the form is not the page's.
    """
    new, old = [], []
    given = dict(form)
    for name, value in form:
        kind, *parts = name.split(MARK)
        if kind == "column" and value:
            system, table, header = parts
            field = "" if value == NOTHING else value
            new.append(
                Choice(system=system, table=table, about=About.COLUMN, field=field, said=header)
            )
        elif kind == "file" and value:
            system, _, table = value.partition("/")
            new.append(Choice(system=system, table=table, about=About.FILE, said=parts[0]))
        elif kind in {"encoding", "separator"} and value:
            new.append(Choice(system="", table="", about=About(kind), said=parts[0], code=value))
        elif kind == "header" and value.strip():
            new += _free(given.get(f"means{MARK}{parts[0]}", ""), value)
        elif kind == "word" and value.strip():
            system, table, field = parts
            code = given.get(MARK.join(["code", *parts]), "")
            new.append(
                Choice(
                    system=system,
                    table=table,
                    about=About.WORD,
                    field=field,
                    said=value,
                    code=code,
                )
            )
        elif kind == "forget":
            system, table, about, field, said, code = parts
            old.append(
                Choice(
                    system=system,
                    table=table,
                    about=About(about),
                    field=field,
                    said=said,
                    code=code,
                )
            )
    return new, old


def name_of(choice: Choice) -> str:
    """The name by which the form speaks of a remembered choice."""
    parts = (choice.system, choice.table, choice.about, choice.field, choice.said, choice.code)
    return MARK.join(["forget", *parts])


def _free(means: str, header: str) -> Iterator[Choice]:
    if means:
        table, field = means.split(MARK)
        yield Choice(system="intercoop", table=table, about=About.COLUMN, field=field, said=header)


def _asked(
    one: Mapping[str, object], pack: TablePack, codes: Mapping[str, Collection[str]]
) -> Asked:
    columns = dict(one["columns"])  # type: ignore[call-overload]  # as `Identified` has it
    return Asked(
        file=str(one["file"]),
        sheet=one["sheet"],  # type: ignore[arg-type]  # text or None
        system=pack.system,
        table=pack.table,
        columns=columns,
        # of a code list that members' rows imply, a further column could only name a member
        unknown=[] if pack.derived else list(one["unknown"]),  # type: ignore[call-overload]  # the same
        free=[field for field in pack.fields if field not in columns.values()],
        words={
            field: its_codes
            for field in columns.values()
            if (its_codes := codes_of(pack, field)) is not None
        },
        defined={
            field: sorted(codes.get(table, ()))
            for field, table in pack.schema.REFERENCES.items()
            if field in columns.values()
        },
    )
