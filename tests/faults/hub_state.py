"""What does a hub keep, and how is a process run that dies when told to?"""

import json
import subprocess
from pathlib import Path
from typing import Any

import polars as pl
import sqlalchemy as sa

from hub.settings import Settings
from hub.stores import open_store

#: Columns that say when something happened, or are a hash over that; all else must be the same.
_WHEN = {"created_at", "audit_log.at", "audit_log.hash", "audit_log.previous_hash"}


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
                str(
                    {
                        name: value
                        for name, value in row.items()
                        if not {name, f"{table.name}.{name}"} & _WHEN
                    }
                )
                for row in connection.execute(sa.select(table)).mappings()
            )
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return found
