"""How much CPU does a hostile question take before it is refused?

    python bench/attacks_cpu.py [--runs 5]

Each is asked through the whole of the hub's HTTP layer, and never twice in the same words, so that
nothing is at hand. Bars: less than 50 ms of CPU each, and no status of 500 or more.
"""

import argparse
import asyncio
import gc
import statistics
import tempfile
import time
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table
from starlette.types import ASGIApp

from bench.asking import post
from hub.releases.reader import Shelf
from hub.stores import open_store
from schema.http import GraphQLEndpoint
from schema.subgraphs import HubSchema
from tests.schema.attacks import BODIES, DOCUMENTS
from tests.schema.conftest import fill

#: Milliseconds of CPU that no attack may take.
_BAR = 50
_FAULT = 500


async def _measure(app: ASGIApp, runs: int) -> dict[str, tuple[float, int]]:
    """Per attack: milliseconds of CPU, the median of the runs, and the HTTP status."""
    await post(app, b'{"query": "{ __typename }"}')
    found = {}
    for name in (*DOCUMENTS, *BODIES):
        times, status = [], 0
        for run in range(runs):
            body = BODIES.get(name) or orjson.dumps({"query": f"{DOCUMENTS[name]} #{run}"})
            gc.collect()
            start = time.process_time()
            status, _ = await post(app, body + b" " * run)
            times.append((time.process_time() - start) * 1000)
        found[name] = statistics.median(times), status
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        engine = open_store(f"sqlite:///{Path(folder) / 'shelf.db'}")
        fill(engine)
        found = asyncio.run(_measure(GraphQLEndpoint(Shelf(engine), HubSchema()), runs))
        engine.dispose()
    table = Table("attack", "ms of CPU", "status")
    for name, (taken, status) in sorted(found.items(), key=lambda one: -one[1][0]):
        table.add_row(name, f"{taken:.1f}", str(status))
    Console().print(table)
    worst = max(taken for taken, _ in found.values())
    print(
        f"bars: {worst:.1f} ms of at most {_BAR} ms; no status of 500 or more: "
        f"{all(status < _FAULT for _, status in found.values())}"
    )


if __name__ == "__main__":
    main()
