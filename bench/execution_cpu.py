"""How much CPU does an answer take, against a bare answer and Strawberry as it comes?

100 observations with 6 fields of each.

    python -m bench.execution_cpu [--requests 50] [--rounds 20]

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
from rich.console import Console
from rich.table import Table
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bench.asking import post
from bench.hundred import EDGES, NODES, AsItComes, RowsInMemory
from schema.execution import Execution
from schema.http import GraphQLEndpoint
from schema.subgraphs import HubSchema

NESTED = (
    "{ observations(filter: {}, first: 100) { nodes { period value breakdown { code } "
    "indicator { code unit } cooperative { slug name } } } }"
)


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
    shelf = RowsInMemory()
    ours = GraphQLEndpoint(shelf, HubSchema())
    plain = GraphQLEndpoint(shelf, HubSchema(execution=Execution))
    theirs = AsItComes(shelf)
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
