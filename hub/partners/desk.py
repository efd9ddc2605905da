"""Whose import may somebody look at, or decide on? Their own cooperatives', by their roles."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from hub.access import Actor, Permission
from hub.agreements import NoAgreement, require
from hub.fingerprint import IMPORT_ID
from hub.partners.problems import Refused
from hub.partners.pushes import Push, find, held
from hub.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a partner's requests are dealt with.

    Attributes:
        engine: the workspace.
    """

    settings: Settings
    engine: sa.Engine


def allow(actor: Actor, permission: Permission, cooperative: str) -> None:
    """Go on if the actor may.

    Raises:
        Refused: they may not.
    """
    if not actor.may(permission, cooperative):
        raise Refused("not_allowed", cooperative=cooperative, permission=permission.value)


def agreed(desk: Desk, cooperative: str) -> None:
    """Go on if an agreement lets the hub take the cooperative's records in today.

    Raises:
        Refused: there is none in force.
    """
    with desk.engine.begin() as connection:
        still_agreed(connection, cooperative)


def still_agreed(connection: sa.Connection, cooperative: str) -> None:
    """The same, in the transaction of what is decided on records that are here already.

    Raises:
        Refused: there is none in force any more.
    """
    try:
        require(connection, cooperative, datetime.now(UTC).date())
    except NoAgreement as problem:
        raise Refused("no_agreement", cooperative=cooperative) from problem


def own(connection: sa.Connection, actor: Actor, import_id: str) -> Push:
    """An import that the actor may look at.

    Raises:
        Refused: there is none, or it is somebody else's, which is the same answer.
    """
    # whatever else is asked for is not even looked up: a database has texts that it cannot compare
    found = find(connection, import_id) if re.fullmatch(IMPORT_ID, import_id) else None
    return _own(found, actor)


def own_to_change(
    connection: sa.Connection, actor: Actor, import_id: str, permission: Permission
) -> Push:
    """An import that the actor may do something with; nobody else changes it meanwhile.

    Raises:
        Refused: there is none, it is somebody else's, or they may look at it only.
    """
    push = own(connection, actor, import_id)
    allow(actor, permission, push.cooperative)
    return held(connection, push.id)


def _own(push: Push | None, actor: Actor) -> Push:
    if push is None or not actor.may(Permission.COOPERATIVE_IMPORTS_READ, push.cooperative):
        raise Refused("no_such_import")
    return push
