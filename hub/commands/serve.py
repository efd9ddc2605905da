"""How are pages, the graph and partners' imports served? `intercoop serve`."""

from enum import StrEnum
from typing import Annotated

import typer

from hub import server
from hub.app import create_app, create_subgraph
from hub.commands.options import Data
from hub.commands.serving import partner_side, require_address
from hub.partner_app import BothSides, create_partner_app
from hub.partners.worker import Worker
from hub.settings import Settings
from hub.terminal import OUT
from schema.subgraphs import Domain


class Side(StrEnum):
    """One of the two sides, where they are served apart."""

    PUBLIC = "public"
    PARTNER = "partner"


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    subgraph: Annotated[
        Domain | None, typer.Option(help="Only this domain's part of the graph, for a gateway.")
    ] = None,
    only: Annotated[
        Side | None, typer.Option(help="Only the public side, or only the partner side.")
    ] = None,
    data: Data = None,
) -> None:
    """Serve pages, the GraphQL API and partners' imports, until interrupted.

    The public side reads the shelf and nothing else. The partner side does its jobs beside it.
    """
    settings = Settings.read(data)
    if only is Side.PARTNER:
        require_address(settings, host)
    place = server.listen(host, port)
    if subgraph is not None:
        OUT.print(f"Serving http://{host}:{port}/graphql  (only {subgraph}; stop with Ctrl-C)")
        server.serve(create_subgraph(settings, subgraph), place)
        return
    OUT.print(f"Serving http://{host}:{port}/  (GraphQL at /graphql; stop with Ctrl-C)")
    if only is Side.PUBLIC:
        server.serve(create_app(settings), place)
        return
    with partner_side(settings, host, port) as gate:
        if gate is None and only is None:
            server.serve(create_app(settings), place)
            return
        partner = create_partner_app(settings, gate)
        served = partner if only is Side.PARTNER else BothSides(create_app(settings), partner)
        with Worker(settings):
            server.serve(served, place)
