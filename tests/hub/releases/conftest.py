"""What do the tests of releases share? An empty shelf, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from hub import migrate
from hub.stores import open_store


@pytest.fixture
def engine(store_url: str) -> Iterator[sa.Engine]:
    engine = open_store(store_url)
    migrate.upgrade(engine, "shelf")
    yield engine
    engine.dispose()
