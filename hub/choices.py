"""What does the hub remember of a cooperative's choices of columns, words and files?"""

from collections.abc import Collection
from datetime import UTC, datetime

import sqlalchemy as sa

from connectors.choices import checked
from connectors.contract import OF_FILE, About, Choice
from connectors.headers import plain
from connectors.pack import find_packs
from hub.workspace import METADATA

#: What is meant by these is a code, and not a column.
_CODED = frozenset({About.WORD, About.ENCODING, About.SEPARATOR})

CHOICES = sa.Table(
    "choices",
    METADATA,
    sa.Column("cooperative", sa.Text, primary_key=True),
    sa.Column("system", sa.Text, primary_key=True),
    sa.Column("table_name", sa.Text, primary_key=True),
    sa.Column("about", sa.Text, primary_key=True),  # a column, a word, or a file
    sa.Column("of_field", sa.Text, primary_key=True),  # of a word; empty otherwise
    sa.Column("said", sa.Text, primary_key=True),  # header, word or file, as compared
    sa.Column("meant", sa.Text, nullable=False),  # column, code, or nothing
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
                meant=choice.code if choice.about in _CODED else choice.field,
                chosen_by=by,
                chosen_at=datetime.now(UTC).isoformat(timespec="seconds"),
            )
        )


def forget(connection: sa.Connection, cooperative: str, choice: Choice) -> None:
    """Forget a choice as it was remembered."""
    connection.execute(sa.delete(CHOICES).where(*_of(cooperative, choice)))


def together(
    remembered_ones: Collection[Choice], said: Collection[Choice], files: Collection[str]
) -> tuple[Choice, ...]:
    """What an upload is read with.

    Args:
        remembered_ones: what people of the cooperative said before.
        said: of this upload alone, as it is compared; of the same file it goes before the other.
        files: the names of its files; what was said of others says nothing of it.
    """
    own = {(one.about, one.said) for one in said if one.about in OF_FILE}
    there = {plain(name) for name in files}
    kept = [one for one in remembered_ones if (one.about, one.said) not in own]
    return tuple(
        one
        for one in (*kept, *said)
        if one.about not in OF_FILE or one.said.partition("/")[0] in there
    )


def _of(cooperative: str, choice: Choice) -> tuple[sa.ColumnElement[bool], ...]:
    if choice.about in OF_FILE:
        # a file is one table of one system, in one encoding, with one separator
        return (
            CHOICES.c.cooperative == cooperative,
            CHOICES.c.about == choice.about,
            CHOICES.c.said == choice.said,
        )
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
    about = About(row.about)
    coded = about in _CODED
    return Choice(
        system=row.system,
        table=row.table_name,
        about=about,
        field=row.of_field if coded else row.meant,
        said=row.said,
        code=row.meant if coded else "",
    )
