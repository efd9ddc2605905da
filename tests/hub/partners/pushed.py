"""What do tests of single files of the partner side share? Pushes as they might have become."""

from typing import Any

import sqlalchemy as sa

from hub.access import Actor
from hub.partners.desk import Desk
from hub.partners.pushes import Push, Sent, change, find, held, receive
from hub.workspace import Import, keep
from tests.hub.partners.conftest import ACTORS

ANN: Actor = ACTORS["ann"]
BOB: Actor = ACTORS["bob"]
EVE: Actor = ACTORS["eve"]
SAM: Actor = ACTORS["sam"]
BOT: Actor = ACTORS["bot"]


def id_of(number: int) -> str:
    return f"i{number:016x}"


def sent(number: int, *, folder: str = "folder", cooperative: str = "essai") -> Sent:
    return Sent(
        import_id=id_of(number),
        cooperative=cooperative,
        language="en",
        folder=folder,
        files=[{"name": "members.csv", "kept": "kept", "size": 3}],
        meant=None,
    )


def push_of(desk: Desk, number: int = 1, **columns: Any) -> Push:  # noqa: ANN401 - values of any column
    """A push that ann sent, with these columns changed by the hub."""
    with desk.engine.begin() as connection:
        push, _ = receive(connection, sent(number, folder=f"folder-{number}"), ANN)
        if columns:
            change(connection, push, None, **columns)
        return held(connection, push.id)


def now(desk: Desk, number: int = 1) -> Push:
    with desk.engine.begin() as connection:
        push = find(connection, id_of(number))
    assert push is not None
    return push


def recorded(connection: sa.Connection, number: int, at: str = "2999-01-01T00:00:00") -> None:
    """An import of members that is recorded, after every push where nothing else is said."""
    keep(
        connection,
        Import(
            id=id_of(number),
            cooperative="essai",
            commitment="",
            created_at=f"{at}+00:00",
            software_version="0",
            report={"totals": {}},
            rows={"members": 3},
        ),
    )
