"""What if an address names nothing? A page that says so, and never a word from the inside."""

import sqlalchemy as sa
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from hub.releases.release import Release
from hub.web.headers import ALWAYS
from hub.web.site import Site, site_of


class Missing(HTTPException):
    """The address names no page of the latest release."""

    def __init__(self) -> None:
        super().__init__(404)


def latest_release(site: Site) -> Release:
    """The latest release.

    Raises:
        Missing: nothing has been released.
    """
    try:
        release = site.shelf.latest()
    except sa.exc.SQLAlchemyError as error:
        raise Missing from error
    if release is None:
        raise Missing
    return release


async def not_found(request: Request, _error: Exception) -> Response:
    """The page for an address that names nothing."""
    return site_of(request).page(request, "not_found.html", {}, status=404)


async def failed(request: Request, _error: Exception) -> Response:
    """The page for a fault of the hub itself; the error goes to the log, not to the reader."""
    site = site_of(request)
    # this answer is made outside the middleware that adds them elsewhere
    return site.page(request, "failed.html", {}, status=500, headers=ALWAYS)
