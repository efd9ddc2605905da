"""The database's clock tells seconds since 1970, on both databases."""

import time

import pytest
import sqlalchemy as sa

from hub.database_time import NOW
from hub.stores import open_store


def test_it_is_now(store_url: str) -> None:
    engine = open_store(store_url)
    with engine.begin() as connection:
        assert connection.scalar(sa.select(NOW)) == pytest.approx(time.time(), abs=5)
    engine.dispose()
