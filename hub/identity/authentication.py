"""Who is asking? Every request carries the answer in `scope["actor"]`, None for nobody.

A wrong token is refused whatever was asked for; a session that has ended only makes nobody of
somebody. From here on the request may touch the rows of the actor's cooperatives and no others.
An answer that goes on for long asks `scope["actor_now"]` who its reader is by then; what took long
to arrive asks `scope["actor_standing"]` whether whoever sent it may still do something.
"""

from collections.abc import Callable
from functools import partial
from typing import Protocol

import sqlalchemy as sa
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from hub.access import HUB, Actor
from hub.identity.access_tokens import BadToken
from hub.identity.heard import ProviderDown
from hub.identity.refusals import refusal
from hub.isolation import within
from hub.problem import Problem

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

_CHALLENGE = 'Bearer realm="intercoop", error="invalid_token"'


class OtherOrigin(Problem):
    """A page of another site tried to do something in the name of who is logged in."""

    def __init__(self) -> None:
        super().__init__(
            "this was sent by a page of another site, in the name of whoever is logged in here",
            "Do it on a page of this hub",
        )


class Away(Problem):
    """The workspace does not answer, so nobody can be known."""

    def __init__(self) -> None:
        super().__init__(
            "the hub cannot reach its records at this moment",
            "Try again in a few seconds; what was acknowledged is kept",
        )


class Sessions(Protocol):
    """Knows the people who are logged in."""

    cookie: str

    def of_session(self, session_id: str) -> Actor | None:
        """The person; None where the session has ended."""


class Authentication:
    """Finds the actor of each request."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        of_token: Callable[[str], Actor],
        sessions: Sessions,
        address: str,
        standing: Callable[[Actor], Actor | None],
    ) -> None:
        self._app = app
        self._of_token = of_token
        self._sessions = sessions
        self._address = address
        self._standing = standing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, with its actor."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        scope["actor"] = None
        if scope["type"] == "http":
            request = HTTPConnection(scope)
            try:
                found = await self._actor(request)
            except sa.exc.SQLAlchemyError:
                # outside the application, whose own answer to this would come too late
                found = refusal(Away(), 503, "hub_busy", {"Retry-After": "5"})
            if isinstance(found, Response):
                await found(scope, receive, send)
                return
            scope["actor"] = found
            scope["actor_now"] = partial(self._actor_now, request)
            if found is not None:
                scope["actor_standing"] = partial(run_in_threadpool, self._standing, found)
        actor: Actor | None = scope["actor"]
        with within(*(slug for slug in (actor.roles if actor else ()) if slug != HUB)):
            await self._app(scope, receive, send)

    async def _actor(self, request: HTTPConnection) -> Actor | Response | None:
        proofs = request.headers.getlist("authorization")
        parts = [proof.partition(" ") for proof in proofs]
        tokens = [token for scheme, _, token in parts if scheme.lower() == "bearer"]
        if tokens and len(proofs) > 1:  # whoever stands between may have believed the other one
            return refusal(BadToken(), 401, "bad_token", {"WWW-Authenticate": _CHALLENGE})
        if tokens:
            return await self._program(tokens[0].strip())
        session_id = request.cookies.get(self._sessions.cookie)
        if session_id is None:
            return None
        actor = await run_in_threadpool(self._sessions.of_session, session_id)
        if actor is not None and request.scope["method"] not in _SAFE and not self._own(request):
            return refusal(OtherOrigin(), 403, "other_origin")
        return actor

    async def _actor_now(self, request: HTTPConnection) -> Actor | None:
        """Who asks by now: nobody where the token or the session has ended, or none can tell."""
        try:
            found = await self._actor(request)
        except sa.exc.SQLAlchemyError:
            return None
        return found if isinstance(found, Actor) else None

    async def _program(self, token: str) -> Actor | Response:
        try:
            return await run_in_threadpool(self._of_token, token)
        except BadToken as problem:
            return refusal(problem, 401, "bad_token", {"WWW-Authenticate": _CHALLENGE})
        except ProviderDown as problem:
            return refusal(problem, 503, "provider_down", {"Retry-After": "30"})

    def _own(self, request: HTTPConnection) -> bool:
        """Whether a page of this hub sent it; browsers say so on everything that is not a GET."""
        return request.headers.get("origin") == self._address
