"""The workspace remembers imports, and which of them each table is read from."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from hub import migrate
from hub.stores import open_store
from hub.workspace import Import, Workspace


@pytest.fixture
def engine(store_url: str) -> Iterator[sa.Engine]:
    engine = open_store(store_url)
    migrate.upgrade(engine, "workspace")
    yield engine
    engine.dispose()


def imported(name: str, **rows: int) -> Import:
    return Import(
        id=name,
        cooperative="coop",
        commitment="c",
        created_at="2026-01-01T00:00:00+00:00",
        software_version="1",
        report={"totals": {}},
        rows=rows,
    )


def test_a_later_import_supersedes_table_by_table(engine: sa.Engine) -> None:
    workspace = Workspace(engine)
    workspace.record(imported("i1", members=3, bodies=1))
    workspace.record(imported("i2", members=4))
    assert workspace.current("coop") == {"bodies": "i1", "members": "i2"}
    assert workspace.cooperatives() == ["coop"]


def test_an_import_recorded_again_becomes_current_again_and_is_not_doubled(
    engine: sa.Engine,
) -> None:
    workspace = Workspace(engine)
    first = imported("i1", members=3)
    workspace.record(first)
    workspace.record(imported("i2", members=4))
    workspace.record(first)
    assert workspace.current("coop") == {"members": "i1"}
    assert workspace.import_ids("coop") == {"i1", "i2"}
    assert workspace.find("i1") == first


def test_an_unknown_import_is_none(engine: sa.Engine) -> None:
    assert Workspace(engine).find("i9") is None
    assert Workspace(engine).current("nobody") == {}
