"""What does an import add to, and which one adds to it? Additions hold the rows they go onto."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from hub.partners.problems import Refused
from hub.partners.pushes import Push, PushState, find
from hub.workspace import base_of, current_tables, recorded_at

#: In these, a push has taken the place of what was current.
MADE_CURRENT = frozenset({PushState.APPROVED, PushState.PUBLISHED})


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


def is_overtaken(connection: sa.Connection, push: Push) -> bool:
    """Whether other records are current than those that a draft was held against when read."""
    if push.state not in {PushState.READY, PushState.PROPOSED}:
        return False
    current = current_tables(connection, push.cooperative)
    against: Mapping[str, str | None] = (push.outcome or {}).get("against", {})
    return any(current.get(table) not in {was, push.id} for table, was in against.items())


def must_be_last(connection: sa.Connection, push: Push) -> None:
    """Go on if no import that is current holds its records.

    Raises:
        Refused: one does, and would go on holding them.
    """
    later = adding_to(connection, push.cooperative, push.id)
    if later is None:
        return
    other = find(connection, later)
    if other is None or other.state not in MADE_CURRENT:
        day = recorded_at(connection, later)[:10]
        raise Refused("commands_add_to_it", later=later, day=day)
    names = ", ".join(str(file["name"]) for file in other.files)
    raise Refused("others_add_to_it", later=f"{names} ({later})")


def adding_to(connection: sa.Connection, cooperative: str, import_id: str) -> str | None:
    """The current import that was added to another, and holds its records."""
    for table, later in current_tables(connection, cooperative).items():
        if import_id in _below(connection, table, later):
            return later
    return None


def _below(connection: sa.Connection, table: str, import_id: str) -> Iterator[str]:
    """The imports that one was added to, the latest first."""
    below = base_of(connection, import_id).get(table)
    while below is not None:
        yield below
        below = base_of(connection, below).get(table)
