"""How much CPU does an answer take, against a bare answer and Strawberry as it comes?

100 observations with 6 fields of each.

    python bench/execution_cpu.py [--requests 50] [--rounds 20]

All answer the same question from the same rows, which stand in memory, through the same interface
(ASGI, without a network) and in turns within one run: a machine that slows down slows them all.
Bars: ours at most 1/7 of Strawberry as it comes; a connection of 100 edges at most 1 ms.
"""

import argparse
import asyncio
import gc
import json
import time

import orjson
import sqlalchemy as sa
from anyio import CapacityLimiter
from rich.console import Console
from rich.table import Table
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.federation import Schema

from bench.asking import post
from hub.releases.definition import Definition
from hub.releases.observation import Observation
from hub.releases.reader import Shelf
from hub.releases.release import Cooperative as ReleasedCooperative
from hub.releases.release import Release
from hub.releases.wanted import Placed, Wanted
from hub.vocabulary import DisclosureClass, Origin, Status, Tier, Unit
from schema.directory import Directories
from schema.entities import Query
from schema.execution import Execution
from schema.http import GraphQLEndpoint
from schema.reading import Reading
from schema.subgraphs import ENTITIES, HubSchema

_SIX = "period value numerator denominator status unit"
NODES = f"{{ observations(filter: {{}}, first: 100) {{ nodes {{ {_SIX} }} }} }}"
EDGES = (
    f"{{ observations(filter: {{}}, first: 100) {{ edges {{ cursor node {{ {_SIX} }} }} "
    "pageInfo { hasNextPage endCursor } } }"
)
NESTED = (
    "{ observations(filter: {}, first: 100) { nodes { period value breakdown { code } "
    "indicator { code unit } cooperative { slug name } } } }"
)

_RELEASE = Release(
    id="r", number=1, created_at="2026-01-01T00:00:00Z", content_hash="h", previous_id=None,
    software_version="bench", manifest={},
)  # fmt: skip
_COOPERATIVE = ReleasedCooperative(
    slug="bench", name="Bench", country="BE", legal_form=None, sector=None, founded_on=None,
    dissolved_on=None, website=None, languages=("fr",), synthetic=True,
)  # fmt: skip
_INDICATOR = Definition(
    code="turnout.assembly", version="1", family="turnout", tier=Tier.CORE, unit=Unit.RATIO,
    disclosure=DisclosureClass.RATIO, name={"en": "Turnout"}, definition={}, formula="a / b",
    numerator="a", denominator="b", breakdowns=(), caveat={}, direction="none",
    uncertainty="rounding", period="assembly", sources=(),
)  # fmt: skip
_ROWS = [
    Placed(
        position,
        Observation(
            cooperative="bench", indicator="turnout.assembly", period=f"{1900 + position}",
            as_of=f"{1900 + position}", value=position / 100, numerator=float(position),
            denominator=100.0, unit=Unit.RATIO, status=Status.DECLARED_PUBLIC,
            origin=Origin.DECLARED, method_version="1",
        ),
    )
    for position in range(100)
]  # fmt: skip


class _RowsInMemory(Shelf):
    """A shelf that has read its hundred observations before."""

    def latest(self) -> Release:
        """The only release."""
        return _RELEASE

    def cooperatives(self, release_id: str) -> list[ReleasedCooperative]:
        """The only cooperative."""
        del release_id
        return [_COOPERATIVE]

    def definitions(self, release_id: str) -> list[Definition]:
        """The only indicator."""
        del release_id
        return [_INDICATOR]

    def observations(
        self, release_id: str, wanted: Wanted, *, limit: int | None = None, after: int = -1
    ) -> list[Placed]:
        """The same hundred, whatever is asked."""
        del release_id, wanted, limit, after
        return _ROWS


class _AsItComes(GraphQL[Reading, None]):
    """Strawberry's own ASGI application, with the context that the hub's resolvers need."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(Schema(query=Query, types=list(ENTITIES), federation_version="2.9"))
        directory = Directories(shelf).latest()
        if directory is None:
            raise AssertionError(shelf)
        self._shelf, self._directory = shelf, directory

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Reading:
        """A reading of the release, for one request."""
        del request, response
        return Reading(self._shelf, self._directory, threads=CapacityLimiter(10))


async def _ask(app: ASGIApp, query: str, number: int) -> bytes:
    """The body of an answer that no cache has, for no question was asked before."""
    asked = orjson.dumps({"query": query, "extensions": {"number": number}})
    return (await post(app, asked))[1]


def _bare(answer: bytes) -> ASGIApp:
    parsed = json.loads(answer)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await JSONResponse(parsed)(scope, receive, send)

    return app


async def _measure(requests: int, rounds: int) -> dict[str, float]:
    """Milliseconds of CPU per request, of the quickest round: neighbours only ever add to it."""
    shelf = _RowsInMemory(sa.create_engine("sqlite://"))
    ours = GraphQLEndpoint(shelf, HubSchema())
    plain = GraphQLEndpoint(shelf, HubSchema(execution=Execution))
    theirs = _AsItComes(shelf)
    for query in (NODES, EDGES, NESTED):
        answers = [json.loads(await _ask(app, query, 0)) for app in (ours, plain, theirs)]
        if answers[1:] != answers[:-1] or "errors" in answers[0]:
            raise AssertionError(answers)
    cases: dict[str, tuple[ASGIApp, str]] = {
        "bare Starlette JSON": (_bare(await _ask(ours, NODES, 0)), NODES),
        "Strawberry as it comes": (theirs, NODES),
        "ours, loops off": (plain, NODES),
        "ours": (ours, NODES),
        "ours, 100 edges": (ours, EDGES),
        "Strawberry, 100 edges": (theirs, EDGES),
        "ours, nested objects": (ours, NESTED),
        "Strawberry, nested objects": (theirs, NESTED),
    }
    found: dict[str, list[float]] = {name: [] for name in cases}
    for turn in range(1, rounds + 1):
        for name, (app, query) in cases.items():
            gc.collect()
            start = time.process_time()
            for number in range(requests):
                await _ask(app, query, turn * requests + number)
            found[name].append((time.process_time() - start) / requests * 1000)
    return {name: min(times) for name, times in found.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--requests", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    found = asyncio.run(_measure(asked.requests, asked.rounds))
    table = Table("100 observations, 6 fields", "ms of CPU", "of Strawberry as it comes")
    whole = found["Strawberry as it comes"]
    for name, taken in found.items():
        table.add_row(name, f"{taken:.3f}", f"{taken / whole:.3f}")
    Console().print(table)
    ratio, edges = found["ours"] / whole, found["ours, 100 edges"]
    print(f"bars: {ratio:.3f} of at most {1 / 7:.3f}; {edges:.2f} ms of at most 1 ms")


if __name__ == "__main__":
    main()
