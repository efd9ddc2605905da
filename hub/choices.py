"""What does the hub remember of a cooperative's choices of columns and words?"""

from collections.abc import Collection
from datetime import UTC, datetime

import sqlalchemy as sa

from connectors.choices import checked
from connectors.contract import About, Choice
from connectors.pack import find_packs
from hub.workspace import METADATA

CHOICES = sa.Table(
    "choices",
    METADATA,
    sa.Column("cooperative", sa.Text, primary_key=True),
    sa.Column("system", sa.Text, primary_key=True),
    sa.Column("table_name", sa.Text, primary_key=True),
    sa.Column("about", sa.Text, primary_key=True),  # a column, or a word
    sa.Column("of_field", sa.Text, primary_key=True),  # of a word; empty for a column
    sa.Column("said", sa.Text, primary_key=True),  # header or word, as it is compared
    sa.Column("meant", sa.Text, nullable=False),  # canonical column, or code
    sa.Column("chosen_by", sa.Text, nullable=False),  # an opaque name
    sa.Column("chosen_at", sa.Text, nullable=False),  # UTC, ISO 8601
    sqlite_strict=True,
)


def remembered(connection: sa.Connection, cooperative: str) -> tuple[Choice, ...]:
    """Every choice of a cooperative, in order."""
    rows = connection.execute(sa.select(CHOICES).where(CHOICES.c.cooperative == cooperative))
    return tuple(sorted(_choice(row) for row in rows))


def remember(
    connection: sa.Connection, cooperative: str, choices: Collection[Choice], by: str
) -> None:
    """Remember choices for this upload and the next; what was said before of the same gives way.

    Args:
        connection: to the workspace.
        cooperative: whose files they are about.
        choices: as said.
        by: the opaque name of who chose.

    Raises:
        ImpossibleChoice: one of them could not be followed; none is remembered.
    """
    packs = find_packs()
    for choice in [checked(one, packs) for one in choices]:
        connection.execute(sa.delete(CHOICES).where(*_of(cooperative, choice)))
        word = choice.about is About.WORD
        connection.execute(
            sa.insert(CHOICES).values(
                cooperative=cooperative,
                system=choice.system,
                table_name=choice.table,
                about=choice.about,
                of_field=choice.field if word else "",
                said=choice.said,
                meant=choice.code if word else choice.field,
                chosen_by=by,
                chosen_at=datetime.now(UTC).isoformat(timespec="seconds"),
            )
        )


def forget(connection: sa.Connection, cooperative: str, choice: Choice) -> None:
    """Forget a choice as it was remembered."""
    connection.execute(sa.delete(CHOICES).where(*_of(cooperative, choice)))


def _of(cooperative: str, choice: Choice) -> tuple[sa.ColumnElement[bool], ...]:
    of_field = choice.field if choice.about is About.WORD else ""
    return (
        CHOICES.c.cooperative == cooperative,
        CHOICES.c.system == choice.system,
        CHOICES.c.table_name == choice.table,
        CHOICES.c.about == choice.about,
        CHOICES.c.of_field == of_field,
        CHOICES.c.said == choice.said,
    )


def _choice(row: sa.Row[*tuple[object, ...]]) -> Choice:
    word = row.about == About.WORD
    return Choice(
        system=row.system,
        table=row.table_name,
        about=About(row.about),
        field=row.of_field if word else row.meant,
        said=row.said,
        code=row.meant if word else "",
    )
