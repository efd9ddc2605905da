"""What answers at which address on the partner side? Apart from the public side, and private."""

from collections.abc import Sequence
from typing import Protocol

import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from hub.partners import endpoints, pages
from hub.partners.desk import Desk
from hub.partners.events import Stopping, events
from hub.partners.faults import Faults, note
from hub.partners.health import ready
from hub.partners.openapi import openapi
from hub.partners.problem_pages import ProblemPages, refused_page, wants_page
from hub.partners.problems import Refused
from hub.releases.reader import Shelf
from hub.settings import Settings
from hub.stores import open_store
from hub.web.assets import asset
from hub.web.headers import ALWAYS, SecurityHeaders
from hub.web.health import alive
from hub.web.languages import preferred
from hub.web.site import Site

ROUTES = (
    Route("/imports", endpoints.push, methods=["POST", "PUT"]),
    Route("/imports", endpoints.imports, methods=["GET"]),
    Route("/imports/{import}", endpoints.one_import, methods=["GET"]),
    Route("/imports/{import}/findings", endpoints.findings, methods=["GET"]),
    Route("/imports/{import}/annotated", endpoints.annotated, methods=["GET"]),
    Route("/imports/{import}/events", events, methods=["GET"]),
    Route("/imports/{import}/preview", endpoints.preview, methods=["GET"]),
    Route("/imports/{import}/propose", endpoints.propose, methods=["POST"]),
    Route("/imports/{import}/approve", endpoints.approve, methods=["POST"]),
    Route("/imports/{import}/withdraw", endpoints.withdraw, methods=["POST"]),
    Route("/imports/{import}/cancel", endpoints.cancel, methods=["POST"]),
    Route("/openapi.json", openapi, methods=["GET"]),
)


class Gate(Protocol):
    """How visitors prove who they are: at addresses of its own, and around every request."""

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """The addresses."""

    @property
    def middleware(self) -> Middleware:
        """What wraps the application."""


def create_partner_app(settings: Settings, gate: Gate | None) -> Starlette:
    """The imports of cooperatives, for those who may.

    Args:
        settings: of the hub.
        gate: without one, nobody may anything.
    """
    app = Starlette(
        routes=[
            *ROUTES,
            *pages.ROUTES,
            *(gate.routes if gate else ()),
            Route("/assets/{name:path}", asset),
            Route("/livez", alive),
            Route("/readyz", ready),
        ],
        middleware=[
            Middleware(Faults, answer=_failed),
            Middleware(SecurityHeaders),
            Middleware(ProblemPages),
            *([gate.middleware] if gate else ()),
        ],
        exception_handlers={
            Refused: _refused,
            HTTPException: _not_routed,
            sa.exc.SQLAlchemyError: _busy,
            ClientDisconnect: _gone,
        },
    )
    app.state.desk = Desk(settings, open_store(settings.workspace_url))
    app.state.stopping = Stopping()
    app.state.shelf_engine = open_store(settings.shelf_url, read_only=True)
    app.state.site = Site(Shelf(app.state.shelf_engine), partners=True)
    app.state.ends = (app.state.stopping.stop,)
    return app


class BothSides:
    """One server for both sides: each address goes to the side that has it.

    The public side is asked first and never sees what the partner side knows.
    """

    def __init__(self, public: Starlette, partner: Starlette) -> None:
        self.public = public
        self.partner = partner
        public.state.site.partners = True
        self.state = State({"ends": (*public.state.ends, *partner.state.ends)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand over to the side that has the address."""
        side: ASGIApp = self.public
        if scope["type"] == "http" and self._is_partner(scope):
            side = self.partner
        await side(scope, receive, send)

    def _is_partner(self, scope: Scope) -> bool:
        def has(app: Starlette) -> bool:
            return any(route.matches(scope)[0] is not Match.NONE for route in app.routes)

        return has(self.partner) and not has(self.public)


def _answer(request: Request, refused: Refused, headers: dict[str, str]) -> Response:
    if wants_page(request):
        return refused_page(request, refused, headers)
    language = preferred(
        request.query_params.get("language"), request.headers.get("accept-language")
    )
    return JSONResponse(
        {**refused.as_json(language), "instance": request.url.path},
        status_code=refused.status,
        headers={"Cache-Control": "no-store", "Content-Language": language.value, **headers},
        media_type="application/problem+json",
    )


def _refused(request: Request, error: Exception) -> Response:
    refused = error if isinstance(error, Refused) else Refused("hub_fault")
    signed_out = refused.code == "not_signed_in"
    return _answer(request, refused, {"WWW-Authenticate": "Bearer"} if signed_out else {})


def _not_routed(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == 405:  # noqa: PLR2004 - HTTP's own
        allowed = ", ".join(sorted(_allowed(request)))
        refused = Refused("method_not_allowed", method=request.method, allowed=allowed)
        return _answer(request, refused, {"Allow": allowed})
    return _answer(request, Refused("no_such_address"), {})


def _allowed(request: Request) -> set[str]:
    """Every method of an address: its routes know only their own."""
    return {
        method
        for route in ROUTES
        if route.matches(request.scope)[0] is not Match.NONE
        for method in route.methods or ()
    }


def _busy(request: Request, error: Exception) -> Response:
    note(error)  # it may be a right that the hub's role lacks, and then it does not pass
    return _answer(request, Refused("hub_busy"), {"Retry-After": "5"})


def _gone(_request: Request, _error: Exception) -> Response:
    # nobody reads it
    return Response(status_code=400)


def _failed(request: Request, _error: Exception) -> Response:
    # this answer is made outside the middleware that adds the headers elsewhere
    return _answer(request, Refused("hub_fault"), dict(ALWAYS))
