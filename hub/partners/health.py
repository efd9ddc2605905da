"""Can the partner side answer? For whoever runs the hub."""

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hub.migrate import is_current
from hub.partners.endpoints import desk_of


def ready(request: Request) -> Response:
    """`/readyz`: the workspace opens and has the schema that this software knows; else 503."""
    reason = _unready(desk_of(request).engine)
    return JSONResponse(
        {"ready": reason is None} | ({"reason": reason} if reason else {}),
        status_code=503 if reason else 200,
        headers={"Cache-Control": "no-store"},
    )


def _unready(engine: sa.Engine) -> str | None:
    try:
        current = is_current(engine, "workspace")
    except sa.exc.SQLAlchemyError:
        # the driver's words may name a path or an account: they go to nobody
        return "the workspace cannot be opened"
    return None if current else "the workspace has another schema than this software"
