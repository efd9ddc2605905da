"""How does a sender mean an upload? Whole or not, which table a file is, and how it is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from starlette.datastructures import QueryParams

from connectors.contract import About, Choice, Mode
from connectors.headers import plain
from connectors.written import SAID
from hub.file_choices import by_own_name, choices_of, readable, tables_called
from hub.partners.problems import Refused
from hub.partners.uploads import safe_name

#: More pairs than an upload may have files.
_MOST = 100

#: How a file is written -> the parameter that says it of each.
_WRITTEN = {About.ENCODING: "encodings", About.SEPARATOR: "separators"}

_Said = TypeVar("_Said")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What the sender says of an upload.

    Attributes:
        mode: whether rows that it lacks have ended; None for what each mapping pack says.
        tables: file -> the tables that it may be, each as `system/table`.
        written: encoding or separator -> file -> which it is.
    """

    mode: Mode | None = None
    tables: Mapping[str, Sequence[str]] = field(default_factory=dict)
    written: Mapping[About, Mapping[str, str]] = field(default_factory=dict)

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
        tables = {
            file: _tables(table)
            for file, table in _of_files(query, "tables", "bad_tables").items()
        }
        written = {
            about: said
            for about, name in _WRITTEN.items()
            if (said := _of_files(query, name, "bad_writing", SAID[about]))
        }
        return cls(mode=Mode(modes[0]) if modes else None, tables=tables, written=written)

    @classmethod
    def said(cls, query: QueryParams, form: Sequence[tuple[str, str]]) -> Self:
        """As the address and the fields of a form say it; a field that is left empty says nothing.

        Raises:
            Refused: they say something else.
        """
        known = {"mode", "tables", *_WRITTEN.values()}
        fields = [(name, value) for name, value in form if value and name in known]
        return cls.asked(QueryParams([*query.multi_items(), *fields]))

    @classmethod
    def from_json(cls, said: Mapping[str, Any] | None) -> Self:
        """As it was kept; None where nothing was said."""
        kept = said or {}
        mode = kept.get("mode")
        return cls(
            mode=Mode(mode) if mode else None,
            tables=kept.get("tables", {}),
            written={about: kept[name] for about, name in _WRITTEN.items() if kept.get(name)},
        )

    def as_json(self) -> dict[str, Any] | None:
        """As it is kept; None where nothing is said."""
        if self == AS_PACKED:
            return None
        return {
            "mode": self.mode and self.mode.value,
            "tables": {file: list(tables) for file, tables in self.tables.items()},
            **{_WRITTEN[about]: dict(said) for about, said in self.written.items()},
        }

    def named(self, files: Collection[str]) -> Self:
        """The same, with each file by the name that it has in the upload.

        Raises:
            Refused: a file is not there.
        """
        return type(self)(
            mode=self.mode,
            tables=_sent(files, self.tables, "tables"),
            written={
                about: _sent(files, said, _WRITTEN[about]) for about, said in self.written.items()
            },
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is said of each file, as it is compared; what can no longer be read is left out."""
        return choices_of(self.tables, self.written)


#: Nothing is said: as the mapping packs have it.
AS_PACKED = Meant()


def _of_files(
    query: QueryParams, name: str, code: str, allowed: Collection[str] | None = None
) -> dict[str, str]:
    """What a parameter says of each file, as `FILE=VALUE`; `allowed` is every value it may have.

    Raises:
        Refused: it is said otherwise, of too many files, or twice of one.
    """
    found: dict[str, str] = {}
    for pair in query.getlist(name):
        file, _, value = pair.rpartition("=")
        of = _file_name(file)
        if not of or of in found or len(found) == _MOST or value not in (allowed or {value}):
            raise Refused(code, where=name, name=name, known=", ".join(allowed or ()))
        found[of] = value
    return found


def _sent(files: Collection[str], of: Mapping[str, _Said], name: str) -> dict[str, _Said]:
    """What is said of files, by the names that they have in the upload.

    Raises:
        Refused: one of them is not there.
    """
    by_name = {}
    for file, said in of.items():
        sent = by_own_name(file, files)
        if sent is None:
            raise Refused("file_not_sent", where=name, name=name)
        by_name[sent] = said
    return by_name


def _file_name(said: str) -> str:
    """A file's name as the upload has it, and what stands in it where it is an archive."""
    outer, slash, inner = said.partition("/") if said.isprintable() else ("", "", "")
    return f"{safe_name(outer)}{slash}{inner}" if outer.strip() and plain(outer) else ""


def _tables(said: str) -> Sequence[str]:
    """The tables that are meant by `table` or `system/table`."""
    found = tables_called(said)
    if not found:
        raise Refused("unknown_table", where="tables", known=", ".join(readable()))
    return found
