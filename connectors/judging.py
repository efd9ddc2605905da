"""Can a table be read by its headers? Says what they lack, repeat, or add."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.conditions import beside
from connectors.findings import Findings, Place
from connectors.headers import is_added, letters, plain
from connectors.naming import named
from connectors.pack import find_refused
from connectors.recognition import MOST_TITLE_ROWS, Recognised, signs

#: So many headers are named in one finding.
SHOWN = 12
#: So many names of one column.
_CALLED = 4
#: A title may stand in two cells.
_FEWEST_CELLS = 3
JSON = frozenset({".json", ".jsonl", ".ndjson"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """Where the verdicts are reported."""

    findings: Findings

    def accept(
        self,
        rows: Sequence[Sequence[str]],
        recognised: Recognised,
        place: Place,
        *,
        below: str | None,
        delimiter: str,
    ) -> bool:
        """Whether the table can be read; says what its headers lack, repeat or add."""
        headers = rows[max(recognised.row, 1) - 1]
        known = set(recognised.columns.values())
        if not recognised.certain:
            if not self.refused(rows, place):
                self._refuse(headers, recognised, place)
            return False
        if below:
            facts = {"header": delimiter, "rows": below}
            self.findings.add("wrong_delimiter", place, row=recognised.row + 1, facts=facts)
            return False
        self._note(headers, recognised, place)
        self._say_lacking(headers, recognised, place)
        for target in recognised.lacking:
            accepted = recognised.pack.fields[target].headers[:SHOWN]
            facts = {
                "table": recognised.pack.table,
                "headers": ", ".join(accepted),
                **named("field", [target], recognised.pack),
            }
            self.findings.add("missing_column", place, row=recognised.row, facts=facts)
        for index, header in enumerate(headers):
            column = _column(place, index, header)
            if index in known and "\ufffd" in header:
                self.findings.add("replacement_character", column, row=recognised.row)
            elif index in recognised.repeated:
                self.findings.add("repeated_column", column, row=recognised.row)
            elif (
                index in recognised.unknown
                and header.strip()
                and not recognised.pack.signature
                and plain(header) not in recognised.pack.chosen
            ):
                self.findings.add("unknown_column", column, row=recognised.row)
        return True

    def say_above(
        self, rows: Sequence[Sequence[str]], recognised: Recognised, place: Place
    ) -> None:
        """Rows above the headers that are no titles: a sorted sheet takes its headers along."""
        written = _written(rows[recognised.row - 1])
        known = {plain(one) for field in recognised.pack.fields.values() for one in field.headers}
        above = [
            number
            for number, cells in enumerate(rows[: recognised.row - 1], start=1)
            if len(cells) == len(rows[recognised.row - 1])
            and len(_written(cells)) >= max(_FEWEST_CELLS, len(written) * 3 // 4)
            and known.isdisjoint(map(plain, cells))
        ]
        self.findings.add_together("row_above_headers", place, above)

    def say_left_out(
        self, headers: Sequence[str], used: set[int], first: Recognised, place: Place
    ) -> None:
        """The columns of another system's export that are not stored, in one finding."""
        named = [
            " ".join(header.split())
            for index, header in enumerate(headers)
            if header.strip() and index not in used and not is_added(header)
        ]
        if named:
            more = ", …" if len(named) > SHOWN else ""
            columns = ", ".join(named[:SHOWN]) + more
            facts = {"system": first.pack.system, "columns": columns}
            self.findings.add("columns_left_out", place, facts=facts)

    def refuse_unknown(self, rows: Sequence[Sequence[str]], place: Place, otherwise: str) -> None:
        """Refuse a file whose headers no table has."""
        if not self.refused(rows, place):
            widest = max((len(row) for row in rows), default=0)
            self.findings.add(otherwise, place, facts={"columns": widest})

    def refused(self, rows: Sequence[Sequence[str]], place: Place) -> bool:
        """Whether the file is an export that some pack knows and refuses; says why."""
        across = [[plain(cell) for cell in row] for row in rows[:MOST_TITLE_ROWS]]
        down = [row[0] for row in across if row]
        name = plain(place.file)
        for refused in find_refused():
            called = _is_called(name, plain(refused.named))
            lines = [down] if refused.down else across
            if called or any(signs(refused.signature, one, refused.fewest) for one in lines):
                facts = {"system": refused.system, **refused.why}
                self.findings.add("known_and_refused", place, facts=facts)
                return True
        return False

    def say_beside(self, headers: Sequence[str], recognised: Recognised, place: Place) -> None:
        """What the pack has to say of another table that the same file holds."""
        self._say_noted(headers, recognised, place)
        self._say_lacking(headers, recognised, place)

    def _say_noted(self, headers: Sequence[str], recognised: Recognised, place: Place) -> None:
        pack = recognised.pack
        compared = [plain(header) for header in headers]
        for header, code in pack.notes.items():
            if plain(header) in compared and not _unused(plain(header), compared, recognised):
                index = compared.index(plain(header))
                column = _column(place, index, headers[index])
                self.findings.add(code, column, row=recognised.row)

    def _note(self, headers: Sequence[str], recognised: Recognised, place: Place) -> None:
        """What the pack has to say about this system's columns."""
        self._say_noted(headers, recognised, place)
        pack = recognised.pack
        compared = [plain(header) for header in headers]
        for target, index in recognised.columns.items():
            column = _column(place, index, headers[index])
            if pack.chosen.get(compared[index]) == target:
                facts = named("field", [target], pack)
                self.findings.add("column_chosen", column, row=recognised.row, facts=facts)
            if target in pack.worded:
                self.findings.add("words_chosen", column, row=recognised.row)
        if pack.grouped and pack.grouped[0] not in recognised.columns:
            facts = named("field", pack.grouped[:1], pack)
            self.findings.add("groups_taken", place, row=recognised.row, facts=facts)

    def _say_lacking(self, headers: Sequence[str], recognised: Recognised, place: Place) -> None:
        """Of which columns their absence changes what the rows seem to say."""
        pack = recognised.pack
        compared = set(map(plain, headers))
        for code, accepted in pack.lacks.items():
            if compared.isdisjoint(map(plain, accepted)):
                facts = {"system": pack.system, "header": " / ".join(accepted[:_CALLED])}
                self.findings.add(code, place, row=recognised.row, facts=facts)
        for condition in pack.decides:
            if beside(condition.column) not in recognised.besides:
                called = " / ".join(pack.besides[beside(condition.column)][:_CALLED])
                facts = {"system": pack.system, "header": called}
                self.findings.add(
                    "deciding_column_missing", place, row=recognised.row, facts=facts
                )

    def _refuse(self, headers: Sequence[str], recognised: Recognised, place: Place) -> None:
        known = set(recognised.columns.values())
        # only headers that are known are shown: where a file has none, its first row is a member
        others = [letters(index) for index in range(len(headers)) if index not in known]
        more = ", …" if len(others) > SHOWN else ""
        facts = {
            "table": recognised.pack.table,
            "known": ", ".join(headers[index].strip() for index in sorted(known)),
            "others": ", ".join(others[:SHOWN]) + more or "-",
            **named("lacking", recognised.lacking, recognised.pack),
        }
        self.findings.add("unrecognised_table", place, row=recognised.row, facts=facts)


def _is_called(name: str, part: str) -> bool:
    """Whether a file's name has the part; what starts with a dot is its end."""
    return name.endswith(part) if part.startswith(".") else bool(part) and part in name


def _unused(header: str, headers: Sequence[str], recognised: Recognised) -> bool:
    """Whether the column could have been read, and a better one was."""
    could = any(header in map(plain, field.headers) for field in recognised.pack.fields.values())
    return could and headers.index(header) not in recognised.columns.values()


def _written(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells if cell.strip()]


def _column(place: Place, index: int, header: str) -> Place:
    # a key of JSON stands in no column
    letter = None if Path(place.file).suffix.lower() in JSON else letters(index)
    return Place(
        file=place.file, sheet=place.sheet, column=letter, header=" ".join(header.split())
    )
