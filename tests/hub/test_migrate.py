"""A database is brought to the newest schema once, and says whether it is there."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import sqlalchemy as sa
from alembic import command

from hub import migrate
from hub.migration_steps import configuration
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


def test_a_shelf_with_releases_goes_up_and_down_with_what_it_holds(store_url: str) -> None:
    engine = open_store(store_url)
    migrate.upgrade(engine, "shelf")
    with engine.begin() as connection:
        command.downgrade(configuration("shelf", connection), "0001")
        tables = sa.MetaData()
        tables.reflect(connection, only=["releases", "observations"])
        release: dict[str, object] = {
            "id": "first", "number": 1, "created_at": "2025-01-01", "content_hash": "0",
            "software_version": "1",
        }  # fmt: skip
        release["manifest"] = "{}" if engine.dialect.name == "sqlite" else {}
        connection.execute(tables.tables["releases"].insert().values(release))
        words = {
            column.name: "x"
            for column in tables.tables["observations"].columns
            if not column.nullable and column.name not in {"position", "contested"}
        }
        said: dict[str, object] = {
            **words,
            "release_id": "first",
            "position": 0,
            "contested": False,
        }
        said["comparability"] = "[]" if engine.dialect.name == "sqlite" else []
        connection.execute(tables.tables["observations"].insert().values(said))
    migrate.upgrade(engine, "shelf")
    with engine.begin() as connection:
        [row] = connection.execute(sa.select(shelf.OBSERVATIONS)).all()
        assert (row.indicator, row.held_from, row.key_id) == ("x", None, None)
        command.downgrade(configuration("shelf", connection), "0001")
        [kept] = connection.execute(sa.text("SELECT indicator FROM observations")).all()
        assert kept.indicator == "x"
    assert "cells" not in sa.inspect(engine).get_table_names()
    engine.dispose()


def test_nobody_else_on_the_machine_reads_the_workspace(tmp_path: Path) -> None:
    for before in ("a new one", "one that an earlier version made"):
        engine = open_store(f"sqlite:///{tmp_path / 'workspace.db'}")
        migrate.upgrade(engine, "workspace")
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS more (one TEXT) STRICT")
            rights = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
        engine.dispose()
        assert set(rights) == {"workspace.db", "workspace.db-wal", "workspace.db-shm"}, before
        assert set(rights.values()) == {0o600}, before
        (tmp_path / "workspace.db").chmod(0o644)


def test_the_shelf_is_for_everybody(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        engine = open_store(f"sqlite:///{tmp_path / 'shelf.db'}")
        migrate.upgrade(engine, "shelf")
        engine.dispose()
    finally:
        os.umask(before)
    assert (tmp_path / "shelf.db").stat().st_mode & 0o777 == 0o644
