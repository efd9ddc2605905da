"""How does a database take the steps to another schema? Alembic takes them."""

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from hub.migrate import FOLDER, Store


def configuration(store: Store, connection: sa.Connection | None = None) -> Config:
    """Alembic's settings for one store, without a file of their own."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER / store))
    config.attributes["connection"] = connection
    return config


def run(connection: sa.Connection, store: Store) -> None:
    """Take every step that is due, in the caller's transaction."""
    command.upgrade(configuration(store, connection), "head")
