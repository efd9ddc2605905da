"""Which work is waiting, under way, or done? Leased jobs, in one table of the workspace.

Whoever claims a job holds it for some seconds and says so again and again; whoever falls silent
loses it, and anyone may take it up. What the work wrote is committed in the transaction that
finishes the job, so that a job done twice has been done once. Times are the database's own:
workers need no common clock, and no name that outlives them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from hub.database_time import NOW
from hub.problem import Problem
from hub.workspace import METADATA

#: A job that ended badly so often is not tried again.
MOST_ATTEMPTS = 3

JOBS = sa.Table(
    "jobs",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("cooperative", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False, unique=True),  # the same work has the same key
    sa.Column("subject", sa.Text, nullable=False),  # what it is about, such as an import
    sa.Column("arguments", sa.JSON, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("owner", sa.Text),
    # seconds since 1970; a job that waits for another attempt may be claimed from then on
    sa.Column("lease_until", sa.Double, nullable=False),
    sa.Column("heartbeat_at", sa.Double),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("stage", sa.Text),
    sa.Column("done", sa.BigInteger, nullable=False),
    sa.Column("total", sa.BigInteger, nullable=False),
    sa.Column("moved_at", sa.Double),  # when stage or progress last changed
    sa.Column("revision", sa.Integer, nullable=False),  # counts what a reader can see change
    sa.Column("cancel_requested", sa.Boolean, nullable=False),
    sa.Column("outcome", sa.JSON(none_as_null=True)),
    sa.Column("created_at", sa.Double, nullable=False),
    sa.Column("finished_at", sa.Double),
    sa.Index(None, "state", "lease_until"),
    sa.Index(None, "subject"),
    sqlite_strict=True,
)


class LostLease(Problem):
    """The work took longer than it said it would, and somebody else has taken it up."""

    def __init__(self) -> None:
        super().__init__(
            "this job has been taken up by another worker, or was ended",
            "Nothing is to be done: the other one finishes it",
        )


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


_OPEN = (JobState.QUEUED, JobState.RUNNING)

#: Nobody holds it: its lease has run out, or was written by a clock that was turned back since,
#: by more seconds than any worker is silent. Whoever does hold it says so again at once.
_FREE = sa.or_(JOBS.c.lease_until <= NOW, JOBS.c.heartbeat_at > NOW + 60.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be done.

    Attributes:
        key: an order whose key is there already is not taken again.
        subject: what it is about, such as an import's id.
    """

    kind: str
    cooperative: str
    key: str
    subject: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job as it was when it was read.

    Attributes:
        attempt: how often it has been begun.
        silent: seconds since its worker was last heard of; None before anyone claimed it.
        still: seconds since its stage or progress changed; a stuck stage shows here.
        overdue: whether anyone may take it up: it waits, or its worker fell silent.
    """

    id: int
    kind: str
    cooperative: str
    key: str
    subject: str
    arguments: Mapping[str, Any]
    state: JobState
    owner: str | None
    attempt: int
    stage: str | None
    done: int
    total: int
    revision: int
    cancel_requested: bool
    outcome: Mapping[str, Any] | None
    silent: float | None
    still: float | None
    overdue: bool

    @property
    def is_open(self) -> bool:
        """Whether anything is still to come."""
        return self.state in _OPEN


_SEEN = sa.select(
    *(JOBS.c[name] for name in Job.__dataclass_fields__ if name in JOBS.c),
    (NOW - JOBS.c.heartbeat_at).label("silent"),
    (NOW - JOBS.c.moved_at).label("still"),
    _FREE.label("overdue"),
)


def enqueue(connection: sa.Connection, order: Order) -> bool:
    """Add a job in the caller's transaction; False where one with the key is there already."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    added = connection.scalar(
        insert(JOBS)
        .values(
            kind=order.kind,
            cooperative=order.cooperative,
            key=order.key,
            subject=order.subject,
            arguments=dict(order.arguments),
            state=JobState.QUEUED,
            lease_until=0.0,
            attempt=0,
            done=0,
            total=0,
            revision=0,
            cancel_requested=False,
            created_at=NOW,
        )
        .on_conflict_do_nothing()
        .returning(JOBS.c.id)
    )
    return added is not None


def finish(
    connection: sa.Connection,
    job: Job,
    outcome: Mapping[str, Any],
    state: JobState = JobState.DONE,
) -> None:
    """End a job in the transaction that holds what its work wrote.

    Raises:
        LostLease: it is no longer this owner's; the caller's transaction must not be committed.
    """
    ended = connection.execute(
        sa.update(JOBS)
        .where(*_held(job))
        .values(
            state=state,
            outcome=dict(outcome),
            finished_at=NOW,
            revision=JOBS.c.revision + 1,
        )
    )
    if ended.rowcount != 1:
        raise LostLease


def confirm(connection: sa.Connection, job: Job) -> None:
    """Make sure that a job is still this owner's while the transaction lasts.

    Raises:
        LostLease: it is not.
    """
    kept = connection.execute(sa.update(JOBS).where(*_held(job)).values(heartbeat_at=NOW))
    if kept.rowcount != 1:
        raise LostLease


class Jobs:
    """Claims jobs, keeps them, and looks at them; each method is one transaction.

    Args:
        engine: the workspace.
        lease: for how many seconds a job is held without a word of its worker.
    """

    def __init__(self, engine: sa.Engine, *, lease: float = 30.0) -> None:
        self._engine = engine
        self._lease = lease

    def claim(self, owner: str, kinds: Collection[str]) -> Job | None:
        """Take the oldest job that waits or whose worker fell silent; None where there is none.

        Args:
            owner: a name that no other worker has, used for this one claim.
            kinds: the kinds that the worker knows.
        """
        free = (
            sa.select(JOBS.c.id)
            .where(
                JOBS.c.state.in_(_OPEN),
                _FREE,
                JOBS.c.attempt < MOST_ATTEMPTS,
                JOBS.c.kind.in_(list(kinds)),
            )
            .order_by(JOBS.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)  # SQLite leaves it out: its writers queue anyway
        )
        with self._engine.begin() as connection:
            taken = connection.scalar(
                sa.update(JOBS)
                .where(JOBS.c.id == free.scalar_subquery())
                .values(
                    state=JobState.RUNNING,
                    owner=owner,
                    lease_until=NOW + self._lease,
                    heartbeat_at=NOW,
                    moved_at=NOW,
                    attempt=JOBS.c.attempt + 1,
                    stage=None,
                    done=0,
                    total=0,
                    revision=JOBS.c.revision + 1,
                )
                .returning(JOBS.c.id)
            )
            return None if taken is None else _find(connection, JOBS.c.id == taken)

    def beat(self, job: Job, progress: tuple[str, int, int] | None) -> bool:
        """Hold a job longer, and say how far it is; answers whether it is to be cancelled.

        Raises:
            LostLease: it is no longer this owner's.
        """
        now: dict[str, Any] = {"lease_until": NOW + self._lease, "heartbeat_at": NOW}
        if progress is not None:
            stage, done, total = progress
            now |= {"stage": stage, "done": done, "total": total, "moved_at": NOW}
            now |= {"revision": JOBS.c.revision + 1}
        with self._engine.begin() as connection:
            cancelled = connection.scalar(
                sa.update(JOBS).where(*_held(job)).values(now).returning(JOBS.c.cancel_requested)
            )
        if cancelled is None:
            raise LostLease
        return bool(cancelled)

    def put_back(self, job: Job, *, after: float, attempt: int) -> None:
        """Let anyone take a job up again, unless it was lost already.

        Args:
            job: as claimed.
            after: so many seconds from now.
            attempt: how often it counts as begun.
        """
        with self._engine.begin() as connection:
            connection.execute(
                sa.update(JOBS)
                .where(*_held(job))
                .values(
                    state=JobState.QUEUED,
                    owner=None,
                    lease_until=NOW + after,
                    attempt=attempt,
                    revision=JOBS.c.revision + 1,
                )
            )

    def worn_out(self) -> Sequence[Job]:
        """The jobs that ended badly too often, and that nobody holds."""
        with self._engine.begin() as connection:
            rows = connection.execute(
                _SEEN.where(
                    JOBS.c.state.in_(_OPEN),
                    _FREE,
                    JOBS.c.attempt >= MOST_ATTEMPTS,
                ).order_by(JOBS.c.id)
            )
            return [_job(row) for row in rows]

    def find(self, job_id: int) -> Job | None:
        """The job of that number."""
        with self._engine.begin() as connection:
            return _find(connection, JOBS.c.id == job_id)

    def by_key(self, key: str) -> Job | None:
        """The job of that key."""
        with self._engine.begin() as connection:
            return _find(connection, JOBS.c.key == key)


def latest(connection: sa.Connection, subject: str, kinds: Collection[str]) -> Job | None:
    """The job about something that was ordered last."""
    newest = (
        sa.select(sa.func.max(JOBS.c.id))
        .where(JOBS.c.subject == subject, JOBS.c.kind.in_(list(kinds)))
        .scalar_subquery()
    )
    return _find(connection, JOBS.c.id == newest)


def give_up(connection: sa.Connection, job: Job, outcome: Mapping[str, Any]) -> bool:
    """End a worn-out job that nobody holds; False where somebody ended it meanwhile."""
    ended = connection.execute(
        sa.update(JOBS)
        .where(
            JOBS.c.id == job.id,
            JOBS.c.state.in_(_OPEN),
            _FREE,
            JOBS.c.attempt >= MOST_ATTEMPTS,
        )
        .values(
            state=JobState.FAILED,
            outcome=dict(outcome),
            finished_at=NOW,
            revision=JOBS.c.revision + 1,
        )
    )
    return ended.rowcount == 1


def cancel(connection: sa.Connection, job: Job) -> JobState:
    """End a job that waits; ask the worker of one under way to stop.

    Returns:
        `CANCELLED` where it has ended so, `RUNNING` where its worker has been asked, or how it
        had ended before.
    """
    ended = connection.execute(
        sa.update(JOBS)
        .where(JOBS.c.id == job.id, JOBS.c.state == JobState.QUEUED)
        .values(state=JobState.CANCELLED, finished_at=NOW, revision=JOBS.c.revision + 1)
    )
    if ended.rowcount == 1:
        return JobState.CANCELLED
    connection.execute(
        sa.update(JOBS)
        .where(JOBS.c.id == job.id, JOBS.c.state == JobState.RUNNING)
        .values(cancel_requested=True, revision=JOBS.c.revision + 1)
    )
    return JobState(
        connection.execute(sa.select(JOBS.c.state).where(JOBS.c.id == job.id)).scalar_one()
    )


def _held(job: Job) -> tuple[sa.ColumnElement[bool], ...]:
    return (JOBS.c.id == job.id, JOBS.c.owner == job.owner, JOBS.c.state == JobState.RUNNING)


def _find(connection: sa.Connection, where: sa.ColumnElement[bool]) -> Job | None:
    row = connection.execute(_SEEN.where(where)).one_or_none()
    return None if row is None else _job(row)


def _job(row: sa.Row[*tuple[Any, ...]]) -> Job:
    read = dict(row._mapping)  # noqa: SLF001 - the public way to a row
    return Job(
        **{
            **read,
            "state": JobState(read["state"]),
            "overdue": bool(read["overdue"]),
            "cancel_requested": bool(read["cancel_requested"]),
        }
    )
