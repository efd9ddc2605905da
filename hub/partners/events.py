"""How does a partner watch an import as it moves? Server-sent events, which end by themselves.

Whoever watches is judged anew before anything is told, and every few seconds where nothing is:
once their token has expired, their session has ended or their role was taken away, so has the
stream. Why, they are told when they come again.
"""

import asyncio
import time
from collections.abc import AsyncIterator

import orjson
import sqlalchemy as sa
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import StreamingResponse

from hub.access import Actor, Permission
from hub.partners import looking
from hub.partners.endpoints import actor_of, desk_of, language_of

#: Seconds between two looks, between two signs of life, and until the reader comes again.
_LOOK, _QUIET, _LONGEST = 0.5, 15.0, 600.0
#: Seconds for which a reader to whom nothing is told is taken for who they were.
_BELIEVED = 3.0


class Stopping:
    """Lets everybody go when the hub stops."""

    def __init__(self) -> None:
        self.now = False

    def stop(self) -> None:
        """End every stream at its next look."""
        self.now = True


async def events(request: Request) -> StreamingResponse:
    """`GET /imports/{import}/events`.

    `progress` with the import as `GET /imports/{import}` answers it, whenever it changes; `end`
    with the same once nothing more will change without anyone's doing. A reader that comes back
    with `Last-Event-ID` is not told again what it knows.
    """
    watch = _Watch(request)
    # refused before anything is sent
    await watch.look()
    known = request.headers.get("last-event-id")
    stopping: Stopping = request.app.state.stopping
    return StreamingResponse(
        _told(watch, known, stopping),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


class _Watch:
    """One import, looked at again and again by whoever asked for it."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._actor = actor_of(request)
        self._import_id = request.path_params["import"]
        self._language = language_of(request)

    async def look(self) -> looking.Seen:
        """The import, which must be theirs."""
        desk = desk_of(self._request)
        return await run_in_threadpool(looking.look, desk, self._actor, self._import_id)

    async def may_see(self, one: looking.Seen) -> bool:
        """Whether whoever asked is still somebody who may look at it."""
        actor: Actor | None = await self._request.scope["actor_now"]()
        permission = Permission.COOPERATIVE_IMPORTS_READ
        return actor is not None and actor.may(permission, one.push.cooperative)

    def told(self, kind: str, mark: str, one: looking.Seen) -> bytes:
        """What there is to tell, as an event."""
        told = orjson.dumps(looking.as_json(one, self._language))
        return b"event: %b\nid: %b\ndata: %b\n\n" % (kind.encode(), mark.encode(), told)


async def _told(watch: _Watch, known: str | None, stopping: Stopping) -> AsyncIterator[bytes]:
    started = spoken = judged = time.monotonic()
    yield b"retry: 1000\n\n"
    while not stopping.now:
        try:
            one = await watch.look()
        except sa.exc.SQLAlchemyError:
            # the workspace is away: said with 503 to the reader that comes again
            return
        mark, now = _mark(one), time.monotonic()
        news = mark != known or not one.moving
        if news or now - judged >= _BELIEVED:
            judged = now
            if not await watch.may_see(one):
                return
        if not one.moving:
            yield watch.told("end", mark, one)
            return
        if news:
            known, spoken = mark, now
            yield watch.told("progress", mark, one)
        elif now - spoken >= _QUIET:
            spoken = now
            yield b":\n\n"
        if now - started >= _LONGEST:
            return
        await asyncio.sleep(_LOOK)


def _mark(one: looking.Seen) -> str:
    """Changes whenever there is something to tell."""
    job = one.job
    return f"{one.version}-{0 if job is None else job.id}-{0 if job is None else job.revision}"
