"""The protocols' own clients are told of each release, over SSE and over a websocket."""

import json
import threading
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from hub.releases.reader import Shelf
from hub.stores import open_store
from schema.http import GraphQLEndpoint
from schema.subgraphs import DOMAINS, HubSchema
from tests.gateway.node import run
from tests.schema.released import empty, release
from tests.schema.served import served, until

NEWS = "subscription News { releasePublished { number previous { number } } }"


@pytest.mark.parametrize("kind", ["sse", "ws"])
def test_a_client_is_told_of_each_release(tmp_path: Path, kind: str) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'shelf.db'}")
    empty(engine)
    release(engine, 1)
    endpoint = GraphQLEndpoint(Shelf(engine), HubSchema(), every=0.02)
    routes = [Route("/graphql", endpoint), WebSocketRoute("/graphql", endpoint)]
    heard: list[str] = []
    with served(Starlette(routes=routes)) as address:
        client = threading.Thread(
            target=lambda: heard.append(
                run("subscribe.mjs", kind, f"{address}/graphql", NEWS, "2")
            )
        )
        client.start()
        # a socket counts, and so does its subscription
        until(lambda: endpoint.streams.open == (1 if kind == "sse" else 2), seconds=30)
        for count in (2, 3):
            release(engine, count)
        client.join(60)
        until(lambda: endpoint.streams.open == 0)
    engine.dispose()
    told = [json.loads(line)["data"]["releasePublished"] for line in heard[0].splitlines()]
    assert told == [
        {"number": 2, "previous": {"number": 1}},
        {"number": 3, "previous": {"number": 2}},
    ]


def test_only_the_whole_graph_tells_of_releases() -> None:
    assert "type Subscription" in HubSchema().as_str()
    assert not any("type Subscription" in HubSchema(domain).as_str() for domain in DOMAINS)
