"""How does a test read the invented exports of examples/exports? By system and file."""

from pathlib import Path

import polars as pl

from connectors.pseudonyms import pseudonyms
from tests.connectors.uploads import KEY, Outcome, read_paths

EXPORTS = Path(__file__).parents[2] / "examples" / "exports"


def export(system: str, *names: str, scratch: Path) -> Outcome:
    """One upload of some files of a system, by a cooperative without earlier imports."""
    paths = tuple(EXPORTS / system / name for name in names)
    return read_paths(paths, scratch, known={})


def person(number: str) -> str:
    """The pseudonym of a member number."""
    return str(pseudonyms(pl.Series([number]), KEY)[0])


def cells(outcome: Outcome, table: str, *columns: str) -> list[tuple[object, ...]]:
    """Some columns of a stored table, row by row."""
    return outcome.tables[table].select(columns).rows()
