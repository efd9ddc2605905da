"""What is in one release, what was it made from, and what changed since the one before?"""

from starlette.requests import Request
from starlette.responses import Response

from hub.web.found import Missing, asked_first
from hub.web.site import site_of
from hub.web.table import real_first

#: A page holds so many changes; the query language gives them all.
_CHANGES = 500


def release_page(request: Request) -> Response:
    """`/releases/{release_id}`: one release, for ever the same."""
    site = site_of(request)
    shelf = site.shelf
    release = asked_first(site, lambda shelf: shelf.release(request.path_params["release_id"]))
    if release is None:
        raise Missing
    changes = shelf.changes(release.id, limit=_CHANGES + 1)
    latest = shelf.latest()
    return site.page(
        request,
        "release.html",
        {
            "release": release,
            "is_latest": latest is not None and latest.id == release.id,
            "cooperatives": real_first(shelf.cooperatives(release.id)),
            "definitions": shelf.definitions(release.id),
            "changes": changes[:_CHANGES],
            "more": len(changes) > _CHANGES,
        },
    )
