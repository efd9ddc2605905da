"""How does a partner watch an import as it moves? Server-sent events, which end by themselves."""

import asyncio
import time
from collections.abc import AsyncIterator

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import StreamingResponse

from hub.access import Actor
from hub.partners import looking
from hub.partners.desk import Desk
from hub.partners.endpoints import actor_of, desk_of, language_of
from hub.vocabulary import Language

#: Seconds between two looks, between two signs of life, and until the reader comes again.
_LOOK, _QUIET, _LONGEST = 0.5, 15.0, 600.0


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
    actor, desk, language = actor_of(request), desk_of(request), language_of(request)
    import_id = request.path_params["import"]
    # refused before anything is sent
    await run_in_threadpool(looking.look, desk, actor, import_id)
    known = request.headers.get("last-event-id")
    stopping: Stopping = request.app.state.stopping
    return StreamingResponse(
        _told(_Watch(desk, actor, import_id, language), known, stopping),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


class _Watch:
    """One import, looked at again and again."""

    def __init__(self, desk: Desk, actor: Actor, import_id: str, language: Language) -> None:
        self._desk = desk
        self._actor = actor
        self._import_id = import_id
        self._language = language

    async def look(self) -> tuple[str, bool, bytes]:
        """What it is known by, whether it still moves, and what there is to tell."""
        one = await run_in_threadpool(looking.look, self._desk, self._actor, self._import_id)
        job = one.job
        mark = f"{one.version}-{0 if job is None else job.id}-{0 if job is None else job.revision}"
        return mark, one.moving, orjson.dumps(looking.as_json(one, self._language))


async def _told(watch: _Watch, known: str | None, stopping: Stopping) -> AsyncIterator[bytes]:
    started = spoken = time.monotonic()
    yield b"retry: 1000\n\n"
    while not stopping.now:
        mark, moving, told = await watch.look()
        if not moving:
            yield _event("end", mark, told)
            return
        now = time.monotonic()
        if mark != known:
            known, spoken = mark, now
            yield _event("progress", mark, told)
        elif now - spoken >= _QUIET:
            spoken = now
            yield b":\n\n"
        if now - started >= _LONGEST:
            return
        await asyncio.sleep(_LOOK)


def _event(kind: str, mark: str, told: bytes) -> bytes:
    return b"event: %b\nid: %b\ndata: %b\n\n" % (kind.encode(), mark.encode(), told)
