"""The database itself keeps each cooperative's rows from everybody else."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from hub import isolation, migrate
from hub.access import HUB
from hub.agreements import Agreements
from hub.audit_log import AuditLog
from hub.intake import import_upload
from hub.intake_desk import State
from hub.isolation import BY_COOPERATIVE, BY_PARENT, SETTING, within
from hub.publish import publish_release
from hub.releases.reader import Shelf
from hub.settings import Settings
from hub.stores import open_store
from hub.terminal import NotGranted, as_problem
from hub.workspace import CURRENT_TABLES, IMPORT_TABLES, IMPORTS, Import, Workspace
from hub.workspace_tables import METADATA
from tests.hub.test_agreements import terms

TODAY = date(2026, 1, 1)

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "run-on-postgresql.md"


def execute(url: sa.URL, statements: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements.split(";"):
            if statement.strip():
                connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture(scope="module")
def urls(postgresql: sa.URL) -> dict[str, sa.URL]:
    """Databases and roles made with the very statements of the guide; none is a superuser."""
    first, second, third = re.findall(r"```sql\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    execute(postgresql, first)
    found = {
        "workspace": postgresql.set(username="hub_workspace", database="workspace"),
        "shelf": postgresql.set(username="hub_shelf", database="shelf"),
        "reader": postgresql.set(username="hub_reader", database="shelf"),
        "stranger": postgresql.set(username="hub_reader", database="workspace"),
        "serving": postgresql.set(username="hub_serving", database="workspace"),
    }
    for store in ("workspace", "shelf"):
        engine = open_store(text(found[store]))
        migrate.upgrade(engine, store)
        engine.dispose()
    execute(found["shelf"], second)
    execute(found["workspace"], third)
    return found


def text(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)


@pytest.fixture
def engine(urls: dict[str, sa.URL]) -> Iterator[sa.Engine]:
    engine = open_store(text(urls["workspace"]))
    yield engine
    engine.dispose()


@pytest.fixture
def imports(engine: sa.Engine) -> list[str]:
    """One import of each of two cooperatives."""
    for slug in ("smart", "rail"):
        Workspace(engine).record(
            Import(
                id=f"i-{slug}",
                cooperative=slug,
                commitment="c",
                created_at="2026-01-01T00:00:00+00:00",
                software_version="1",
                report={"canary": slug},
                rows={"members": 3},
            )
        )
    return ["i-rail", "i-smart"]


def test_every_table_that_says_whose_a_row_is_is_listed() -> None:
    own = {name for name, table in METADATA.tables.items() if "cooperative" in table.c}
    assert own == set(BY_COOPERATIVE)
    assert list(BY_COOPERATIVE) == sorted(BY_COOPERATIVE)
    parts = {
        table.name
        for table in METADATA.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in own and table.name not in own
    }
    assert parts == set(BY_PARENT)


def test_every_listed_table_is_held_by_the_database_its_owner_too(engine: sa.Engine) -> None:
    forced = sa.text("SELECT relname FROM pg_class WHERE relforcerowsecurity")
    with engine.begin() as connection:
        assert set(connection.scalars(forced)) == {*BY_COOPERATIVE, *BY_PARENT}
        isolation.enforce(connection)  # a second time changes nothing


def test_no_view_sees_more_than_whoever_asks_it(engine: sa.Engine) -> None:
    views = sa.text(
        "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') "
        "AND relnamespace = 'public'::regnamespace "
        "AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)"
    )
    with engine.begin() as connection:
        assert connection.scalars(views).all() == []


@pytest.mark.parametrize(
    "table", [IMPORTS, IMPORT_TABLES, CURRENT_TABLES], ids=lambda one: one.name
)
def test_rows_of_others_are_not_there(
    engine: sa.Engine, imports: list[str], table: sa.Table
) -> None:
    column = table.c.id if table is IMPORTS else table.c.import_id
    seen = {}
    for scope in ((HUB,), ("smart",), ("rail", "smart"), ("smart-2",), ("s",), ()):
        with within(*scope), engine.begin() as connection:
            seen[scope] = sorted(connection.scalars(sa.select(column).where(column.in_(imports))))
    assert seen == {
        (HUB,): imports,
        ("smart",): ["i-smart"],
        ("rail", "smart"): imports,
        ("smart-2",): [],
        ("s",): [],
        (): [],
    }


@pytest.mark.usefixtures("imports")
def test_a_transaction_that_says_nothing_sees_nothing(urls: dict[str, sa.URL]) -> None:
    plain = sa.create_engine(urls["workspace"])
    everything = sa.select(IMPORTS.c.id)
    with plain.begin() as connection:
        assert connection.scalars(everything).all() == []
    with plain.begin() as connection:
        connection.execute(sa.select(sa.func.set_config(SETTING, HUB, True)))  # noqa: FBT003 - SQL
        assert {"i-rail", "i-smart"} <= set(connection.scalars(everything))
    # the setting has ended with its transaction
    with plain.begin() as connection:
        assert connection.scalars(everything).all() == []
    plain.dispose()


@pytest.mark.usefixtures("imports")
def test_rows_of_others_cannot_be_written(engine: sa.Engine) -> None:
    with within("smart"):
        with engine.begin() as connection:
            changed = connection.execute(
                sa.update(IMPORTS).where(IMPORTS.c.id == "i-rail").values(commitment="x")
            )
            assert changed.rowcount == 0
        with pytest.raises(sa.exc.ProgrammingError, match="row-level security"):
            Agreements(engine).record("rail", terms(valid_from=TODAY, valid_until=None))
        with pytest.raises(sa.exc.ProgrammingError, match="row-level security"):
            AuditLog(engine).append("import:push", "rail", subject="c-1")
    assert AuditLog(engine).entries("rail") == []


def test_a_scope_ends_with_its_block_also_when_it_fails(
    engine: sa.Engine, imports: list[str]
) -> None:
    def fail() -> None:
        with within("smart"), within():
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert Workspace(engine).import_ids("smart") >= {imports[1]}


def test_from_an_export_to_a_release_by_roles_that_own_nothing_of_the_workspace(
    urls: dict[str, sa.URL], upload: Path, tmp_path: Path
) -> None:
    settings = Settings.read(
        tmp_path / "data",
        {
            "INTERCOOP_WORKSPACE_URL": text(urls["serving"]),
            "INTERCOOP_SHELF_URL": text(urls["shelf"]),
        },
    )
    with within("essai"):
        done = import_upload(settings, upload, "essai", progress=lambda *_: None)
    assert done.state is State.STORED
    engine = open_store(settings.workspace_url)
    # the two invented imports of other tests have no files to release
    with engine.begin() as connection:
        connection.execute(
            sa.delete(CURRENT_TABLES).where(CURRENT_TABLES.c.cooperative != "essai")
        )
    engine.dispose()
    written = publish_release(settings, progress=lambda *_: None)
    shelf = open_store(text(urls["reader"]), read_only=True)
    latest = Shelf(shelf).latest()
    assert latest is not None
    assert latest.id == written.release_id
    shelf.dispose()


def test_the_public_sides_role_reads_the_shelf_and_nothing_else(urls: dict[str, sa.URL]) -> None:
    reader = sa.create_engine(urls["reader"])
    for refused in ("DELETE FROM releases", "CREATE TABLE mine (a int)", "SET ROLE hub_shelf"):
        with pytest.raises(sa.exc.ProgrammingError), reader.begin() as connection:
            connection.exec_driver_sql(refused)
    reader.dispose()
    stranger = sa.create_engine(urls["stranger"])
    with pytest.raises(sa.exc.OperationalError, match="permission denied"):
        stranger.connect()
    stranger.dispose()


@pytest.mark.usefixtures("imports")
def test_the_role_that_works_in_the_workspace_switches_nothing_off(
    urls: dict[str, sa.URL],
) -> None:
    engine = open_store(text(urls["serving"]))
    AuditLog(engine).append("import:push", "smart", subject="c-1")
    for refused in (
        "ALTER TABLE imports DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE imports NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY isolation ON imports",
        "ALTER TABLE audit_log DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_log_written_once ON audit_log",
        "UPDATE audit_log SET subject = 'c-2'",
        "DELETE FROM audit_log",
        "TRUNCATE audit_log",
        "UPDATE alembic_version SET version_num = '0001'",
        "SET ROLE hub_workspace",
    ):
        with (
            pytest.raises(sa.exc.ProgrammingError, match=r"permission denied|must be owner") as no,
            engine.begin() as connection,
        ):
            connection.exec_driver_sql(refused)
        assert isinstance(as_problem(no.value), NotGranted)
    with within("smart"), engine.begin() as connection:
        assert connection.scalars(sa.select(IMPORTS.c.id)).all() == ["i-smart"]
    engine.dispose()


def test_a_schema_that_is_older_is_said_to_the_role_that_may_not_change_it(
    postgresql: sa.URL, urls: dict[str, sa.URL]
) -> None:
    execute(postgresql, "CREATE DATABASE older OWNER hub_workspace")
    engine = open_store(text(urls["serving"].set(database="older")))
    with pytest.raises(sa.exc.ProgrammingError) as refused:
        migrate.upgrade(engine, "workspace")
    assert "intercoop migrate" in as_problem(refused.value).next_step
    engine.dispose()


def test_a_role_that_is_held_to_nothing_is_known(
    urls: dict[str, sa.URL], postgresql: sa.URL, tmp_path: Path
) -> None:
    execute(postgresql, "CREATE ROLE hub_passing LOGIN BYPASSRLS")
    own = urls["workspace"]
    for url, bypassed in (
        (own, False),
        (own.set(username="hub_passing", database="postgres"), True),
        (own.set(username=postgresql.username), True),
        (sa.make_url(f"sqlite:///{tmp_path / 'workspace.db'}"), False),
    ):
        engine = open_store(text(url))
        assert isolation.is_bypassed(engine) is bypassed
        engine.dispose()
