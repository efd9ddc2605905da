"""How is a database opened? The same way on SQLite and on PostgreSQL.

SQLite runs in WAL mode with STRICT tables and takes its write lock when a transaction begins, so
that two writers queue instead of failing half-way. Measured against `synchronous=NORMAL`, FULL
costs one fsync per commit; a release or an import commits once, so durability comes first.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import ConnectionPoolEntry

from hub.isolation import isolate

# STRICT tables accept five type names only: each portable type is told which one it is.
_STRICT: dict[str, tuple[type[sa.types.TypeEngine[Any]], ...]] = {
    "TEXT": (sa.JSON, sa.Date, sa.DateTime, sa.String, sa.Text, sa.Numeric),
    "INTEGER": (sa.Boolean, sa.BigInteger, sa.SmallInteger),
    "REAL": (sa.Float, sa.Double),
}

#: Seconds that a locked SQLite file is waited for.
_WAITS = 10

#: So many steps of SQLite's machine lie between two looks at the clock: well under a millisecond.
_STEPS = 5_000

#: How many connections a PostgreSQL store that is read keeps open, and as many for busy moments.
READERS = 10

#: PostgreSQL's word for a statement that was stopped.
_CANCELED = "57014"

#: PostgreSQL's words for a table and a database that are not there.
_NEVER_MADE = frozenset({"42P01", "3D000"})

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    f"busy_timeout={_WAITS * 1000}",
    "foreign_keys=ON",
)


def _name_types() -> None:
    for name, types in _STRICT.items():
        for portable in types:
            compiles(portable, "sqlite")(lambda _type, _compiler, name=name, **_: name)


_name_types()


class _Replaced(DisconnectionError):
    """The file at this address is no longer the one that was opened; its place is looked at."""


def open_store(url: str, *, read_only: bool = False, seconds: float | None = None) -> sa.Engine:
    """An engine for one of the hub's databases.

    Args:
        url: an SQLAlchemy URL, `sqlite:///FILE` or `postgresql+psycopg://...`.
        read_only: SQLite opens the file read-only; PostgreSQL makes every transaction read-only.
            The public API always opens the shelf this way. Each statement is its own transaction,
            and a file that was put in the place of another is found at the next statement.
        seconds: of a read-only store, how long one statement may take; None for any time. A
            statement that takes longer is stopped: `was_stopped` knows its error.
    """
    where = sa.make_url(url)
    if where.get_backend_name() == "sqlite":
        return _read_sqlite(where, seconds) if read_only else _open_sqlite(where)
    if read_only:
        return _read_postgresql(where, seconds)
    engine = sa.create_engine(where, pool_pre_ping=True)
    isolate(engine)
    return engine


@contextmanager
def opened(url: str, *, read_only: bool = False) -> Iterator[sa.Engine]:
    """An engine as `open_store` gives it, until the block ends."""
    engine = open_store(url, read_only=read_only)
    try:
        yield engine
    finally:
        engine.dispose()


def hold(connection: sa.Connection, name: str) -> None:
    """Hold a name until the transaction ends; whoever else asks for it waits until then.

    On SQLite whoever writes is alone already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(name))))


def was_stopped(error: Exception) -> bool:
    """Whether a statement was stopped because it took too long."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT
    return getattr(cause, "sqlstate", None) == _CANCELED


def was_never_made(error: Exception) -> bool:
    """Whether there is no database at the address, or one in which no table was made yet."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        return code == sqlite3.SQLITE_CANTOPEN or str(cause).startswith("no such table")
    return getattr(cause, "sqlstate", None) in _NEVER_MADE


def _open_sqlite(where: sa.URL) -> sa.Engine:
    Path(where.database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(where)
    _prepare(engine, _PRAGMAS)

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _prepare(engine: sa.Engine, pragmas: Iterable[str]) -> None:
    @sa.event.listens_for(engine, "connect")
    def _connected(connection: DBAPIConnection, _record: object) -> None:
        # SQLAlchemy, not the driver, says when a transaction begins
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def _read_sqlite(where: sa.URL, seconds: float | None) -> sa.Engine:
    file = Path(where.database or "")
    # a URI has signs of its own
    engine = sa.create_engine(f"sqlite:///file:{quote(str(file))}?mode=ro&uri=true")
    waits = _WAITS if seconds is None else min(_WAITS, seconds)
    _prepare(engine, (f"busy_timeout={round(waits * 1000)}", "query_only=ON"))

    @sa.event.listens_for(engine, "connect")
    def _opened(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        record.info["file"] = _which(file)
        record.info["ends"] = None
        if seconds is not None:
            connection.set_progress_handler(lambda: _is_over(record), _STEPS)

    @sa.event.listens_for(engine, "checkout")
    def _taken(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        if record.info["file"] != _which(file):
            raise _Replaced
        if seconds is not None:
            record.info["ends"] = time.monotonic() + seconds

    return engine


def _which(file: Path) -> tuple[int, int] | None:
    """Which file stands at an address; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_over(record: ConnectionPoolEntry) -> bool:
    return record.info["ends"] is not None and time.monotonic() > record.info["ends"]


def _read_postgresql(where: sa.URL, seconds: float | None) -> sa.Engine:
    engine = sa.create_engine(
        where,
        isolation_level="AUTOCOMMIT",
        pool_reset_on_return=None,
        pool_size=READERS,
        max_overflow=READERS,
    )

    @sa.event.listens_for(engine, "connect")
    def _opened(connection: DBAPIConnection, _record: object) -> None:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute("SET default_transaction_read_only = on")
        if seconds is not None:
            cursor.execute(f"SET statement_timeout = {round(seconds * 1000)}")
        cursor.close()

    return engine
