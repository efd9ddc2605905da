"""What does an import add to, and which one adds to it? Additions hold the rows they go onto."""

from collections.abc import Iterator

import sqlalchemy as sa

from hub.partners.problems import Refused
from hub.partners.pushes import Push
from hub.workspace import base_of, current_tables


def is_stale(connection: sa.Connection, push: Push) -> bool:
    """Whether what it adds to is no longer current.

    Made current, it would undo what came since.
    """
    current = current_tables(connection, push.cooperative)
    base = base_of(connection, push.id)
    return any(current.get(table) != import_id for table, import_id in base.items())


def must_stand(connection: sa.Connection, push: Push) -> None:
    """Go on if what it adds to is still current.

    Raises:
        Refused: it is not.
    """
    if is_stale(connection, push):
        raise Refused("base_changed", **{"import": push.id})


def must_be_last(connection: sa.Connection, push: Push) -> None:
    """Go on if no import that is current holds its records.

    Raises:
        Refused: one does, and would go on holding them.
    """
    for table, import_id in current_tables(connection, push.cooperative).items():
        if push.id in _below(connection, table, import_id):
            raise Refused("others_add_to_it", later=import_id)


def _below(connection: sa.Connection, table: str, import_id: str) -> Iterator[str]:
    """The imports that one was added to, the latest first."""
    below = base_of(connection, import_id).get(table)
    while below is not None:
        yield below
        below = base_of(connection, below).get(table)
