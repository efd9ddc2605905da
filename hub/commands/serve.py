"""How are pages, the graph and partners' imports served? `intercoop serve`."""

import socket
from enum import StrEnum
from typing import Annotated

import typer

from hub import server
from hub.app import create_app, create_subgraph
from hub.commands.options import Data
from hub.origin import origin
from hub.settings import Settings
from hub.terminal import OUT
from schema.subgraphs import Domain

#: What is said to be there, where everybody may ask.
_GRAPH = "GraphQL at /graphql"


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
    if subgraph is not None:
        place = _listen(host, port, "/graphql", f"only {subgraph}")
        server.serve(create_subgraph(settings, subgraph), place)
    elif only is Side.PUBLIC:
        place = _listen(host, port, "/", _GRAPH)
        server.serve(create_app(settings), place)
    else:
        _serve_partners(settings, host, port, alone=only is Side.PARTNER)


def _listen(host: str, port: int, path: str, there: str) -> socket.socket:
    place = server.listen(host, port)
    OUT.print(f"Serving {origin(host, port)}{path}  ({there}; stop with Ctrl-C)")
    return place


def _serve_partners(settings: Settings, host: str, port: int, *, alone: bool) -> None:
    """Serve the partner side, and the public side beside it unless it is to be alone."""
    # a server of the public side has nothing in its memory of what reads the vault
    from hub.commands.serving import partner_side, require_address  # noqa: PLC0415
    from hub.partner_app import BothSides, create_partner_app  # noqa: PLC0415
    from hub.partners.worker import Worker  # noqa: PLC0415

    if alone:
        require_address(settings, host)
    place = _listen(host, port, "/", "only partners" if alone else _GRAPH)
    with partner_side(settings, host, port) as gate:
        if gate is None and not alone:
            server.serve(create_app(settings), place)
            return
        partner = create_partner_app(settings, gate)
        served = partner if alone else BothSides(create_app(settings), partner)
        with Worker(settings):
            server.serve(served, place)
