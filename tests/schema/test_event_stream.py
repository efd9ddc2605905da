"""A stream tells of each release as it comes, and ends with its reader or with the hub."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.types import Message

from hub.releases.reader import Shelf
from hub.stores import open_store
from schema import event_stream
from schema.http import GraphQLEndpoint
from schema.streams import Streams
from schema.subgraphs import HubSchema
from tests.schema.reader import Reader, until
from tests.schema.released import empty, release

NEWS = "subscription { releasePublished { number } }"
GRAPH = HubSchema()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_store(f"sqlite:///{tmp_path / 'shelf.db'}")
    empty(engine)
    release(engine, 1)
    yield engine
    engine.dispose()


@pytest.fixture
def endpoint(engine: sa.Engine) -> GraphQLEndpoint:
    return GraphQLEndpoint(Shelf(engine), GRAPH, every=0.01)


def published(number: int) -> dict[str, object]:
    return {"data": {"releasePublished": {"number": number}}}


def test_every_reader_is_told_of_every_release(
    engine: sa.Engine, endpoint: GraphQLEndpoint
) -> None:
    async def told() -> list[Reader]:
        readers = [Reader(endpoint, query=NEWS) for _ in range(5)]
        listening = [asyncio.create_task(one.listen()) for one in readers]
        await until(lambda: endpoint.streams.open == 5)
        for count in (2, 3):
            release(engine, count)
            await until(lambda: {len(one.answers) for one in readers} == {count - 1})  # noqa: B023
        endpoint.stop()
        await asyncio.gather(*listening)
        return readers

    for reader in asyncio.run(told()):
        assert reader.answers == [published(2), published(3)]
        assert reader.text.endswith("event: complete\ndata:\n\n")
        assert reader.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert reader.headers["cache-control"] == "no-store"
        assert reader.headers["access-control-allow-origin"] == "*"
    assert endpoint.streams.open == 0


def test_a_reader_who_goes_leaves_nothing_behind(endpoint: GraphQLEndpoint) -> None:
    async def left() -> tuple[int, int]:
        readers = [Reader(endpoint, query=NEWS) for _ in range(20)]
        listening = [asyncio.create_task(one.listen()) for one in readers]
        await until(lambda: endpoint.streams.open == 20)
        for one in readers:
            one.go()
        await asyncio.gather(*listening)
        await until(lambda: len(asyncio.all_tasks()) == 1)
        return endpoint.streams.open, len(asyncio.all_tasks())

    assert asyncio.run(left()) == (0, 1)


def test_a_quiet_stream_gives_signs_of_life(
    endpoint: GraphQLEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_stream, "QUIET", 0.01)

    async def heard() -> str:
        reader = Reader(endpoint, query=NEWS)
        listening = asyncio.create_task(reader.listen())
        await until(lambda: reader.text.count(":\n\n") > 3)
        reader.go()
        await listening
        return reader.text

    assert set(asyncio.run(heard())) == {":", "\n"}


def test_a_reader_who_takes_nothing_is_let_go(
    endpoint: GraphQLEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_stream, "PATIENCE", 0.05)

    class Stuck(Reader):
        async def _send(self, message: Message) -> None:
            del message
            await asyncio.Event().wait()

    async def left() -> int:
        reader = Stuck(endpoint, query=NEWS)
        await reader.listen()
        return endpoint.streams.open

    assert asyncio.run(left()) == 0


def test_a_query_is_answered_once(endpoint: GraphQLEndpoint) -> None:
    reader = Reader(endpoint, query="{ release { number } }")
    asyncio.run(reader.listen())
    assert reader.answers == [{"data": {"release": {"number": 1}}}]
    assert reader.text.endswith("event: complete\ndata:\n\n")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("subscription { unknown }", "unknown"),
        ("subscription { a: releasePublished { id } b: releasePublished { id } }", "one top"),
        ("mutation { __typename }", "nothing can be changed"),
        ("{", "Syntax Error"),
        ("query A { __typename } query B { __typename }", "name one"),
    ],
)
def test_what_is_wrong_is_said_in_the_stream(
    endpoint: GraphQLEndpoint, query: str, said: str
) -> None:
    reader = Reader(endpoint, query=query)
    asyncio.run(reader.listen())
    assert reader.status == 200
    [answer] = reader.answers
    assert said in str(answer["errors"])
    assert "data" not in answer


def test_a_subscription_is_streamed_to_whoever_takes_streams_at_all(
    endpoint: GraphQLEndpoint,
) -> None:
    async def heard() -> str:
        reader = Reader(endpoint, accept="application/json, text/event-stream;q=0.1", query=NEWS)
        listening = asyncio.create_task(reader.listen())
        await until(lambda: endpoint.streams.open == 1)
        reader.go()
        await listening
        return reader.headers["content-type"]

    assert asyncio.run(heard()) == "text/event-stream; charset=utf-8"


def test_one_stream_too_many_is_asked_to_come_again(endpoint: GraphQLEndpoint) -> None:
    endpoint.streams = Streams(most=0)
    reader = Reader(endpoint, query=NEWS)
    asyncio.run(reader.listen())
    assert (reader.status, reader.headers["retry-after"]) == (429, "10")


def test_a_stream_has_no_head(endpoint: GraphQLEndpoint) -> None:
    reader = Reader(endpoint, method="HEAD", query=NEWS)
    asyncio.run(reader.listen())
    assert reader.status == 405
