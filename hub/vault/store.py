"""Where do confidential records lie, and how do they get there whole or not at all?

`<vault>/<cooperative>/<import>/<table>.parquet`. An import is written into a folder with another
name, synced, renamed, and only then recorded in the workspace; what a killed process leaves
behind is unrecorded and swept before the next import of that cooperative.
"""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

import polars as pl
import pyarrow.parquet as pq

from hub.vault.keys import sync_folder
from hub.vault.table_file import handed_over, table_writer

_UNFINISHED = ".unfinished"
_APART = ".apart"
_LOCK = ".lock"
_RELEASING = ".releasing"


class Vault:
    """The confidential folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def file(self, cooperative: str, import_id: str, table: str) -> Path:
        """Where one table of one import lies."""
        return self._folder / cooperative / import_id / f"{table}.parquet"

    @contextmanager
    def locked(self, cooperative: str) -> Iterator[None]:
        """Hold a cooperative's imports for one process; the lock dies with the process."""
        with _held(self._folder / cooperative):
            yield

    def remove(self, cooperative: str) -> None:
        """Remove the folder of a cooperative that has no import: call under the lock."""
        shutil.rmtree(self._folder / cooperative)

    @contextmanager
    def releasing(self) -> Iterator[None]:
        """Hold the making of releases for one process; the lock dies with the process."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._folder / _RELEASING).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def sweep(self, cooperative: str, recorded: frozenset[str]) -> None:
        """Remove what killed imports left: call under the lock, with the recorded import ids."""
        for entry in (self._folder / cooperative).iterdir():
            if entry.name != _LOCK and entry.name not in recorded:
                shutil.rmtree(entry)

    def stage(self, cooperative: str, import_id: str) -> "StagedImport":
        """Begin writing an import."""
        home = self._folder / cooperative
        return StagedImport(home / f"{import_id}{_UNFINISHED}", home / import_id)


def _held(home: Path) -> TextIO:
    """The lock of a folder, held until it is closed."""
    while True:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileNotFoundError), ExitStack() as until_held:
            lock = until_held.enter_context((home / _LOCK).open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX)
            # whoever held it before may have removed the folder: then this lock holds nothing
            if os.path.samestat(os.fstat(lock.fileno()), (home / _LOCK).stat()):
                until_held.pop_all()
                return lock


class StagedImport:
    """An import being written; leaving the `with` block without `keep` removes it."""

    def __init__(self, folder: Path, final: Path) -> None:
        self._folder = folder
        self._final = final
        self._writers: dict[str, pq.ParquetWriter] = {}
        # compressing takes as long as reading: the last batch is written while the next is read
        self._thread = ThreadPoolExecutor(1)
        self._writing: Future[None] | None = None

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, mode=0o700)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown()
        # a writer closes by writing its footer: on a full disk that fails, and changes nothing
        for writer in self._writers.values():
            with suppress(OSError):
                writer.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def write(self, table: str, rows: pl.DataFrame) -> None:
        """Add a batch of rows to a table; an error of the disk may come with a later batch."""
        self._written()
        self._writing = self._thread.submit(self._append, table, rows)

    def read(self, table: str) -> pl.LazyFrame:
        """What has been written of a table; it takes no more rows afterwards."""
        self._close(table)
        return pl.scan_parquet(self._folder / f"{table}.parquet")

    def put_before(self, table: str, rows: Iterable[pl.DataFrame]) -> None:
        """Write rows before those that were written of a table.

        Args:
            table: a table that was written.
            rows: with its columns and types.
        """
        self._close(table)
        written = self._folder / f"{table}.parquet"
        apart = written.rename(self._folder / f"{table}{_APART}")
        for some in rows:
            if some.height:
                self.write(table, some)
        with pq.ParquetFile(apart) as file:
            for number in range(file.num_row_groups):
                self.write(table, pl.DataFrame(file.read_row_group(number)))
        self._close(table)
        apart.unlink()

    def keep(self) -> None:
        """Make the import durable and give it its name, at once."""
        self._written()
        for table in tuple(self._writers):
            self._close(table)
        for file in self._folder.iterdir():
            with file.open("rb") as written:
                os.fsync(written.fileno())
        sync_folder(self._folder)
        self._folder.rename(self._final)
        sync_folder(self._final.parent)

    def _append(self, table: str, rows: pl.DataFrame) -> None:
        if table not in self._writers:
            file = self._folder / f"{table}.parquet"
            self._writers[table] = table_writer(file, rows.clear().to_arrow().schema)
        self._writers[table].write_table(handed_over(rows))

    def _written(self) -> None:
        """Wait for the batch that is being written, and hear of its errors."""
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.result()

    def _close(self, table: str) -> None:
        self._written()
        writer = self._writers.pop(table, None)
        if writer is not None:
            writer.close()
