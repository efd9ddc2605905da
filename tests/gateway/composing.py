"""What are the subgraphs composed? `python -m tests.gateway.composing` writes the supergraph."""

from collections.abc import Mapping
from pathlib import Path

from schema.supergraph import ADDRESSES, SUPERGRAPH
from tests.gateway.node import run

ROOT = Path(__file__).parents[2]
SUBGRAPHS: Mapping[str, Path] = {
    domain: ROOT / "schema" / "subgraphs" / f"{domain}.graphql" for domain in ADDRESSES
}


def composed(*others: tuple[str, Path, str]) -> str:
    """The supergraph of the hub's subgraphs and of others: name, SDL file and address."""
    own = [(domain, SUBGRAPHS[domain], address) for domain, address in ADDRESSES.items()]
    words = [str(word) for subgraph in (*own, *others) for word in subgraph]
    return run(str(ROOT / "examples" / "extension" / "compose.mjs"), *words)


if __name__ == "__main__":
    SUPERGRAPH.write_text(composed(), encoding="utf-8")
