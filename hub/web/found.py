"""What if an address names nothing, or the shelf cannot be read? A page says so, and no more."""

import logging
from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from hub.releases.reader import Shelf
from hub.releases.release import Release
from hub.stores import was_never_made
from hub.web.headers import ALWAYS
from hub.web.site import Site, site_of

_LOG = logging.getLogger(__name__)

#: Seconds after which a reader tries again.
_AGAIN = "5"

_T = TypeVar("_T")


class Missing(HTTPException):
    """The address names no page of the latest release."""

    def __init__(self) -> None:
        super().__init__(404)


def asked_first(site: Site, question: Callable[[Shelf], _T]) -> _T | None:
    """The answer to a page's first question; None where no shelf was ever filled here.

    Raises:
        SQLAlchemyError: the shelf cannot be read. One that was read before and is gone was moved.
    """
    try:
        found = question(site.shelf)
    except sa.exc.SQLAlchemyError as error:
        if site.was_read or not was_never_made(error):
            raise
        return None
    site.was_read = site.was_read or bool(found)
    return found


def latest_release(site: Site) -> Release:
    """The latest release.

    Raises:
        Missing: nothing has been released.
    """
    release = asked_first(site, Shelf.latest)
    if release is None:
        raise Missing
    return release


async def not_found(request: Request, _error: Exception) -> Response:
    """The page for an address that names nothing."""
    return site_of(request).page(request, "not_found.html", {}, status=404)


async def unreadable(request: Request, error: Exception) -> Response:
    """The page while the shelf cannot be read; why goes to the log, not to the reader."""
    _LOG.error("the shelf cannot be read", exc_info=error)
    headers = {"Cache-Control": "no-store", "Retry-After": _AGAIN}
    return site_of(request).page(request, "unreadable.html", {}, status=503, headers=headers)


async def failed(request: Request, _error: Exception) -> Response:
    """The page for a fault of the hub itself; the error goes to the log, not to the reader."""
    site = site_of(request)
    # this answer is made outside the middleware that adds them elsewhere
    return site.page(request, "failed.html", {}, status=500, headers=ALWAYS)
