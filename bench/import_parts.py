"""On what does an import spend its processor time, part by part?

    python -m bench.import_parts [--rows 1000000] [--export template] [--runs 3]

The parts run one after another here, in one process, where an import runs three at a time; what
is counted is their processor time, the least of all runs. Beside it the bare read that
`bench.import_rows` compares with.
"""

import argparse
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

import polars as pl
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from bench.registers import EXPORTS, Export, write_upload
from connectors import (
    cells,
    checking,
    keys,
    mapping,
    opening,
    reading,
    references,
    taking,
    text_table,
)
from hub import intake_desk, migrate
from hub.intake import import_upload
from hub.settings import Settings
from hub.stores import open_store
from hub.vault import store

_BARE, _REST = "bare read, for comparison", "everything else"
#: What is counted -> where it is called from, and by which name.
_PARTS: dict[str, tuple[tuple[Any, str], ...]] = {
    "hash of the files": ((intake_desk, "file_digest"),),
    "encoding, delimiter and headers": ((opening, "find_encoding"), (opening, "cut")),
    "records measured": ((text_table, "measure"),),
    "cells cut (polars)": ((text_table, "_parse"),),
    "text tidied": ((cells, "tidy"),),
    "pseudonyms (HMAC-SHA256)": ((mapping, "pseudonyms"),),
    "other values read": ((taking, "map_rows"),),
    "rules of the table (dataframely)": ((checking, "check_rules"),),
    "codes and keys": (
        (references.References, "check"),
        (keys.Keys, "add"),
        (keys.Keys, "report"),
    ),
    "given to Arrow": ((store, "handed_over"),),
    "written as Parquet, zstd": ((pq.ParquetWriter, "write_table"),),
    "quality": ((intake_desk, "quality"),),
    "synced and named": ((store.StagedImport, "keep"),),
}


class _AtOnce(Executor):
    """Does what it is given before it returns, so that one part is under way at a time."""

    def __init__(self, *_workers: int) -> None:
        pass

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:  # noqa: ANN401 - as its base
        done: Future[Any] = Future()
        done.set_result(work(*given, **named))
        return done


class _Counted:
    """Processor time by part; that of a part within another is the inner one's alone."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._within = [0.0]

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        before = time.process_time()
        self._within.append(0.0)
        try:
            yield
        finally:
            used = time.process_time() - before
            self.spent[name] += used - self._within.pop()
            self._within[-1] += used

    def counting(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - as what it stands for
            with self.part(name):
                return work(*given, **named)

        return counted


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--export", choices=EXPORTS, default="template")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    export = EXPORTS[asked.export]
    with tempfile.TemporaryDirectory() as folder:
        upload = Path(folder) / "upload"
        upload.mkdir()
        register = write_upload(upload, asked.rows, export=export)
        runs = [
            _measure(upload, register, export, Path(folder) / f"data{run}")
            for run in range(asked.runs)
        ]
    least = {name: min(run[name] for run in runs) for name in (*_PARTS, _REST, _BARE)}
    bare = least.pop(_BARE)
    table = Table(
        "part", "processor s", "bare reads", title=f"{asked.rows:,} members, {asked.export}"
    )
    for name, spent in (*least.items(), ("together", sum(least.values())), (_BARE, bare)):
        table.add_row(name, f"{spent:.3f}", f"{spent / bare:.2f}")
    console = Console()
    console.print(table)
    console.print(f"load of the machine (1, 5, 15 minutes): {os.getloadavg()}")


def _measure(upload: Path, register: Path, export: Export, data: Path) -> Counter[str]:
    settings = Settings.read(data, {})
    engine = open_store(settings.workspace_url)
    migrate.upgrade(engine, "workspace")
    engine.dispose()
    counted = _Counted()
    with counted.part(_BARE):
        encoding: Literal["utf8", "utf8-lossy"] = (
            "utf8" if export.encoding == "utf-8" else "utf8-lossy"
        )
        pl.scan_csv(register, separator=export.separator, encoding=encoding).collect()
    changes = [
        patch.object(place, name, counted.counting(part, getattr(place, name)))
        for part, places in _PARTS.items()
        for place, name in places
    ]
    changes += [
        patch.object(reading, "ahead", iter),
        patch.object(store, "ThreadPoolExecutor", _AtOnce),
    ]
    for change in changes:
        change.start()
    try:
        with counted.part(_REST):
            import_upload(settings, upload, "bench", progress=lambda *_: None)
    finally:
        for change in changes:
            change.stop()
    return counted.spent


if __name__ == "__main__":
    main()
