"""Is the process alive, and can it answer? For whoever runs the hub."""

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from hub.migrate import is_current


def alive(_request: Request) -> Response:
    """`/livez`: the process answers; nothing else is touched."""
    return PlainTextResponse("alive\n", headers={"Cache-Control": "no-store"})


def ready(request: Request) -> Response:
    """`/readyz`: the shelf opens and has the schema that this software knows; else 503."""
    engine: sa.Engine = request.app.state.shelf_engine
    reason = _unready(engine)
    return JSONResponse(
        {"ready": reason is None} | ({"reason": reason} if reason else {}),
        status_code=503 if reason else 200,
        headers={"Cache-Control": "no-store"},
    )


def _unready(engine: sa.Engine) -> str | None:
    try:
        current = is_current(engine, "shelf")
    except sa.exc.SQLAlchemyError:
        # the driver's words may name a path or an account: they go to nobody
        return "the shelf cannot be opened; run `intercoop demo` or `intercoop release`"
    if not current:
        return "the shelf has another schema than this software; run `intercoop release` once"
    return None
