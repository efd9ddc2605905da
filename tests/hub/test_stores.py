"""The stores behave the same on SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from hub.releases import shelf
from hub.stores import hold, open_store, opened, was_never_made, was_stopped


def test_every_shelf_table_is_made_on_both_databases(store_url: str) -> None:
    engine = open_store(store_url)
    shelf.METADATA.create_all(engine)
    assert set(sa.inspect(engine).get_table_names()) == set(shelf.METADATA.tables)
    engine.dispose()


def test_whoever_asks_for_a_name_that_is_held_waits_and_for_another_does_not(
    store_url: str,
) -> None:
    order = []

    def second(engine: sa.Engine) -> None:
        with engine.begin() as connection:
            hold(connection, "one")
            order.append("second")

    with opened(store_url) as engine, ThreadPoolExecutor(1) as pool:
        with engine.begin() as connection:
            hold(connection, "one")
            waiting = pool.submit(second, engine)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.2)
            order.append("first")
        waiting.result()
    assert order == ["first", "second"]


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


def test_a_statement_that_takes_too_long_is_stopped_and_the_next_is_not(store_url: str) -> None:
    engine = open_store(store_url)
    shelf.METADATA.create_all(engine)
    engine.dispose()
    reader = open_store(store_url, read_only=True, seconds=0.2)
    endless = sa.select(sa.literal(1).label("i")).cte("n", recursive=True)
    endless = endless.union_all(sa.select(endless.c.i + 1))
    with pytest.raises(sa.exc.DBAPIError) as raised, reader.connect() as connection:
        connection.execute(sa.select(sa.func.max(endless.c.i)))
    assert was_stopped(raised.value)
    with reader.connect() as connection:
        assert connection.execute(sa.text("SELECT 1")).scalar_one() == 1
    reader.dispose()


def test_another_failure_is_no_stop(store_url: str) -> None:
    engine = open_store(store_url)
    with pytest.raises(sa.exc.DBAPIError) as raised, engine.connect() as connection:
        connection.execute(sa.text("SELECT nothing FROM nowhere"))
    assert not was_stopped(raised.value)
    engine.dispose()


def test_a_database_that_was_never_made_is_told_from_one_that_fails(store_url: str) -> None:
    engine = open_store(store_url)
    for words, never in (("SELECT 1 FROM nowhere", True), ("SELECT nothing", False)):
        with pytest.raises(sa.exc.DBAPIError) as raised, engine.connect() as connection:
            connection.execute(sa.text(words))
        assert was_never_made(raised.value) is never
    engine.dispose()


def test_a_file_that_is_not_there_was_never_made(tmp_path: Path) -> None:
    reader = open_store(f"sqlite:///{tmp_path}/none.db", read_only=True)
    with pytest.raises(sa.exc.OperationalError) as raised, reader.connect():
        pass
    assert was_never_made(raised.value)


def test_a_file_in_the_place_of_another_is_the_one_that_is_read(tmp_path: Path) -> None:
    for name in ("here", "there"):
        engine = open_store(f"sqlite:///{tmp_path / name}.db")
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE said (name TEXT)")
            connection.exec_driver_sql("INSERT INTO said VALUES (?)", (name,))
        engine.dispose()
    reader = open_store(f"sqlite:///{tmp_path / 'here'}.db", read_only=True)

    def said() -> str:
        with reader.connect() as connection:
            return str(connection.exec_driver_sql("SELECT name FROM said").scalar_one())

    assert said() == "here"
    (tmp_path / "there.db").replace(tmp_path / "here.db")
    assert said() == "there"
    (tmp_path / "here.db").rename(tmp_path / "away.db")
    with pytest.raises(sa.exc.OperationalError):
        said()
    (tmp_path / "away.db").rename(tmp_path / "here.db")
    assert said() == "there"
    reader.dispose()
