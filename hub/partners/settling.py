"""What becomes of a proposal when a command publishes the same records? It is published too.

Whoever holds the data folder may import the files that a partner sent, and make a release, without
anybody's approval. From then on the proposal is no longer open: the records are public, and to
approve it would change nothing.
"""

import shutil
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from hub.partners.pushes import Push, PushState, change_by_command, held_in
from hub.partners.recall import every_release
from hub.previous import imports_of
from hub.releases.release import Release
from hub.releases.writer import Written
from hub.settings import Settings
from hub.stores import opened
from hub.workspace import base_of

#: In these, people have yet to decide.
_OPEN = (PushState.READY, PushState.PROPOSED)


def settle(settings: Settings, written: Written | None = None) -> Sequence[str]:
    """Say of every import that is ready or proposed, and whole in the last release, that it is.

    Called after each release; where that was not to be, the next one makes it good.

    Args:
        settings: of the hub.
        written: what came of the release; where an earlier one stands, it is the release of the
            imports that were read now, too.

    Returns:
        The imports, by cooperative.
    """
    releases = every_release(settings)
    if not releases:
        return []
    manifest = releases[0].manifest["imports"]
    stands = written is not None and written.release_id == releases[0].id
    now = written.read if written is not None and stands else {}
    there = {one["import"] for one in manifest} | {
        one for tables in now.values() for one in tables.values()
    }
    with opened(settings.workspace_url) as engine, engine.begin() as connection:
        settled = [
            push
            for push in held_in(connection, there, _OPEN)
            if _is_whole(push, imports_of(releases[0].manifest, push.cooperative))
            or _is_whole(push, now.get(push.cooperative, {}))
        ]
        for push in settled:
            change_by_command(
                connection,
                push,
                state=PushState.PUBLISHED,
                release_id=releases[0].id,
                replaced=_replaced(connection, push, releases),
                annotated=None,
            )
    for push in settled:
        # it has members' rows in it, and there is nothing left to correct
        shutil.rmtree(settings.annotated / push.folder, ignore_errors=True)
    return [push.id for push in settled]


def _tables(push: Push) -> Sequence[str]:
    return list((push.outcome or {})["rows"])


def _is_whole(push: Push, read: Mapping[str, str]) -> bool:
    """Whether every table of it is among those that were read: table -> import."""
    return all(read.get(table) == push.id for table in _tables(push))


def _replaced(
    connection: sa.Connection, push: Push, releases: Sequence[Release]
) -> Mapping[str, str | None]:
    """Its tables -> what they are read from again, should it be withdrawn."""
    base = base_of(connection, push.id)
    return {
        table: base[table] if table in base else _before(push, table, releases)
        for table in _tables(push)
    }


def _before(push: Push, table: str, releases: Sequence[Release]) -> str | None:
    """From which import the last release was made that was not made from this one."""
    read = (imports_of(one.manifest, push.cooperative).get(table) for one in releases)
    return next((one for one in read if one != push.id), None)
