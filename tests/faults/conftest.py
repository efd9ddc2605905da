"""What do fault tests share? A process that can be killed at any moment, and what it leaves."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import sqlalchemy as sa

from hub.settings import Settings
from hub.stores import open_store

ROOT = Path(__file__).parents[2]

#: Columns that say when something happened; all else must be the same.
_WHEN = {"created_at"}


class Zygote:
    """Runs imports and releases, each in a process of its own, killed when told to."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, settings: Settings, command: dict[str, Any], die_at: int | None) -> int | None:
        """Run to the end (None: how many moments were passed) or to its death (None)."""
        order = {
            **command,
            "data": str(settings.folder),
            "environment": {
                "INTERCOOP_WORKSPACE_URL": settings.workspace_url,
                "INTERCOOP_SHELF_URL": settings.shelf_url,
            },
            "die_at": die_at,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        status, passed = json.loads(self._process.stdout.readline())
        assert status in (0, -9), status
        return int(passed) if status == 0 else None


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with subprocess.Popen(  # noqa: S603 - this interpreter and a file of this folder
        [sys.executable, Path(__file__).with_name("zygote.py")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(ROOT), "POLARS_MAX_THREADS": "1"},
    ) as process:
        yield Zygote(process)
        assert process.stdin is not None
        process.stdin.close()
        process.wait(20)


def state(settings: Settings) -> dict[str, Any]:
    """Everything a hub keeps, but for the times at which it was written."""
    return {
        "vault": {
            str(file.relative_to(settings.vault)): pl.read_parquet(file).to_dicts()
            for file in sorted(settings.vault.rglob("*.parquet"))
        },
        "folders": sorted(
            str(entry.relative_to(settings.folder))
            for entry in settings.folder.rglob("*")
            if not entry.name.startswith(("workspace.db", "shelf.db"))
        ),
        "workspace": _rows(settings.workspace_url),
        "shelf": _rows(settings.shelf_url),
    }


def _rows(url: str) -> dict[str, list[str]]:
    if url.startswith("sqlite") and not Path(sa.make_url(url).database or "").exists():
        return {}
    engine = open_store(url)
    metadata = sa.MetaData()
    metadata.reflect(engine)
    with engine.begin() as connection:
        found = {
            table.name: sorted(
                str({name: value for name, value in row.items() if name not in _WHEN})
                for row in connection.execute(sa.select(table)).mappings()
            )
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return found
