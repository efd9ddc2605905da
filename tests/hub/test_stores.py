"""The stores behave the same on SQLite and PostgreSQL."""

import pytest
import sqlalchemy as sa

from hub.releases import shelf
from hub.stores import open_store


def test_every_shelf_table_is_made_on_both_databases(store_url: str) -> None:
    engine = open_store(store_url)
    shelf.METADATA.create_all(engine)
    assert set(sa.inspect(engine).get_table_names()) == set(shelf.METADATA.tables)
    engine.dispose()


def test_a_read_only_store_never_writes(store_url: str) -> None:
    engine = open_store(store_url)
    shelf.METADATA.create_all(engine)
    engine.dispose()
    reader = open_store(store_url, read_only=True)
    with pytest.raises(sa.exc.SQLAlchemyError, match=r"read-?only"), reader.begin() as connection:
        connection.execute(sa.text("CREATE TABLE t (a INTEGER)"))
    reader.dispose()


def test_a_sqlite_column_refuses_a_value_of_another_type(tmp_path: object) -> None:
    engine = open_store(f"sqlite:///{tmp_path}/s.db")
    shelf.METADATA.create_all(engine)
    with pytest.raises(sa.exc.IntegrityError, match="cannot store TEXT"), engine.begin() as one:
        one.exec_driver_sql("INSERT INTO releases VALUES ('r', 'one', '', '', NULL, '', '')")
    engine.dispose()
