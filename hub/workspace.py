"""What does the hub remember of its imports? The confidential workspace database.

An import is never edited: a later one supersedes it table by table, and `current_tables` says
which import each table of a cooperative is read from now.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from hub.stores import hold

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

IMPORTS = sa.Table(
    "imports",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("cooperative", sa.Text, nullable=False),
    sa.Column("commitment", sa.Text, nullable=False),  # keyed hash of the files; goes public
    sa.Column("created_at", sa.Text, nullable=False),  # UTC, ISO 8601
    sa.Column("software_version", sa.Text, nullable=False),
    sa.Column("report", sa.JSON, nullable=False),
    sa.Index(None, "cooperative"),
    sqlite_strict=True,
)

IMPORT_TABLES = sa.Table(
    "import_tables",
    METADATA,
    sa.Column("import_id", sa.Text, sa.ForeignKey("imports.id"), primary_key=True),
    sa.Column("table_name", sa.Text, primary_key=True),
    sa.Column("rows", sa.BigInteger, nullable=False),
    sqlite_strict=True,
)

CURRENT_TABLES = sa.Table(
    "current_tables",
    METADATA,
    sa.Column("cooperative", sa.Text, primary_key=True),
    sa.Column("table_name", sa.Text, primary_key=True),
    sa.Column("import_id", sa.Text, sa.ForeignKey("imports.id"), nullable=False),
    sqlite_strict=True,
)


#: The releases that were made here: a shelf that lacks the latest was lost or exchanged.
PUBLISHED = sa.Table(
    "published",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("release_id", sa.Text, nullable=False),
    sa.Column("audit_heads", sa.JSON(none_as_null=True)),  # of which the release has the hash
    sqlite_strict=True,
)

#: People who were erased: a keyed hash of each pseudonym, and which files were rewritten.
ERASURES = sa.Table(
    "erasures",
    METADATA,
    sa.Column("cooperative", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("begun_at", sa.Text, nullable=False),  # UTC, ISO 8601
    sa.Column("finished_at", sa.Text),
    sa.Column("files", sa.JSON, nullable=False),
    sqlite_strict=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One import as recorded.

    Attributes:
        commitment: HMAC of the files' hashes under the cooperative's key: the cooperative can
            prove later what it pushed, and nobody else can test a guess against it.
        rows: rows per canonical table.
    """

    id: str
    cooperative: str
    commitment: str
    created_at: str
    software_version: str
    report: Mapping[str, Any]
    rows: Mapping[str, int]


class Workspace:
    """Reads and writes import records; each method is one transaction."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @property
    def engine(self) -> sa.Engine:
        """The database, for what else is kept in it."""
        return self._engine

    def find(self, import_id: str) -> Import | None:
        """The import of that id, or None."""
        with self._engine.begin() as connection:
            row = connection.execute(
                sa.select(IMPORTS).where(IMPORTS.c.id == import_id)
            ).one_or_none()
            if row is None:
                return None
            rows = connection.execute(
                sa.select(IMPORT_TABLES.c.table_name, IMPORT_TABLES.c.rows).where(
                    IMPORT_TABLES.c.import_id == import_id
                )
            )
            return Import(**row._mapping, rows=_pairs(rows))  # noqa: SLF001 - the public way to a row

    def import_ids(self, cooperative: str) -> frozenset[str]:
        """Every import recorded for a cooperative."""
        with self._engine.begin() as connection:
            return frozenset(
                connection.scalars(
                    sa.select(IMPORTS.c.id).where(IMPORTS.c.cooperative == cooperative)
                )
            )

    def cooperatives(self) -> Sequence[str]:
        """The slugs that have current tables, in alphabetical order."""
        with self._engine.begin() as connection:
            return connection.scalars(
                sa.select(CURRENT_TABLES.c.cooperative)
                .distinct()
                .order_by(CURRENT_TABLES.c.cooperative)
            ).all()

    def current(self, cooperative: str) -> Mapping[str, str]:
        """Table name -> the import it is read from now."""
        with self._engine.begin() as connection:
            return current_tables(connection, cooperative)

    def last_published(self) -> str | None:
        """The id of the last release that was made here; None before the first."""
        with self._engine.begin() as connection:
            return last_published(connection)

    def record(self, imported: Import) -> None:
        """Record an import, unless it is recorded already, and make its tables current."""
        with self._engine.begin() as connection:
            held_tables(connection, imported.cooperative)
            keep(connection, imported)
            make_current(
                connection, imported.cooperative, dict.fromkeys(imported.rows, imported.id)
            )


def last_published(connection: sa.Connection) -> str | None:
    """The id of the last release that was made here; None before the first."""
    return connection.scalar(
        sa.select(PUBLISHED.c.release_id).order_by(PUBLISHED.c.number.desc()).limit(1)
    )


def current_tables(connection: sa.Connection, cooperative: str) -> Mapping[str, str]:
    """Table name -> the import it is read from now."""
    rows = connection.execute(
        sa.select(CURRENT_TABLES.c.table_name, CURRENT_TABLES.c.import_id)
        .where(CURRENT_TABLES.c.cooperative == cooperative)
        .order_by(CURRENT_TABLES.c.table_name)
    )
    return _pairs(rows)


def held_tables(connection: sa.Connection, cooperative: str) -> Mapping[str, str]:
    """The same, and nobody else changes it in this transaction.

    Whoever decides by it what is to be current must ask so: otherwise a publication and an import
    by command, at the same instant, each undo what the other one did.
    """
    hold(connection, f"current tables of {cooperative}")
    return current_tables(connection, cooperative)


def keep(connection: sa.Connection, imported: Import) -> None:
    """Record an import, unless it is recorded already; what is current stays."""
    known = connection.scalar(sa.select(sa.func.count()).where(IMPORTS.c.id == imported.id))
    if known:
        return
    connection.execute(
        sa.insert(IMPORTS).values(
            {column.name: getattr(imported, column.name) for column in IMPORTS.c}
        )
    )
    connection.execute(
        sa.insert(IMPORT_TABLES),
        [
            {"import_id": imported.id, "table_name": name, "rows": count}
            for name, count in imported.rows.items()
        ],
    )


def make_current(
    connection: sa.Connection, cooperative: str, tables: Mapping[str, str | None]
) -> None:
    """Say from which import each table is read from now on; None: the table is there no more.

    Call after `held_tables`.
    """
    connection.execute(
        sa.delete(CURRENT_TABLES).where(
            CURRENT_TABLES.c.cooperative == cooperative,
            CURRENT_TABLES.c.table_name.in_(list(tables)),
        )
    )
    rows = [
        {"cooperative": cooperative, "table_name": name, "import_id": import_id}
        for name, import_id in tables.items()
        if import_id is not None
    ]
    if rows:
        connection.execute(sa.insert(CURRENT_TABLES), rows)


def base_of(connection: sa.Connection, import_id: str) -> Mapping[str, str | None]:
    """Table of which an import holds additions and changes -> the import that they went onto."""
    report = connection.scalar(sa.select(IMPORTS.c.report).where(IMPORTS.c.id == import_id))
    base: Mapping[str, str | None] = (report or {}).get("onto", {})
    return base


def recorded_at(connection: sa.Connection, import_id: str) -> str:
    """When an import was recorded, UTC, ISO 8601; empty where it is not."""
    at = connection.scalar(sa.select(IMPORTS.c.created_at).where(IMPORTS.c.id == import_id))
    return at or ""


def forget(connection: sa.Connection, import_id: str) -> None:
    """Take an import out of the records; its tables must not be current."""
    connection.execute(sa.delete(IMPORT_TABLES).where(IMPORT_TABLES.c.import_id == import_id))
    connection.execute(sa.delete(IMPORTS).where(IMPORTS.c.id == import_id))


def remember_published(
    connection: sa.Connection,
    number: int,
    release_id: str,
    audit_heads: Sequence[Any] | None = None,
) -> bool:
    """Remember that a release was made; False where it is remembered already."""
    known = connection.scalar(sa.select(sa.func.count()).where(PUBLISHED.c.number == number))
    if known:
        return False
    told = {"number": number, "release_id": release_id, "audit_heads": audit_heads}
    connection.execute(sa.insert(PUBLISHED).values(told))
    return True


def _pairs(rows: Iterable[Any]) -> dict[str, Any]:
    """Rows of two columns, as a mapping from the first to the second."""
    return {row[0]: row[1] for row in rows}
