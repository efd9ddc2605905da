"""Is a database at the schema that this software knows? And how does it get there?"""

from pathlib import Path
from typing import Literal

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from hub import isolation

Store = Literal["workspace", "shelf"]

_FOLDER = Path(__file__).parents[1] / "migrations"


def configuration(store: Store, connection: sa.Connection | None = None) -> Config:
    """Alembic's settings for one store, without a file of their own."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER / store))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: sa.Engine, store: Store) -> None:
    """Bring a database to the newest schema, in one transaction.

    Two processes that start together queue for the same lock, and the second finds nothing to do.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(store))))
        command.upgrade(configuration(store, connection), "head")
        if store == "workspace":
            isolation.enforce(connection)


def is_current(engine: sa.Engine, store: Store) -> bool:
    """Whether a database has exactly the schema that this software knows."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    wanted = ScriptDirectory.from_config(configuration(store)).get_heads()
    return set(found) == set(wanted)
