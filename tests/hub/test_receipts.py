"""A receipt is begun before anything is rewritten, and ended once."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from hub import migrate
from hub.receipts import Receipts
from hub.stores import open_store
from hub.workspace import Import, Workspace


@pytest.fixture
def engine(store_url: str) -> Iterator[sa.Engine]:
    engine = open_store(store_url)
    migrate.upgrade(engine, "workspace")
    yield engine
    engine.dispose()


def test_what_a_killed_erasure_began_is_taken_up(engine: sa.Engine) -> None:
    receipts = Receipts(engine)
    receipts.begin("coop", "p", ["i1/members", "i2/members"])
    again = receipts.begin("coop", "p", ["i2/members"])
    assert (again.number, again.files) == (1, ["i1/members", "i2/members"])
    receipts.finish(again, {})
    last = receipts.last("coop", "p")
    assert last is not None
    assert last.finished_at is not None


def test_a_person_erased_again_has_another_receipt(engine: sa.Engine) -> None:
    receipts = Receipts(engine)
    receipts.finish(receipts.begin("coop", "p", ["i1/members"]), {})
    assert receipts.begin("coop", "p", ["i3/members"]).number == 2
    assert receipts.erased("coop") == {"p"}
    assert receipts.erased("other") == frozenset()
    assert receipts.last("coop", "q") is None


def test_the_rows_of_a_rewritten_table_are_counted_anew(engine: sa.Engine) -> None:
    workspace, receipts = Workspace(engine), Receipts(engine)
    workspace.record(
        Import(
            id="i1",
            cooperative="coop",
            commitment="c",
            created_at="2026-01-01T00:00:00+00:00",
            software_version="1",
            report={"totals": {}},
            rows={"members": 3, "bodies": 1},
        )
    )
    receipts.finish(receipts.begin("coop", "p", ["i1/members"]), {("i1", "members"): 2})
    found = workspace.find("i1")
    assert found is not None
    assert found.rows == {"members": 2, "bodies": 1}
