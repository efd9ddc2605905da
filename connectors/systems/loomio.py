"""How is Loomio read? Groups become spaces; closed proposals become motions with their counts.

Three forms: the group's tables stacked in one CSV file, one poll's sections, and lines of JSON.
Only the latest stance counts, memberships that were revoked do not, and nobody is named.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from connectors.contract import Document, Extract, Remark
from connectors.systems.ballots import Counted, counts, objects, said_day, truth
from connectors.systems.gathering import Gathering, Origins
from connectors.systems.stacked import Section, sections

_GROUP = ("groups", "memberships", "discussions", "comments", "polls", "stances", "outcomes")
_POLL = ("poll", "poll_options", "votes")
#: What the file of one poll calls the table of polls.
_TABLES = {"poll": "polls"}
_LINES = {"groups", "polls", "poll_options", "memberships", "stances", "stance_choices"}
#: The score of an option that was not chosen.
_NOT_CHOSEN = {"0", ""}
#: What keeps a poll from being a vote that was held: it was deleted, or is there to be copied.
_NOT_HELD = ("discarded_at", "template")
#: Canonical table -> the table of Loomio it comes from, and its columns as JSON calls them.
_ORIGINS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "bodies": (
        "groups",
        {
            "code": "id",
            "name_fr": "name",
            "parent": "parent_id",
            "created_on": "created_at",
            "closed_on": "archived_at",
        },
    ),
    "spaces_activity": ("memberships", {"body": "group_id", "enrolled": "accepted_at"}),
    "motions": ("polls", {"code": "id", "title": "title", "voted_on": "closed_at"}),
    "counts": ("poll_options", {"motion": "poll_id", "option": "name", "votes": "voter_count"}),
}
_DAY = re.compile(r"^(\d{4}-\d{2}-\d{2})_")

_Row = tuple[int, Mapping[str, object]]
_Tables = Mapping[str, list[_Row]]


class Loomio:
    """Exports of a group, in both forms, and of one poll."""

    system, version = "loomio", "2"

    def recognise(self, document: Document) -> tuple[str, ...]:
        """The tables it has, when they are those of Loomio."""
        if document.lines:
            named = {str(one.get("table")) for one in objects(document.value) if "record" in one}
            return tuple(sorted(named & _LINES)) if len(named & _LINES) > 1 else ()
        rows = list(enumerate(document.head, start=1))
        for titles in (_GROUP, _POLL):
            # where headers are one cell, the rows were not cut, or at another separator
            found = [one.title for one in sections(rows, titles) if len(one.headers) != 1]
            if len(found) > 1:
                return tuple(found)
        return ()

    def extract(self, documents: Sequence[Document]) -> Iterable[Extract | Remark]:
        """Spaces, motions and counts of every document."""
        told: set[str] = set()
        # a group's own tables say least: they have no counts
        for document in sorted(documents, key=self._depth):
            rows = Gathering(document.name, self.recognise(document))
            remarks = list(_document(document, rows, told))
            yield from rows.extracts()
            yield from remarks

    def _depth(self, document: Document) -> int:
        return 0 if document.lines else 1 if "poll_options" in self.recognise(document) else 2


def _document(document: Document, rows: Gathering, told: set[str]) -> Iterator[Remark]:
    """What one document adds to what others of the same upload have told."""
    read: Sequence[Section] = ()
    if document.lines:
        tables = _from_lines(document)
        rows.origins = _origins(())
    elif "poll_options" in rows.evidence:
        read = sections(document.rows() if document.rows else (), _POLL)
        rows.origins = _origins(read)
        tables = {section.title: [*section.rows] for section in read}
        tables["polls"] = [
            (row, {"poll_type": "proposal", **poll}) for row, poll in tables["poll"]
        ]
    else:
        read = sections(document.rows() if document.rows else (), _GROUP)
        rows.origins = _origins(read)
        tables = {section.title: [*section.rows] for section in read}
        for section in read:
            there = len(section.rows) + len(section.broken)
            if section.said is not None and section.said != there:
                facts = {"rows": there, "said": section.said}
                yield Remark(code="rows_lost", file=document.name, facts=facts)
    for section in read:
        for row, number in section.broken:
            facts = {"cells": number, "expected": section.width}
            yield Remark(code="ragged_row", file=document.name, row=row, facts=facts)
    _spaces(tables, rows, document.name, told=told)
    yield from _motions(tables, rows, document.name, told=told)


def _origins(read: Sequence[Section]) -> Mapping[str, Origins]:
    """The keys that columns come from; in CSV the headers as they stand there, `Created at`."""
    written = {
        (_TABLES.get(section.title, section.title), name): header
        for section in read
        for name, header in zip(section.headers, section.written, strict=True)
    }
    return {
        table: {
            column: [
                written.get((source, key))
                or written.get((source, key.removesuffix("_id")))
                or f"{source}/{key}"
            ]
            for column, key in keys.items()
        }
        for table, (source, keys) in _ORIGINS.items()
    }


def _from_lines(document: Document) -> _Tables:
    tables: dict[str, list[_Row]] = {}
    values = document.value if isinstance(document.value, list) else []
    for line, one in zip(document.lines, values, strict=True):
        record = one.get("record") if isinstance(one, dict) else None
        if isinstance(one, dict) and isinstance(record, dict):
            tables.setdefault(str(one.get("table")), []).append((line, record))
    return tables


def _spaces(tables: _Tables, rows: Gathering, file: str, *, told: set[str]) -> None:
    """Groups as bodies and, where the file's name has its day, how many belong to each."""
    day = _DAY.match(file.rpartition("/")[2])
    enrolled: dict[str, set[str]] = {}
    for _, one in tables.get("memberships", ()):
        if one.get("accepted_at") and not one.get("revoked_at"):
            members = enrolled.setdefault(_id(one, "group"), set())
            members.add(_id(one, "user"))
    for row, group in tables.get("groups", ()):
        code = _code("group", str(group["id"]))
        if code in told:
            continue
        told.add(code)
        parent = _id(group, "parent")
        rows.add(
            "bodies",
            row,
            code=code,
            kind="space",
            name_fr=str(group["name"]),
            parent=_code("group", parent) if parent else None,
            created_on=said_day(group.get("created_at")),
            closed_on=said_day(group.get("archived_at")),
        )
        if day and not group.get("archived_at") and str(group["id"]) in enrolled:
            number = len(enrolled[str(group["id"])])
            rows.add("spaces_activity", row, body=code, period=day[1], enrolled=number)


def _motions(tables: _Tables, rows: Gathering, file: str, *, told: set[str]) -> Iterator[Remark]:
    for row, poll in tables.get("polls", ()):
        number = str(poll["id"])
        closed = said_day(poll.get("closed_at"))
        held = poll.get("poll_type") == "proposal" and closed is not None
        if not held or any(_is_true(poll.get(key)) for key in _NOT_HELD):
            yield Remark(code="poll_no_motion", file=file, row=row)
            continue
        code = _code("poll", number)
        if code in told:
            continue
        told.add(code)
        title = str(poll["title"])
        rows.add("motions", row, code=code, title=title, denominator="cast", voted_on=closed)
        offered = [one for _, one in tables.get("poll_options", ()) if _id(one, "poll") == number]
        given = list(_given(offered, tables))
        counted = counts(given)
        if not given:
            yield Remark(code="poll_without_counts", file=file, row=row)
        elif counted is None:
            yield Remark(code="answers_no_votes", file=file, row=row)
        for one in counted or ():
            rows.add("counts", row, motion=code, option=one.answer, votes=one.votes)


def _given(offered: Iterable[Mapping[str, object]], tables: _Tables) -> Iterator[Counted]:
    """How many gave each answer; nothing where the file does not say it of every answer."""
    offered, chosen = list(offered), _chosen(tables)
    # of another poll the file may list who chose what, and of this one not
    listed = any(_id(one, "") in chosen for one in offered)
    for one in offered:
        said = one.get("voter_count")
        if said in (None, "") and not listed:
            return
        votes = len(chosen.get(_id(one, ""), ())) if said in (None, "") else int(str(said))
        yield Counted(answer=str(one["name"]), votes=votes)


def _chosen(tables: _Tables) -> Mapping[str, set[str]]:
    """Option -> the stances that chose it, of those that are the latest and not revoked.

    Of an anonymous poll there are ballots instead: each is counted once, by its own number.
    """
    latest = {
        _id(one, "")
        for _, one in tables.get("stances", ())
        if truth(one.get("latest")) and not one.get("revoked_at")
    }
    chosen: dict[str, set[str]] = {}
    for _, one in tables.get("stance_choices", ()):
        if _id(one, "stance") in latest and str(one.get("score", 1)) not in _NOT_CHOSEN:
            chosen.setdefault(_id(one, "poll_option"), set()).add(_id(one, "stance"))
    for _, one in tables.get("anonymous_ballot_choices", ()):
        if str(one.get("score", 1)) not in _NOT_CHOSEN:
            ballot = _id(one, "anonymous_ballot")
            chosen.setdefault(_id(one, "poll_option"), set()).add(ballot)
    return chosen


def _is_true(value: object) -> bool:
    """Whether a boolean is true, or a day is given."""
    return bool(value) and truth(value) is not False


def _id(record: Mapping[str, object], of: str) -> str:
    """Loomio's CSV calls a column `Group` that its JSON calls `group_id`."""
    value = record.get(f"{of}_id", record.get(of)) if of else record.get("id")
    return "" if value is None else str(value)


def _code(of: str, number: str) -> str:
    return f"loomio-{of}-{number}"
