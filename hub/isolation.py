"""Whose rows may a transaction touch? On PostgreSQL the database itself holds everybody to it.

Every workspace table that says whose a row is has FORCE ROW LEVEL SECURITY. A transaction names
its cooperatives in `app.cooperative`, for itself alone; without that it sees nothing. A command or
a worker acts for the hub until it says otherwise; a request of a partner, for that partner's
cooperatives only, and one of nobody in particular for none. SQLite has no such thing: there it
is the code alone that asks for the right rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import sqlalchemy as sa

from hub.access import HUB

#: The setting of a transaction: short names, between commas; `*` for every cooperative.
SETTING = "app.cooperative"

#: Tables with the column `cooperative`, in alphabetical order; a test finds what is missing.
BY_COOPERATIVE = (
    "account_roles",
    "agreements",
    "audit_log",
    "choices",
    "clients",
    "current_tables",
    "erasures",
    "imports",
    "jobs",
    "pushes",
)

#: Tables whose rows belong to a row of another table: column, and the table whose `id` it is.
BY_PARENT = {"import_tables": ("import_id", "imports")}

_SCOPE: ContextVar[str] = ContextVar("cooperatives", default=HUB)


@contextmanager
def within(*cooperatives: str) -> Iterator[None]:
    """Let transactions of this context touch these cooperatives only.

    Args:
        *cooperatives: slugs; none at all for nothing, `hub.access.HUB` for everything.
    """
    before = _SCOPE.set(",".join(sorted(cooperatives)))
    try:
        yield
    finally:
        _SCOPE.reset(before)


def isolate(engine: sa.Engine) -> None:
    """Make every transaction of a PostgreSQL engine say whose rows it may touch."""
    if engine.dialect.name != "postgresql":
        return

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        said = connection.exec_driver_sql(
            "SELECT set_config(%s, %s, true)", (SETTING, _SCOPE.get())
        )
        # in a transaction that reads in portions nothing is said before it is fetched
        said.scalar_one()


def enforce(connection: sa.Connection) -> None:
    """Turn row-level security on for every listed table that is there and has none yet."""
    if connection.dialect.name != "postgresql":
        return
    found = connection.execute(
        sa.text(
            "SELECT relname, relforcerowsecurity FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
        )
    )
    there = {row.relname: row.relforcerowsecurity for row in found}
    conditions = dict.fromkeys(BY_COOPERATIVE, _own()) | {
        table: _of_parent(column, parent) for table, (column, parent) in BY_PARENT.items()
    }
    for table, condition in conditions.items():
        if there.get(table) is False:
            connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            # the owner too, which is the role that the hub itself uses
            connection.exec_driver_sql(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            connection.exec_driver_sql(f"CREATE POLICY isolation ON {table} USING ({condition})")


def is_bypassed(engine: sa.Engine) -> bool:
    """Whether PostgreSQL holds the hub's own role to nothing, as it does a superuser."""
    if engine.dialect.name != "postgresql":
        return False
    asked = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    with engine.begin() as connection:
        return bool(connection.exec_driver_sql(asked).scalar_one())


def _own() -> str:
    """The condition that a row is of one of the transaction's cooperatives."""
    named = f"string_to_array(current_setting('{SETTING}', true), ',')"
    return f"'{HUB}' = ANY ({named}) OR cooperative = ANY ({named})"


def _of_parent(column: str, parent: str) -> str:
    """The condition that the row it belongs to may be seen, which the parent's policy decides."""
    # both names stand in this file
    return f"EXISTS (SELECT 1 FROM {parent} WHERE {parent}.id = {column})"  # noqa: S608
