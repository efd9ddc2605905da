"""What does a gateway serve? The five subgraphs composed, at addresses of one's own."""

import re
from collections.abc import Mapping
from pathlib import Path

from schema.subgraphs import DOMAINS, Domain

#: Composed by a program of Node's, which running a hub does not need: it is committed.
SUPERGRAPH = Path(__file__).parent / "supergraph.graphql"

#: Where each subgraph is unless told otherwise: on this machine, one port after the other.
ADDRESSES: Mapping[Domain, str] = {
    domain: f"http://127.0.0.1:{port}/graphql" for port, domain in enumerate(DOMAINS, 8001)
}

_SUBGRAPH = re.compile(r'(@join__graph\(name: "(\w+)", url: ")[^"]*')


def supergraph(addresses: Mapping[Domain, str]) -> str:
    """The supergraph as SDL, for a gateway.

    Args:
        addresses: where subgraphs are; the others are at their usual address. They must hold
            nothing that ends a GraphQL string.
    """
    chosen = {
        str(domain): address
        for known in (ADDRESSES, addresses)
        for domain, address in known.items()
    }
    return _SUBGRAPH.sub(
        lambda found: found[1] + chosen[found[2]], SUPERGRAPH.read_text(encoding="utf-8")
    )
