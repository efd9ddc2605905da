"""What do the tests of the gateway ask? Five running subgraphs, the whole graph, a gateway."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from hub.app import create_app, create_subgraph
from hub.settings import Settings
from hub.stores import open_store
from schema.subgraphs import DOMAINS, Domain
from schema.supergraph import supergraph
from tests.gateway.node import started
from tests.gateway.subgraphs import Subgraph
from tests.schema.conftest import fill

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """The same shelf, served apart and as a whole.

    Attributes:
        parts: the subgraphs by domain.
        whole: the address of the whole graph.
        first: the id of the earlier of two releases.
    """

    parts: dict[Domain, Subgraph]
    whole: str
    first: str


@contextmanager
def running(app: Starlette) -> Iterator[Subgraph]:
    """An application of the hub's, until the block ends."""
    subgraph = Subgraph(app)
    subgraph.start()
    try:
        yield subgraph
    finally:
        app.state.graphql.stop()
        subgraph.stop()
        app.state.shelf_engine.dispose()


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """Five subgraphs and the whole graph over one small shelf."""
    settings = Settings.read(tmp_path_factory.mktemp("hub"), {})
    writing = open_store(settings.shelf_url)
    first, _ = fill(writing)
    writing.dispose()
    with ExitStack() as stack:
        parts = {
            domain: stack.enter_context(running(create_subgraph(settings, domain)))
            for domain in DOMAINS
        }
        whole = stack.enter_context(running(create_app(settings)))
        yield Hub(parts=parts, whole=whole.address, first=first)


@contextmanager
def gateway_over(composed: str, folder: Path) -> Iterator[str]:
    """The address of a Hive gateway over a supergraph, until the block ends."""
    file = folder / "supergraph.graphql"
    file.write_text(composed, encoding="utf-8")
    with started("gateway.mjs", str(file)) as address:
        yield address


@pytest.fixture(scope="session")
def gateway(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a gateway over the five subgraphs."""
    addresses = {domain: part.address for domain, part in hub.parts.items()}
    with gateway_over(supergraph(addresses), tmp_path_factory.mktemp("gateway")) as address:
        yield address


def ask(address: str, query: str) -> Answer:
    """The parsed answer to a query."""
    answer: Answer = httpx2.post(address, json={"query": query}, timeout=60).json()
    return answer


@pytest.fixture(scope="session")
def same(hub: Hub, gateway: str) -> Callable[[str], tuple[Answer, Answer]]:
    """Asks the gateway and the whole graph the same."""

    def asked(query: str) -> tuple[Answer, Answer]:
        return ask(gateway, query), ask(hub.whole, query)

    return asked
