"""How is somebody in a browser told that something cannot be done? On a page, in their language.

Programs get RFC 9457 from everywhere; a browser asks for `text/html`, and gets a page that says
what happened, what to do next, and leads there.
"""

from collections.abc import Mapping, MutableMapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

import orjson
import yaml
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.access import Permission
from hub.partners import problems
from hub.partners.problems import TYPE, Refused, Said
from hub.vocabulary import Language
from hub.web import import_words
from hub.web.languages import preferred
from hub.web.site import site_of, wording

#: After these, logging in is what helps; where the hub has no provider, that page says how.
LOG_IN = frozenset({"not_signed_in", "refused_login", "no_account", "provider_down"})

#: Before somebody is logged in, a list of imports is of no use to them.
OUTSIDE = LOG_IN | {"spent_address", "no_provider", "bad_token"}

#: Which part of a request is meant by what the gate refuses.
_WHERE = {"bad_token": "Authorization", "other_origin": "Origin"}

#: What these forms do is asked for again on the page that they stand on.
_ON_PUBLICATION = frozenset({"propose", "approve", "withdraw"})


@cache
def catalogue() -> Mapping[str, Any]:
    """Everything in `page_problems.yaml`."""
    text = files("hub.partners").joinpath("page_problems.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return read


def wants_page(request: HTTPConnection) -> bool:
    """Whether a browser asks for something to show."""
    return "text/html" in request.headers.get("accept", "")


def say(code: str, language: Language, facts: Mapping[str, Any]) -> Said:
    """The two sentences of a problem, to a person who sits at a page."""
    texts = catalogue().get(code) or problems.catalogue()[code]
    return problems.filled(texts, language, facts)


def refused_page(
    request: Request, refused: Refused, headers: Mapping[str, str] | None = None
) -> Response:
    """The page that tells of a refusal."""
    facts = dict(refused.facts)
    if "permission" in facts:
        named = import_words.PERMISSIONS[Permission(facts["permission"])]
        facts["permission"] = wording(request).gettext(named)
    return _page(request, refused.code, facts, status=refused.status, headers=headers)


def _page(
    request: Request,
    code: str,
    facts: Mapping[str, Any],
    *,
    status: int,
    headers: Mapping[str, str] | None,
) -> Response:
    return site_of(request).page(
        request,
        "imports/refused.html",
        {
            "said": say(code, wording(request).language, facts),
            "login": f"/login?next={quote(_again(request), safe='')}" if code in LOG_IN else None,
            "inside": code not in OUTSIDE,
            "back": _again(request) if _is_of_an_import(request, code) else None,
        },
        status=status,
        headers={**(headers or {}), "Cache-Control": "no-store"},
    )


def _is_of_an_import(request: Request, code: str) -> bool:
    """Whether a form of an import was refused, whose page says what can be done now."""
    form = request.method == "POST" and request.url.path.startswith("/partners/imports/")
    return form and code not in OUTSIDE | {"no_such_import"}


def _again(request: Request) -> str:
    """Where somebody goes on once they are logged in: what a form did is not done behind them."""
    path, query = request.url.path, request.url.query
    if path.startswith("/login"):
        return "/partners"
    if request.method not in {"GET", "HEAD"}:
        before, _, last = path.rpartition("/")
        if last in _ON_PUBLICATION:
            path = f"{before}/publish"
        elif last == "cancel":
            path = before
    return f"{path}?{query}" if query else path


class ProblemPages:
    """Makes a page of every problem that is told to a browser from further inside.

    A program is told what the gate tells in its own language, and in the shape of every refusal.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        retell = _as_page if wants_page(request) else _as_problem
        begun: MutableMapping[str, Any] | None = None
        body = b""

        async def told(message: Message) -> None:
            nonlocal begun, body
            if message["type"] == "http.response.start" and _is_problem(message, retell):
                begun = message
            elif begun is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    answer = await run_in_threadpool(retell, request, begun, body)
                    await answer(scope, receive, send)

        await self._app(scope, receive, told)


def _is_problem(message: Message, retell: object) -> bool:
    """Whether it is a problem that is to be told otherwise."""
    headers = Headers(raw=message.get("headers", []))
    # what is in a program's language already is as it should be
    finished = retell is _as_problem and "content-language" in headers
    kind = headers.get("content-type", "")
    return kind.startswith("application/problem+json") and not finished


def _as_page(request: Request, begun: MutableMapping[str, Any], body: bytes) -> Response:
    """The page in place of an answer to a program."""
    code = str(orjson.loads(body)["type"]).removeprefix(TYPE)
    return _page(request, code, {}, status=begun["status"], headers=_kept(begun))


def _as_problem(request: Request, begun: MutableMapping[str, Any], body: bytes) -> Response:
    """The same to a program, in its language."""
    code = str(orjson.loads(body)["type"]).removeprefix(TYPE)
    language = preferred(
        request.query_params.get("language"), request.headers.get("accept-language")
    )
    said = say(code, language, {})
    return JSONResponse(
        {
            "type": f"{TYPE}{code}",
            "status": begun["status"],
            "title": said.what,
            "detail": f"{said.what}. {said.next_step}.",
            "where": _WHERE.get(code),
            "next_step": said.next_step,
            "instance": request.url.path,
        },
        status_code=begun["status"],
        headers={
            **_kept(begun),
            "Cache-Control": "no-store",
            "Content-Language": language.value,
        },
        media_type="application/problem+json",
    )


def _kept(begun: MutableMapping[str, Any]) -> dict[str, str]:
    """The headers that say something beside the problem."""
    kept = {"retry-after", "www-authenticate", "set-cookie"}
    return {name: value for name, value in Headers(raw=begun["headers"]).items() if name in kept}
