"""Who did what, when, for which cooperative, and how did it end? Written once, never changed.

Each cooperative has a chain of its own, and the hub has one under `*`: every entry holds the hash
of the entry before it, so that one that was changed, taken out or put in between breaks the
chain. The database refuses UPDATE and DELETE besides. An entry names people by their opaque
subject and holds no value of any record.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
import sqlalchemy as sa

from hub.access import HUB
from hub.problem import Problem
from hub.stores import hold
from hub.workspace import METADATA

AUDIT_LOG = sa.Table(
    "audit_log",
    METADATA,
    sa.Column("cooperative", sa.Text, primary_key=True),
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),  # UTC, ISO 8601
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("concerning", sa.Text),
    sa.Column("previous_hash", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sqlite_strict=True,
)

#: Who acts at the command line: the hub cannot know which person it is.
COMMAND_LINE = "command-line"

_FIRST = "0" * 64


#: Cooperative, number and hash of the last entry of a chain, as JSON keeps them.
Head = list[Any]


class BrokenChain(Problem):
    """An entry of the audit log is not what was written."""

    def __init__(self, cooperative: str, number: int) -> None:
        super().__init__(
            f"the audit log of {cooperative!r} was changed: entry {number} does not follow from "
            "the one before it",
            "Compare it with a backup, and find out who had access to the workspace database",
        )


class CutOff(Problem):
    """The audit log lacks what it held when a release was made."""

    def __init__(self, release_id: str) -> None:
        super().__init__(
            f"the audit log no longer holds what it held when release {release_id} was made",
            "Compare it with a backup, and find out who had access to the workspace database",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was done, or refused.

    Attributes:
        cooperative: slug, or `*` for the hub.
        number: counts the entries of that cooperative, from 1.
        at: UTC, ISO 8601.
        subject: opaque name of the person or program; `command-line` for a command.
        action: what was asked for, `what:action`.
        outcome: `done`, `refused` or `failed`.
        concerning: id of the import, release, client ... that it was about.
        previous_hash: `hash` of the entry before; zeros for the first.
        hash: SHA-256 of all the rest.
    """

    cooperative: str
    number: int
    at: str
    subject: str
    action: str
    outcome: str
    concerning: str | None
    previous_hash: str
    hash: str


class AuditLog:
    """Appends to the log, reads it, and checks it."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def append(
        self,
        action: str,
        cooperative: str = HUB,
        *,
        subject: str = COMMAND_LINE,
        outcome: str = "done",
        concerning: str | None = None,
    ) -> None:
        """Write an entry in a transaction of its own."""
        with self._engine.begin() as connection:
            append(
                connection,
                action,
                cooperative,
                subject=subject,
                outcome=outcome,
                concerning=concerning,
            )

    def entries(self, cooperative: str | None = None) -> Sequence[Entry]:
        """Every entry of a cooperative, or of all and the hub, in order."""
        wanted = sa.select(AUDIT_LOG).order_by(AUDIT_LOG.c.cooperative, AUDIT_LOG.c.number)
        if cooperative is not None:
            wanted = wanted.where(AUDIT_LOG.c.cooperative == cooperative)
        with self._engine.begin() as connection:
            return [Entry(**row) for row in connection.execute(wanted).mappings()]

    def verify(self, cooperative: str | None = None) -> Mapping[str, str]:
        """Check every chain.

        Returns:
            cooperative -> hash of its last entry: the head. Whoever has noted a head down knows
            later whether entries have been cut off.

        Raises:
            BrokenChain: an entry was changed, removed or put in.
        """
        heads: dict[str, str] = {}
        numbers: dict[str, int] = {}
        for entry in self.entries(cooperative):
            before = heads.get(entry.cooperative, _FIRST)
            expected = numbers.get(entry.cooperative, 0) + 1
            if (entry.number, entry.previous_hash, entry.hash) != (
                expected,
                before,
                _hash(entry),
            ):
                raise BrokenChain(entry.cooperative, entry.number)
            heads[entry.cooperative], numbers[entry.cooperative] = entry.hash, entry.number
        return heads

    def heads(self) -> Sequence[Head]:
        """The last entry of each cooperative as it is now.

        Their `digest` stands in the manifest of each release, and they themselves in the
        workspace: `missing` tells later whether what was logged before a release is still there.
        """
        last = sa.select(AUDIT_LOG.c.cooperative, sa.func.max(AUDIT_LOG.c.number)).group_by(
            AUDIT_LOG.c.cooperative
        )
        numbered = sa.tuple_(AUDIT_LOG.c.cooperative, AUDIT_LOG.c.number)
        wanted = sa.select(AUDIT_LOG.c.cooperative, AUDIT_LOG.c.number, AUDIT_LOG.c.hash)
        with self._engine.begin() as connection:
            return sorted(
                list(row) for row in connection.execute(wanted.where(numbered.in_(last)))
            )

    def missing(self, heads: Iterable[Iterable[Head]]) -> list[bool]:
        """Of the heads of each time, whether one is there no more, or is another entry."""
        there = {(one.cooperative, one.number): one.hash for one in self.entries()}
        return [
            any(there.get((slug, number)) != found for slug, number, found in once)
            for once in heads
        ]


def digest(heads: Sequence[Head]) -> str:
    """One hash of some heads."""
    return hashlib.sha256(orjson.dumps(heads)).hexdigest()


def append(  # noqa: PLR0913 - what an entry says, by name
    connection: sa.Connection,
    action: str,
    cooperative: str = HUB,
    *,
    subject: str,
    outcome: str = "done",
    concerning: str | None = None,
) -> None:
    """Write an entry in the transaction of what it tells of, so that both happen or neither."""
    # two who append at once must not both follow the same entry
    hold(connection, f"audit {cooperative}")
    last = connection.execute(
        sa.select(AUDIT_LOG.c.number, AUDIT_LOG.c.hash)
        .where(AUDIT_LOG.c.cooperative == cooperative)
        .order_by(AUDIT_LOG.c.number.desc())
        .limit(1)
    ).one_or_none()
    entry = Entry(
        cooperative=cooperative,
        number=last.number + 1 if last else 1,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        subject=subject,
        action=action,
        outcome=outcome,
        concerning=concerning,
        previous_hash=last.hash if last else _FIRST,
        hash="",
    )
    connection.execute(sa.insert(AUDIT_LOG).values({**asdict(entry), "hash": _hash(entry)}))


def _hash(entry: Entry) -> str:
    told = {name: value for name, value in asdict(entry).items() if name != "hash"}
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()
