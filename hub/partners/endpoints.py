"""What does the partner side answer over HTTP? Each address, as a thin layer over the desk."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from connectors.written import SEPARATORS
from hub.access import Actor, Permission
from hub.partners import deciding, looking, previewing
from hub.partners.arriving import arrive
from hub.partners.desk import Desk, agreed, allow
from hub.partners.looking import Seen
from hub.partners.meaning import Meant
from hub.partners.problems import Refused
from hub.partners.sending import send
from hub.partners.uploads import Receiving
from hub.vocabulary import Language
from hub.web.languages import preferred

_MOST, _USUAL = 200, 50
_PRIVATE = {"Cache-Control": "no-store", "Vary": "Accept-Language"}
_RETRY = {"Retry-After": "1"}


async def push(request: Request) -> Response:
    """`POST /imports?cooperative=SLUG`: take files in; 202 to be read, 200 where known."""
    actor, desk = actor_of(request), desk_of(request)
    _once(request, "cooperative", "name")
    cooperative = request.query_params.get("cooperative", "")
    if not cooperative:
        raise Refused("no_cooperative", where="cooperative")
    allow(actor, Permission.COOPERATIVE_IMPORTS_PUSH, cooperative)
    await run_in_threadpool(agreed, desk, cooperative)
    Meant.asked(request.query_params)  # what the address says wrongly is refused before it arrives
    language = language_of(request)
    limits = desk.settings.partners
    with Receiving(desk.settings.uploads, limits.upload_bytes) as receiving:
        form = await arrive(request, receiving, limits)
        meant = Meant.said(request.query_params, form)
        actor = await still_sending(request, cooperative)
        sent, new = await run_in_threadpool(
            send, desk, actor, cooperative, receiving, language, meant=meant
        )
    one = await run_in_threadpool(looking.look, desk, actor, sent.id)
    where = {"Location": f"/imports/{sent.id}"}
    return _import(request, one, status=202 if new else 200, headers=where)


def imports(request: Request) -> Response:
    """`GET /imports`: the imports of the actor's cooperatives, the newest first."""
    actor, desk = actor_of(request), desk_of(request)
    _once(request, "cooperative", "limit", "before")
    asked = request.query_params
    limit = asked.get("limit", str(_USUAL))
    if not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:6]) <= _MOST):
        wanted = f"a whole number from 1 to {_MOST}"
        raise Refused("bad_parameter", where="limit", name="limit", wanted=wanted)
    found = looking.look_at_all(
        desk,
        actor,
        cooperative=asked.get("cooperative"),
        limit=int(limit),
        before=asked.get("before"),
    )
    language = language_of(request)
    following = f"/imports?limit={limit}&before={found[-1].push.id}" if found else None
    return _json(
        {
            "imports": [looking.as_json(one, language) for one in found],
            "next": following if len(found) == int(limit) else None,
        },
        language,
    )


def one_import(request: Request) -> Response:
    """`GET /imports/{import}`."""
    return _import(request, _look(request))


def findings(request: Request) -> Response:
    """`GET /imports/{import}/findings`: as JSON, or as CSV where that is asked for."""
    one, language = _look(request), language_of(request)
    _once(request, "format", "separator", *looking.FILTERS)
    wanted = {
        name: value for name, value in request.query_params.items() if name in looking.FILTERS
    }
    form = request.query_params.get("format") or (
        "csv" if "text/csv" in request.headers.get("accept", "") else "json"
    )
    if form not in {"csv", "json"}:
        raise Refused("bad_parameter", where="format", name="format", wanted="csv, json")
    if form == "json":
        return _json(looking.findings_json(one, wanted, language), language)
    separator = request.query_params.get("separator") or "comma"
    if separator not in SEPARATORS:
        known = ", ".join(SEPARATORS)
        raise Refused("bad_parameter", where="separator", name="separator", wanted=known)
    # the mark makes spreadsheets read it as UTF-8
    table = looking.findings_csv(one, wanted, language, sign=SEPARATORS[separator])
    text = "\ufeff" + table
    return Response(
        text.encode(),
        media_type="text/csv; charset=utf-8",
        headers={**_download(f"{one.push.id}-findings.csv"), "Content-Language": language.value},
    )


def annotated(request: Request) -> Response:
    """`GET /imports/{import}/annotated`: the file as it was sent, with a column of errors."""
    one = _look(request)
    name, content = looking.annotated(desk_of(request), one)
    return Response(
        content,
        media_type="application/octet-stream",
        headers={**_download(name), "Content-Language": one.push.language},
    )


def preview(request: Request) -> Response:
    """`GET /imports/{import}/preview`: 202 while it is being worked out, then 200."""
    one, job = previewing.preview(
        desk_of(request), actor_of(request), request.path_params["import"]
    )
    language = language_of(request)
    told = previewing.as_json(one, job, language)
    status, headers = (202, _RETRY) if job.is_open else (200, {})
    return _json(told, language, status=status, headers=headers)


def propose(request: Request) -> Response:
    """`POST /imports/{import}/propose`."""
    done = deciding.propose(desk_of(request), actor_of(request), request.path_params["import"])
    return _import(request, done)


def approve(request: Request) -> Response:
    """`POST /imports/{import}/approve`, with `If-Match`."""
    sent = request.headers.get("if-match")
    version = None if sent is None else sent.strip().removeprefix("W/").strip('"')
    done = deciding.approve(
        desk_of(request), actor_of(request), request.path_params["import"], version
    )
    return _import(request, done, status=202)


def withdraw(request: Request) -> Response:
    """`POST /imports/{import}/withdraw`."""
    done, told = deciding.withdraw(
        desk_of(request), actor_of(request), request.path_params["import"]
    )
    return _import(request, done, besides={"withdrawal": told})


def cancel(request: Request) -> Response:
    """`POST /imports/{import}/cancel`: 200 where it has stopped, 202 where it is about to."""
    done = deciding.stop(desk_of(request), actor_of(request), request.path_params["import"])
    return _import(request, done, status=202 if done.moving else 200)


def actor_of(request: Request) -> Actor:
    """Who asks.

    Raises:
        Refused: nobody who is known.
    """
    actor: Actor | None = request.scope.get("actor")
    if actor is None:
        raise Refused("not_signed_in", where="Authorization")
    return actor


async def still_sending(request: Request, cooperative: str) -> Actor:
    """Who sent what has arrived, which may have taken an hour, if they still may.

    Raises:
        Refused: they were revoked meanwhile, or the agreement has ended.
    """
    actor: Actor | None = await request.scope["actor_standing"]()
    if actor is None:
        raise Refused("not_signed_in", where="Authorization")
    allow(actor, Permission.COOPERATIVE_IMPORTS_PUSH, cooperative)
    await run_in_threadpool(agreed, desk_of(request), cooperative)
    return actor


def desk_of(request: Request) -> Desk:
    """Where the request is dealt with."""
    desk: Desk = request.app.state.desk
    return desk


def language_of(request: Request) -> Language:
    """In which language the answer is to be: as asked, then as preferred.

    Raises:
        Refused: another one is asked for.
    """
    asked = request.query_params.get("language")
    if asked is not None and asked not in set(Language):
        wanted = ", ".join(Language)
        raise Refused("bad_parameter", where="language", name="language", wanted=wanted)
    return preferred(asked, request.headers.get("accept-language"))


def _once(request: Request, *names: str) -> None:
    """Go on if nothing is said twice: whoever stands between may have read the other one.

    Raises:
        Refused: something is.
    """
    for name in names:
        if len(request.query_params.getlist(name)) > 1:
            raise Refused("said_twice", where=name, name=name)


def _look(request: Request) -> Seen:
    actor = actor_of(request)
    return looking.look(desk_of(request), actor, request.path_params["import"])


def _import(
    request: Request,
    one: Seen,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    besides: Mapping[str, Any] | None = None,
) -> Response:
    language = language_of(request)
    told = {**looking.as_json(one, language), **(besides or {})}
    more = {"ETag": f'"{one.version}"', **(_RETRY if one.moving else {}), **(headers or {})}
    return _json(told, language, status=status, headers=more)


def _json(
    told: object,
    language: Language,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    spoken = {**_PRIVATE, "Content-Language": language.value, **(headers or {})}
    return JSONResponse(told, status_code=status, headers=spoken)


def _download(name: str) -> dict[str, str]:
    plain = name.encode("ascii", errors="replace").decode().replace('"', "_").replace("?", "_")
    told = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {**_PRIVATE, "Content-Disposition": told}
