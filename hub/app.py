"""What answers at which address? The public side of the hub, wired together."""

import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route, WebSocketRoute

from hub.releases.reader import Shelf
from hub.settings import Settings
from hub.stores import open_store
from hub.web.assets import asset
from hub.web.cooperative_page import cooperative_page
from hub.web.found import failed, not_found, unreadable
from hub.web.headers import SecurityHeaders
from hub.web.health import alive, ready
from hub.web.home import home
from hub.web.indicator_page import indicator_page
from hub.web.query_editor import query_editor
from hub.web.release_page import release_page
from hub.web.site import Site
from schema.execution import Execution, GeneratedLoops
from schema.http import GraphQLEndpoint
from schema.persisted import read_trusted
from schema.subgraphs import Domain, HubSchema


def create_app(settings: Settings) -> Starlette:
    """The pages and the API over the shelf, which is opened read-only.

    Nothing is read until the first request, so the hub starts before its first release.
    """
    engine = _shelf(settings)
    shelf = Shelf(engine)
    trusted = read_trusted(settings.folder / "documents")
    endpoint = GraphQLEndpoint(shelf, _graph(settings), editor=query_editor, trusted=trusted)
    app = Starlette(
        routes=[
            # first, for it is asked most
            Route("/graphql", endpoint),
            WebSocketRoute("/graphql", endpoint),
            Route("/releases/{release_id}/graphql", endpoint),
            Route("/", home),
            Route("/cooperatives/{slug}", cooperative_page),
            Route("/indicators/{code}", indicator_page),
            Route("/releases/{release_id}", release_page),
            Route("/assets/{name:path}", asset),
            Route("/livez", alive),
            Route("/readyz", ready),
        ],
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={
            404: not_found,
            sa.exc.SQLAlchemyError: unreadable,
            500: failed,
        },
    )
    app.state.graphql = endpoint
    app.state.ends = (endpoint.stop,)
    app.state.shelf_engine = engine
    app.state.site = Site(shelf)
    return app


def create_subgraph(settings: Settings, domain: Domain) -> Starlette:
    """One domain's subgraph over the shelf, for a gateway: no pages, and no editor.

    The gateway asks all subgraphs at `/graphql` for the latest release, or all at
    `/releases/{release_id}/graphql` for one and the same.
    """
    engine = _shelf(settings)
    endpoint = GraphQLEndpoint(Shelf(engine), _graph(settings, domain))
    app = Starlette(
        routes=[
            Route("/graphql", endpoint),
            Route("/releases/{release_id}/graphql", endpoint),
            Route("/livez", alive),
            Route("/readyz", ready),
        ],
    )
    app.state.graphql = endpoint
    app.state.ends = (endpoint.stop,)
    app.state.shelf_engine = engine
    return app


def _shelf(settings: Settings) -> sa.Engine:
    return open_store(settings.shelf_url, read_only=True, seconds=settings.statement_seconds)


def _graph(settings: Settings, domain: Domain | None = None) -> HubSchema:
    execution = GeneratedLoops if settings.generated_loops else Execution
    return HubSchema(domain, limits=settings.limits, execution=execution)
