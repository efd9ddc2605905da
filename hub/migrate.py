"""Is a database at the schema that this software knows? And how does it get there?

What Alembic has noted in the database is read without it: it takes longer to load than all of an
import's own code, and is needed only where a step is due.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from hub import isolation
from hub.stores import hold, opened

Store = Literal["workspace", "shelf"]

#: Holds one folder per store; Alembic's own files and ours, which are numbered in order.
FOLDER = Path(__file__).parents[1] / "migrations"
_NOTED = sa.table("alembic_version", sa.column("version_num"))
_DIGITS = 4
#: Rights of a file that is its owner's alone, and those that others may have.
_OWN, _OTHERS = 0o600, 0o077


def upgrade(engine: sa.Engine, store: Store) -> None:
    """Bring a database to the newest schema, in one transaction.

    Two processes that start together queue for the same lock, and the second finds nothing to do.
    """
    if store == "workspace":
        _keep_to_oneself(engine)
    with engine.begin() as connection:
        hold(connection, store)
        if _noted(connection) != newest(store):
            from hub.migration_steps import run  # noqa: PLC0415 - see the head of this file

            run(connection, store)
        if store == "workspace":
            isolation.enforce(connection)


@contextlib.contextmanager
def upgraded(url: str, store: Store) -> Iterator[sa.Engine]:
    """A database at the schema of this software, until the block ends."""
    with opened(url) as engine:
        upgrade(engine, store)
        yield engine


def is_current(engine: sa.Engine, store: Store) -> bool:
    """Whether a database has exactly the schema that this software knows."""
    with engine.connect() as connection:
        return _noted(connection) == newest(store)


def newest(store: Store) -> str:
    """The last step: the digits that its file's name begins with."""
    return max(file.name[:_DIGITS] for file in (FOLDER / store / "versions").glob("[0-9]*.py"))


def _keep_to_oneself(engine: sa.Engine) -> None:
    """Let nobody else on the machine read a confidential SQLite file, or those beside it."""
    if engine.dialect.name != "sqlite" or engine.url.database in {None, "", ":memory:"}:
        return
    file = Path(str(engine.url.database))
    if not file.exists():
        file.touch(mode=_OWN)
    for one in (file, *(file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm"))):
        # where it is somebody else's, they decide
        with contextlib.suppress(FileNotFoundError, PermissionError):
            if one.stat().st_mode & _OTHERS:
                one.chmod(_OWN)


def _noted(connection: sa.Connection) -> str | None:
    """The last step that a database has taken; None before the first."""
    if not sa.inspect(connection).has_table(_NOTED.name):
        return None
    return connection.scalar(sa.select(_NOTED.c.version_num))
