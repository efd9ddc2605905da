"""How is a database opened? The same way on SQLite and on PostgreSQL.

SQLite runs in WAL mode with STRICT tables and takes its write lock when a transaction begins, so
that two writers queue instead of failing half-way. Measured against `synchronous=NORMAL`, FULL
costs one fsync per commit; a release or an import commits once, so durability comes first.
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.compiler import compiles

from hub.isolation import isolate

# STRICT tables accept five type names only: each portable type is told which one it is.
_STRICT: dict[str, tuple[type[sa.types.TypeEngine[Any]], ...]] = {
    "TEXT": (sa.JSON, sa.Date, sa.DateTime, sa.String, sa.Text, sa.Numeric),
    "INTEGER": (sa.Boolean, sa.BigInteger, sa.SmallInteger),
    "REAL": (sa.Float, sa.Double),
}

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=10000",
    "foreign_keys=ON",
)


def _name_types() -> None:
    for name, types in _STRICT.items():
        for portable in types:
            compiles(portable, "sqlite")(lambda _type, _compiler, name=name, **_: name)


_name_types()


def open_store(url: str, *, read_only: bool = False) -> sa.Engine:
    """An engine for one of the hub's databases.

    Args:
        url: an SQLAlchemy URL, `sqlite:///FILE` or `postgresql+psycopg://...`.
        read_only: SQLite opens the file read-only; PostgreSQL makes every transaction read-only.
            The public API always opens the shelf this way.
    """
    where = sa.make_url(url)
    if where.get_backend_name() == "sqlite":
        return _open_sqlite(where, read_only=read_only)
    engine = sa.create_engine(where, pool_pre_ping=True)
    if read_only:
        return engine.execution_options(postgresql_readonly=True)
    isolate(engine)
    return engine


def _open_sqlite(where: sa.URL, *, read_only: bool) -> sa.Engine:
    file = Path(where.database or "")
    if read_only:
        engine = sa.create_engine(f"sqlite:///file:{file}?mode=ro&uri=true")
        begin = "BEGIN"
        pragmas: tuple[str, ...] = ("busy_timeout=10000", "query_only=ON")
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(where)
        begin, pragmas = "BEGIN IMMEDIATE", _PRAGMAS

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _record: object) -> None:
        # SQLAlchemy, not the driver, says when a transaction begins
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
