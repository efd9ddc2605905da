"""Which file can somebody fill in who has no export? The hub's own templates, to download."""

from starlette.requests import Request
from starlette.responses import Response

from connectors.labels import own_packs
from connectors.templates import UnknownTable, as_csv, as_xlsx, template
from hub.partners.endpoints import actor_of
from hub.partners.problem_pages import refused_page
from hub.partners.problems import Refused
from hub.web.site import wording

_FORMS = {
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}


def tables() -> list[str]:
    """The tables that there is a template of, by their codes."""
    return sorted(own_packs())


def blank_file(request: Request) -> Response:
    """`/partners/templates/{name}`: a table to fill in, as `members.xlsx` or `members.csv`."""
    try:
        return _file(request)
    except Refused as refused:
        return refused_page(request, refused)


def _file(request: Request) -> Response:
    actor_of(request)
    table, _, form = request.path_params["name"].rpartition(".")
    language = wording(request).language
    try:
        filled = template(table, language)
        written, kind = _FORMS[form]
    except (UnknownTable, KeyError) as error:
        raise Refused("no_such_address") from error
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{table}-{language.value}.{form}"',
        "Content-Language": language.value,
    }
    return Response(written(filled), media_type=kind, headers=headers)
