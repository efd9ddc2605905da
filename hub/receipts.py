"""What is remembered of a person who was erased? That it was done, and nothing that names them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import sqlalchemy as sa

from hub import audit_log
from hub.workspace import ERASURES, IMPORT_TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One erasure.

    Attributes:
        person: keyed hash of the pseudonym: whoever holds key and pseudonym recognises it.
        number: counts the erasures of the same person, who may have joined again.
        begun_at: UTC, ISO 8601.
        finished_at: the same; None where a killed erasure has yet to be finished.
        files: the files that were rewritten, as `import/table`.
    """

    cooperative: str
    person: str
    number: int
    begun_at: str
    finished_at: str | None
    files: Sequence[str]


class Receipts:
    """Reads and writes receipts; each method is one transaction."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def erased(self, cooperative: str) -> frozenset[str]:
        """The keyed hashes of everybody who was erased."""
        with self._engine.begin() as connection:
            return frozenset(
                connection.scalars(
                    sa.select(ERASURES.c.person).where(ERASURES.c.cooperative == cooperative)
                )
            )

    def last(self, cooperative: str, person: str) -> Receipt | None:
        """The latest receipt of a person."""
        with self._engine.begin() as connection:
            row = connection.execute(
                sa.select(ERASURES)
                .where(ERASURES.c.cooperative == cooperative, ERASURES.c.person == person)
                .order_by(ERASURES.c.number.desc())
                .limit(1)
            ).one_or_none()
        return None if row is None else Receipt(**row._mapping)  # noqa: SLF001 - the public way to a row

    def begin(self, cooperative: str, person: str, files: Sequence[str]) -> Receipt:
        """Say which files are about to be rewritten; takes up what a killed erasure began."""
        last = self.last(cooperative, person)
        with self._engine.begin() as connection:
            if last is not None and last.finished_at is None:
                receipt = replace(last, files=sorted({*last.files, *files}))
                connection.execute(
                    sa.update(ERASURES).where(*_of(receipt)).values(files=receipt.files)
                )
                return receipt
            receipt = Receipt(
                cooperative=cooperative,
                person=person,
                number=1 if last is None else last.number + 1,
                begun_at=_now(),
                finished_at=None,
                files=list(files),
            )
            connection.execute(
                sa.insert(ERASURES).values(
                    {column.name: getattr(receipt, column.name) for column in ERASURES.c}
                )
            )
        return receipt

    def finish(self, receipt: Receipt, rows: Mapping[tuple[str, str], int]) -> None:
        """Say that it is done.

        Args:
            receipt: as begun.
            rows: import and table -> how many rows the rewritten file has.
        """
        with self._engine.begin() as connection:
            for (import_id, table), count in rows.items():
                connection.execute(
                    sa.update(IMPORT_TABLES)
                    .where(
                        IMPORT_TABLES.c.import_id == import_id,
                        IMPORT_TABLES.c.table_name == table,
                    )
                    .values(rows=count)
                )
            connection.execute(sa.update(ERASURES).where(*_of(receipt)).values(finished_at=_now()))
            # not of whom: what leads to a person does not belong where nothing is ever deleted
            audit_log.append(
                connection,
                "member:erase",
                receipt.cooperative,
                subject=audit_log.COMMAND_LINE,
                concerning=f"{len(receipt.files)} files",
            )


def _of(receipt: Receipt) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        ERASURES.c.cooperative == receipt.cooperative,
        ERASURES.c.person == receipt.person,
        ERASURES.c.number == receipt.number,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
