"""Is any query that the schema allows answered with a fault? Schemathesis, three seeds.

    python -m bench.fuzz_http [--examples 500] [--data DIR]

Asks the hub's own application, with the examples loaded (`intercoop demo`). Prints how many
queries were answered and how many refused; the first fault ends it, with the query that shows it.
"""

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table
from starlette.testclient import TestClient

from hub.app import create_app
from hub.settings import Settings
from tests.schema.fuzzing import fuzz

_SEEDS = (1, 2, 3)


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--examples", type=int, default=500)
    parser.add_argument("--data", type=Path)
    asked = parser.parse_args()
    app = create_app(Settings.read(asked.data))
    table = Table("seed", "answered", "refused", "faults")
    try:
        with TestClient(app) as client:
            for number in _SEEDS:
                said = fuzz(app, client, number=number, examples=asked.examples)
                table.add_row(str(number), str(said["answered"]), str(said["refused"]), "0")
    finally:
        app.state.shelf_engine.dispose()
    Console().print(table)


if __name__ == "__main__":
    main()
