"""How do a cooperative's people push, correct and publish? Four steps, each at its own address."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl, urlencode

import sqlalchemy as sa
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from connectors.choices import ImpossibleChoice
from connectors.contract import About
from connectors.written import spreadsheet_separator
from hub.access import Actor, Permission
from hub.choices import forget, remember, remembered
from hub.partners import blank_files, choosing, deciding, looking, previewing
from hub.partners.arriving import arrive
from hub.partners.desk import Desk, agreed, allow, own, own_to_change
from hub.partners.endpoints import actor_of, desk_of, still_sending
from hub.partners.grouping import groups, unlisted
from hub.partners.looking import Seen
from hub.partners.meaning import Meant
from hub.partners.problem_pages import refused_page
from hub.partners.problems import Refused
from hub.partners.pushes import Push
from hub.partners.sending import send
from hub.partners.spoken import Spoken, by_figure
from hub.partners.uploads import Receiving
from hub.uploads import known as defined_codes
from hub.vault.store import Vault
from hub.web import import_words, words
from hub.web.site import site_of, wording
from hub.workspace import current_tables

#: A form of choices is no longer than this.
_LONGEST_FORM = 1 << 20
#: Seconds within which it must have come.
_PATIENCE = 30.0
#: More groups of findings are read in the downloaded file.
_SHOWN = 500
_LATEST = 50
#: Files that are written in some encoding.
_TEXTS = (".csv", ".tsv", ".txt", ".tab", ".json", ".jsonl", ".yaml", ".yml")

_Page = Callable[[Request], Awaitable[Response]]


def _told(page: Callable[[Request], Response]) -> _Page:
    """A page that says why it is refused, in the reader's language."""

    @wraps(page)
    async def answer(request: Request) -> Response:
        try:
            return await run_in_threadpool(page, request)
        except Refused as refused:
            return refused_page(request, refused)

    return answer


@_told
def home(request: Request) -> Response:
    """`/partners`: the cooperatives whose files somebody may send, and the imports so far."""
    actor, desk = actor_of(request), desk_of(request)
    found = looking.look_at_all(desk, actor, cooperative=None, limit=_LATEST, before=None)
    language = wording(request).language
    return _page(
        request,
        "imports/home.html",
        {
            "cooperatives": actor.cooperatives(Permission.COOPERATIVE_IMPORTS_PUSH),
            "imports": [looking.as_json(one, language) for one in found],
        },
    )


@_told
def send_form(request: Request) -> Response:
    """`/partners/send?cooperative=SLUG`: the first step, before anything is there."""
    actor = actor_of(request)
    slug = _slug(request)
    allow(actor, Permission.COOPERATIVE_IMPORTS_PUSH, slug)
    agreed(desk_of(request), slug)
    context = {"cooperative": slug, "blank_files": blank_files.tables()}
    return _page(request, "imports/send.html", context)


async def take(request: Request) -> Response:
    """The files of the form; then the import's own address."""
    try:
        actor, desk = actor_of(request), desk_of(request)
        slug = _slug(request)
        allow(actor, Permission.COOPERATIVE_IMPORTS_PUSH, slug)
        await run_in_threadpool(agreed, desk, slug)
        limits = desk.settings.partners
        with Receiving(desk.settings.uploads, limits.upload_bytes) as receiving:
            form = await arrive(request, receiving, limits)
            meant = Meant.said(QueryParams(""), form)
            actor = await still_sending(request, slug)
            language = wording(request).language
            sent, _ = await run_in_threadpool(
                send, desk, actor, slug, receiving, language, meant=meant
            )
    except Refused as refused:
        return refused_page(request, refused)
    return _to(request, sent.id)


def _slug(request: Request) -> str:
    """Whose files the address says that they are."""
    slug = request.query_params.get("cooperative", "")
    if not slug:
        raise Refused("no_cooperative", where="cooperative")
    return slug


@_told
def detected(request: Request) -> Response:
    """`/partners/imports/{import}`: how far it is, and what each file was taken for."""
    push = _look(request).push
    identified = (push.outcome or {}).get("identified", [])
    known = [one["file"] for one in identified]
    unknown = [file["name"] for file in push.files if not _is_in(file["name"], known)]
    return _step(
        request,
        "imports/detected.html",
        {
            "unknown": unknown,
            "file_field": choosing.file_field,
            "about": About,
            "texts": [one["file"] for one in identified if one.get("encoding")]
            + [name for name in unknown if name.lower().endswith(_TEXTS)],
        },
    )


def _is_in(name: str, identified: Sequence[str]) -> bool:
    """Whether something was recognised of a file, or in it where it is an archive."""
    return any(one == name or one.startswith(f"{name}/") for one in identified)


@_told
def columns(request: Request) -> Response:
    """`.../columns`: what is not recognised, and what was chosen before."""
    one, desk = _look(request), desk_of(request)
    cooperative = one.push.cooperative
    with desk.engine.begin() as connection:
        choices = remembered(connection, cooperative)
        current = current_tables(connection, cooperative)
    codes = defined_codes(Vault(desk.settings.vault), cooperative, current)
    identified = (one.push.outcome or {}).get("identified", [])
    return _step(
        request,
        "imports/columns.html",
        {
            "asked": choosing.asked(identified, choices, codes),
            "choices": [(choosing.name_of(choice), choice) for choice in choices],
            "every_column": choosing.every_column(),
            "mark": choosing.MARK,
            "nothing": choosing.NOTHING,
            "saved": "saved" in request.query_params,
        },
    )


async def choose(request: Request) -> Response:
    """The choices of the form, remembered; then the same page."""
    try:
        actor_of(request)
        form = parse_qsl(await _form(request), keep_blank_values=True)
        await run_in_threadpool(_remember, request, form)
    except Refused as refused:
        return refused_page(request, refused)
    return _to(request, request.path_params["import"], "columns", saved="1")


async def _form(request: Request) -> str:
    """The body of a form, which nobody fills beyond reason."""
    body = b""
    try:
        async with asyncio.timeout(_PATIENCE):
            async for piece in request.stream():
                body += piece
                if len(body) > _LONGEST_FORM:
                    raise Refused("too_large", limit=f"{_LONGEST_FORM:,}")
    except TimeoutError as error:
        raise Refused("receiving_took_too_long", seconds=round(_PATIENCE)) from error
    return body.decode(errors="replace")


def _remember(request: Request, form: list[tuple[str, str]]) -> None:
    desk, actor = desk_of(request), actor_of(request)
    permission = Permission.COOPERATIVE_IMPORTS_PUSH
    try:
        new, old = choosing.chosen(form)
        with desk.engine.begin() as connection:
            push = own_to_change(connection, actor, request.path_params["import"], permission)
            for choice in old:
                forget(connection, push.cooperative, choice)
            remember(connection, push.cooperative, new, actor.subject)
    except (ImpossibleChoice, ValueError) as error:
        wanted = "a column and a code of the table"
        raise Refused("bad_parameter", where="choice", name="choice", wanted=wanted) from error


@_told
def report(request: Request) -> Response:
    """`.../report`: every finding with its place and its remedy."""
    one, language = _look(request), wording(request).language
    asked = request.query_params
    wanted = {name: asked[name] for name in looking.FILTERS if asked.get(name)}
    every = groups(looking.findings(one, {}), language)
    shown = groups(looking.findings(one, wanted), language) if wanted else every
    totals = (one.push.outcome or {}).get("totals", {})
    return _step(
        request,
        "imports/report.html",
        {
            "groups": shown[:_SHOWN],
            "left": len(shown) - _SHOWN,
            "unlisted": unlisted(totals, every),
            "wanted": wanted,
            "files": sorted({found.file for found in every}),
            "separator": spreadsheet_separator(language),
        },
    )


@_told
def publication(request: Request) -> Response:
    """`.../publish`: what would be public, and who decides."""
    actor, one = actor_of(request), _look(request)
    foreseen = _foreseen(request, one)
    told = (foreseen or {}).get("publication") or {}
    may = {
        name: actor.may(permission, one.push.cooperative)
        for name, permission in (
            ("propose", Permission.COOPERATIVE_IMPORTS_PROPOSE),
            ("approve", Permission.COOPERATIVE_IMPORTS_APPROVE),
            ("withdraw", Permission.COOPERATIVE_IMPORTS_WITHDRAW),
        )
    }
    return _step(
        request,
        "imports/publish.html",
        {
            "foreseen": foreseen,
            "own_names": told.get("names", {}),
            "changes": by_figure(told.get("changes", [])),
            "may": may,
            **_proposer(desk_of(request), actor, one.push),
            "alone": _is_alone(desk_of(request)),
            "port": request.url.port or 80,
            "in_use": _is_in_use(desk_of(request), one.push),
        },
    )


def _proposer(desk: Desk, actor: Actor, push: Push) -> dict[str, bool]:
    """Whether the reader is the one who proposed it, and whether that one is gone."""
    with desk.engine.begin() as connection:
        return {
            "proposed_it": deciding.has_proposed(connection, actor, push),
            "deserted": deciding.is_deserted(connection, push),
        }


def _is_alone(desk: Desk) -> bool:
    """Whether people come in by login addresses only, on the machine that the hub runs on."""
    identity = desk.settings.identity
    return identity.address is None and identity.login_issuer is None


def _is_in_use(desk: Desk, push: Push) -> bool:
    """Whether its records are current by a command already, whatever is decided here."""
    with desk.engine.begin() as connection:
        return push.id in current_tables(connection, push.cooperative).values()


def _foreseen(request: Request, one: Seen) -> dict[str, Any] | None:
    """The preview, which is worked out from the first look on; None where there is none."""
    if one.state not in {"ready", "proposed"}:
        return None
    seen, job = previewing.preview(desk_of(request), actor_of(request), one.push.id)
    return previewing.as_json(seen, job, wording(request).language)


def _deciding(action: str) -> _Page:
    """What a button of the first or the last step does."""

    @_told
    def decide(request: Request) -> Response:
        return _decide(request, action)

    return decide


def _decide(request: Request, action: str) -> Response:
    """Do it; then the page that the button stands on."""
    desk, actor = desk_of(request), actor_of(request)
    import_id = request.path_params["import"]
    if action == "propose":
        deciding.propose(desk, actor, import_id)
    elif action == "approve":
        deciding.approve(desk, actor, import_id, request.query_params.get("version"))
    elif action == "withdraw":
        deciding.withdraw(desk, actor, import_id)
    else:
        deciding.stop(desk, actor, import_id)
        return _to(request, import_id)
    return _to(request, import_id, "publish")


def _look(request: Request) -> Seen:
    return looking.look(desk_of(request), actor_of(request), request.path_params["import"])


def _step(request: Request, template: str, context: Mapping[str, object]) -> Response:
    """One of the four steps of an import."""
    one, language = _look(request), wording(request).language
    desk, actor = desk_of(request), actor_of(request)
    with desk.engine.begin() as connection:
        own(connection, actor, one.push.id)
    senders = actor.cooperatives(Permission.COOPERATIVE_IMPORTS_PUSH)
    return _page(
        request,
        template,
        {
            "told_of": looking.as_json(one, language),
            "moving": one.moving,
            "may_send": one.push.cooperative in senders,
            "read": "findings" in (one.push.outcome or {}),
            **context,
        },
    )


def _page(request: Request, template: str, context: Mapping[str, object]) -> Response:
    own = context.get("own_names", {})
    spoken = Spoken(wording(request), own)  # type: ignore[arg-type]  # as the preview has it
    return site_of(request).page(
        request,
        template,
        {
            "import_words": import_words,
            "words": words,
            "spoken": spoken,
            "readable": choosing.readable_tables(),
            "upload_bytes": desk_of(request).settings.partners.upload_bytes,
            "names": _names(request),
            **context,
        },
        headers={"Cache-Control": "no-store"},
    )


def _names(request: Request) -> Mapping[str, str]:
    """What each cooperative is called in public; those of which nothing is public are left out."""
    shelf = site_of(request).shelf
    try:
        latest = shelf.latest()
        known = [] if latest is None else shelf.cooperatives(latest.id)
    except sa.exc.SQLAlchemyError:
        return {}
    return {one.slug: one.name for one in known}


def _to(request: Request, import_id: str, *parts: str, **query: str) -> Response:
    asked = request.query_params.get("lang")
    rest = urlencode({**query, **({"lang": asked} if asked else {})})
    path = "/".join(["/partners/imports", import_id, *parts])
    return RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)


ROUTES = (
    Route("/partners", home, methods=["GET"]),
    Route("/partners/send", send_form, methods=["GET"]),
    Route("/partners/send", take, methods=["POST"]),
    Route("/partners/templates/{name}", blank_files.blank_file, methods=["GET"]),
    Route("/partners/imports/{import}", detected, methods=["GET"]),
    Route("/partners/imports/{import}/columns", columns, methods=["GET"]),
    Route("/partners/imports/{import}/columns", choose, methods=["POST"]),
    Route("/partners/imports/{import}/report", report, methods=["GET"]),
    Route("/partners/imports/{import}/publish", publication, methods=["GET"]),
    *(
        Route(f"/partners/imports/{{import}}/{action}", _deciding(action), methods=["POST"])
        for action in ("propose", "approve", "withdraw", "cancel")
    ),
)
