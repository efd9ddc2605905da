"""What does a gateway need to serve the graph? `intercoop supergraph` writes it."""

import sys
from typing import Annotated, get_args
from urllib.parse import urlsplit

import typer

from hub.problem import Problem
from schema.subgraphs import Domain
from schema.supergraph import supergraph

_NAMES: tuple[Domain, ...] = get_args(Domain)


class UnreadableAddress(Problem):
    """An option does not say where a subgraph is."""

    def __init__(self, name: str) -> None:
        # the address is not repeated: it may hold a password
        super().__init__(
            f"--url {name}=... does not say where a subgraph is",
            f"Write the domain ({', '.join(_NAMES)}), `=` and an http address: "
            "--url votes=http://votes.internal:8000/graphql",
        )


def write_supergraph(
    url: Annotated[
        list[str] | None,
        typer.Option(
            "--url",
            metavar="DOMAIN=ADDRESS",
            help="Where a subgraph is, once for each. Default: this machine's ports 8001 to 8005.",
        ),
    ] = None,
) -> None:
    """Write the graph of the five subgraphs, composed for a gateway, to standard output."""
    sys.stdout.write(supergraph(dict(_address(written) for written in url or ())))


def _address(written: str) -> tuple[Domain, str]:
    name, _, address = written.partition("=")
    domain = next((one for one in _NAMES if one == name), None)
    if domain is None or not _reachable(address):
        raise UnreadableAddress(name)
    return domain, address


def _reachable(address: str) -> bool:
    """Whether it is an address of HTTP's that can stand between quotation marks."""
    if not address.isprintable() or any(sign in address for sign in '"\\ '):
        return False
    try:
        parts = urlsplit(address)
        # a port that is none says so only when it is asked for
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
