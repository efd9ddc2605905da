"""What was written down stays as it was written, and a change is seen."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from hub import migrate
from hub.audit_log import AUDIT_LOG, AuditLog, BrokenChain, digest
from hub.stores import open_store


@pytest.fixture
def engine(store_url: str) -> Iterator[sa.Engine]:
    engine = open_store(store_url)
    migrate.upgrade(engine, "workspace")
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine: sa.Engine) -> AuditLog:
    written = AuditLog(engine)
    written.append("import:push", "smart", subject="c-1", concerning="i-1")
    written.append("import:push", "rail", subject="c-2", outcome="refused")
    written.append("import:propose", "smart", subject="p-1", concerning="i-1")
    written.append("client:add")
    return written


def unguarded(engine: sa.Engine) -> None:
    """As somebody does who owns the database."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE audit_log DISABLE TRIGGER ALL")
        else:
            for name in ("update", "delete", "replace"):
                connection.exec_driver_sql(f"DROP TRIGGER audit_log_no_{name}")


def test_each_cooperative_has_a_chain_of_its_own(log: AuditLog) -> None:
    numbered = [(one.cooperative, one.number, one.action) for one in log.entries()]
    assert sorted(numbered) == [
        ("*", 1, "client:add"),
        ("rail", 1, "import:push"),
        ("smart", 1, "import:push"),
        ("smart", 2, "import:propose"),
    ]
    heads = log.verify()
    assert set(heads) == {"*", "rail", "smart"}
    assert log.verify("smart") == {"smart": heads["smart"]}


@pytest.mark.parametrize(
    "statement",
    [
        sa.update(AUDIT_LOG).values(outcome="done"),
        sa.delete(AUDIT_LOG),
        sa.delete(AUDIT_LOG).where(AUDIT_LOG.c.number == 2),
    ],
    ids=["update", "delete all", "delete one"],
)
def test_the_database_refuses_to_change_or_delete(
    engine: sa.Engine, log: AuditLog, statement: sa.Executable
) -> None:
    before = log.entries()
    with pytest.raises(sa.exc.DBAPIError, match="written once"), engine.begin() as connection:
        connection.execute(statement)
    assert log.entries() == before


def test_an_entry_cannot_be_replaced(engine: sa.Engine, log: AuditLog) -> None:
    replace = "INSERT OR REPLACE" if engine.dialect.name == "sqlite" else "INSERT"
    row = "('smart', 1, 'now', 'p-9', 'nothing', 'done', NULL, '0', '0')"
    with pytest.raises(sa.exc.DBAPIError), engine.begin() as connection:
        connection.exec_driver_sql(f"{replace} INTO audit_log VALUES {row}")
    assert log.entries("smart")[0].subject == "c-1"


@pytest.mark.parametrize(
    "change",
    [
        sa.update(AUDIT_LOG).where(AUDIT_LOG.c.number == 1).values(subject="c-9"),
        sa.update(AUDIT_LOG).where(AUDIT_LOG.c.number == 2).values(at="2020-01-01"),
        sa.delete(AUDIT_LOG).where(AUDIT_LOG.c.number == 1),
    ],
    ids=["who", "when", "removed"],
)
def test_a_change_by_whoever_owns_the_database_is_seen(
    engine: sa.Engine, log: AuditLog, change: sa.Update | sa.Delete
) -> None:
    unguarded(engine)
    with engine.begin() as connection:
        connection.execute(change.where(AUDIT_LOG.c.cooperative == "smart"))
    with pytest.raises(BrokenChain, match="'smart'"):
        log.verify()
    assert set(log.verify("rail")) == {"rail"}


def test_what_was_cut_off_at_the_end_is_seen_by_whoever_noted_the_head(
    engine: sa.Engine, log: AuditLog
) -> None:
    noted = log.verify()
    unguarded(engine)
    with engine.begin() as connection:
        connection.execute(sa.delete(AUDIT_LOG).where(AUDIT_LOG.c.number == 2))
    assert log.verify() != noted


def test_twenty_who_write_at_once_make_one_chain(engine: sa.Engine) -> None:
    log = AuditLog(engine)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: log.append("import:push", "smart", subject="c-1"), range(20)))
    assert [one.number for one in log.entries("smart")] == list(range(1, 21))
    assert set(log.verify()) == {"smart"}


def test_the_digest_changes_with_every_entry_and_not_otherwise(log: AuditLog) -> None:
    before = digest(log.heads())
    assert digest(log.heads()) == before
    log.append("import:withdraw", "rail", subject="p-2")
    assert digest(log.heads()) != before


def test_a_head_of_before_is_there_until_it_is_cut_off(engine: sa.Engine, log: AuditLog) -> None:
    heads = log.heads()
    log.append("import:withdraw", "rail", subject="p-2")
    assert log.missing([heads, []]) == [False, False]
    unguarded(engine)
    with engine.begin() as connection:
        connection.execute(sa.delete(AUDIT_LOG).where(AUDIT_LOG.c.number == 2))
    assert log.missing([heads]) == [True]
    log.append("import:push", "smart", subject="c-1")  # the chain goes on as if nothing had been
    log.verify()
    assert log.missing([heads]) == [True]
