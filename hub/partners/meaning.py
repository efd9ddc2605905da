"""How does a sender mean an upload? Whole or additions alone, and which table each file is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from starlette.datastructures import QueryParams

from connectors.choices import checked
from connectors.contract import About, Choice, Mode
from connectors.headers import plain
from connectors.pack import find_packs
from hub.partners.problems import Refused
from hub.partners.uploads import safe_name

#: More pairs than an upload may have files.
_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What the sender says of an upload.

    Attributes:
        mode: whether rows that it lacks have ended; None for what each mapping pack says.
        tables: file -> the tables that it may be, each as `system/table`.
    """

    mode: Mode | None = None
    tables: Mapping[str, Sequence[str]]

    @classmethod
    def asked(cls, query: QueryParams) -> Self:
        """As an address says it: `?mode=delta&tables=export.csv=galette/members`.

        Raises:
            Refused: it says something else.
        """
        modes = query.getlist("mode")
        if len(modes) > 1 or not set(modes) <= set(Mode):
            wanted = ", ".join(Mode)
            raise Refused("bad_parameter", where="mode", name="mode", wanted=wanted)
        tables: dict[str, Sequence[str]] = {}
        for pair in query.getlist("tables"):
            file, _, table = pair.rpartition("=")
            name = _file_name(file)
            if not name or name in tables or len(tables) == _MOST:
                raise Refused("bad_tables", where="tables")
            tables[name] = _tables(table)
        return cls(mode=Mode(modes[0]) if modes else None, tables=tables)

    @classmethod
    def said(cls, query: QueryParams, form: Sequence[tuple[str, str]]) -> Self:
        """As the address and the fields of a form say it; a field that is left empty says nothing.

        Raises:
            Refused: they say something else.
        """
        fields = [(name, value) for name, value in form if value and name in {"mode", "tables"}]
        return cls.asked(QueryParams([*query.multi_items(), *fields]))

    @classmethod
    def from_json(cls, said: Mapping[str, Any] | None) -> Self:
        """As it was kept; None where nothing was said."""
        mode = (said or {}).get("mode")
        return cls(mode=Mode(mode) if mode else None, tables=(said or {}).get("tables", {}))

    def as_json(self) -> dict[str, Any] | None:
        """As it is kept; None where nothing is said."""
        if self.mode is None and not self.tables:
            return None
        return {
            "mode": self.mode and self.mode.value,
            "tables": {file: list(tables) for file, tables in self.tables.items()},
        }

    def named(self, files: Collection[str]) -> Self:
        """The same, with each file by the name that it has in the upload.

        Raises:
            Refused: a file is not there.
        """
        there = {plain(name): name for name in files}
        by_name = {}
        for file, tables in self.tables.items():
            outer, inside, inner = file.partition("/")
            name = there.get(plain(outer))
            if name is None:
                raise Refused("file_not_sent", where="tables")
            by_name[f"{name}{inside}{inner}"] = tables
        return type(self)(mode=self.mode, tables=by_name)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Which table each file is, as it is compared; what can no longer be read is left out."""
        packs = find_packs()
        return tuple(
            checked(Choice(system=system, table=table, about=About.FILE, said=file), packs)
            for file, tables in sorted(self.tables.items())
            for system, _, table in (one.partition("/") for one in tables)
            if f"{system}/{table}" in readable()
        )


#: Nothing is said: as the mapping packs have it.
AS_PACKED = Meant(tables={})


def _file_name(said: str) -> str:
    """A file's name as the upload has it, and what stands in it where it is an archive."""
    outer, slash, inner = said.partition("/") if said.isprintable() else ("", "", "")
    return f"{safe_name(outer)}{slash}{inner}" if outer.strip() and plain(outer) else ""


def _tables(said: str) -> Sequence[str]:
    """The tables that are meant by `table` or `system/table`."""
    found = [one for one in readable() if said in {one, one.partition("/")[2]}]
    if not found:
        raise Refused("unknown_table", where="tables", known=", ".join(readable()))
    return found


def readable() -> Sequence[str]:
    """Every table that a file can be said to be, as `system/table`."""
    return sorted({f"{pack.system}/{pack.table}" for pack in find_packs() if not pack.derived})
