"""A database is brought to the newest schema once, and says whether it is there."""

from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from hub import migrate
from hub.releases import shelf
from hub.stores import open_store


def test_a_new_database_is_not_current_until_upgraded(store_url: str) -> None:
    engine = open_store(store_url)
    assert not migrate.is_current(engine, "shelf")
    migrate.upgrade(engine, "shelf")
    assert migrate.is_current(engine, "shelf")
    assert set(shelf.METADATA.tables) < set(sa.inspect(engine).get_table_names())
    engine.dispose()


def test_two_that_upgrade_at_once_both_end_current(store_url: str) -> None:
    engines = [open_store(store_url) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda engine: migrate.upgrade(engine, "workspace"), engines))
    assert migrate.is_current(engines[0], "workspace")
    for engine in engines:
        engine.dispose()
