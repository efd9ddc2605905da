"""Does another worker finish an import whose worker is killed half-way, once, and how soon?

    python -m bench.take_over [--rows 1000000]

Pushes a register to a hub of its own, kills the worker with SIGKILL when about half of its records
are written, starts another, and prints how long each part took. Ends with status 1 unless the
import is there whole, once, with nothing left of the first attempt; at once where the worker was
done before it could be killed.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pyarrow.parquet as pq
import sqlalchemy as sa
from rich.console import Console

from bench.registers import write_upload
from hub import migrate
from hub.access import Actor, ActorKind, Role
from hub.jobs import JOBS, Job, latest
from hub.partners.desk import Desk
from hub.partners.kinds import READ
from hub.partners.pushes import Push, find
from hub.partners.sending import send
from hub.partners.uploads import Receiving
from hub.settings import Settings
from hub.stores import open_store
from hub.vault.store import Vault
from hub.vocabulary import Language
from hub.workspace import IMPORTS

ROOT = Path(__file__).parents[1]
_LEASE = 5
_PIECE = 1 << 20
#: Of a file of the vault; most of it is the pseudonym.
_BYTES_A_RECORD = 32


def main() -> int:
    """Push, kill, take over, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    asked = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as name:
        upload = Path(name) / "upload"
        upload.mkdir()
        write_upload(upload, asked.rows)
        settings = Settings.read(Path(name) / "data", {})
        engine = open_store(settings.workspace_url)
        migrate.upgrade(engine, "workspace")
        started = time.perf_counter()
        push = _push(Desk(settings, engine), upload)
        console.print(f"{asked.rows:,} rows received in {time.perf_counter() - started:.1f} s")
        first = _worker(settings)
        started = time.perf_counter()
        # what a job says of its progress is written once a second, which is too seldom to hit it
        half = asked.rows * _BYTES_A_RECORD // 2
        _until(engine, push, lambda _: _written(settings, push) >= half)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        console.print(f"killed after {time.perf_counter() - started:.1f} s of work")
        started = time.perf_counter()
        second = _worker(settings)
        _until(engine, push, lambda job: job.attempt == 2)  # noqa: PLR2004 - the second one
        console.print(
            f"taken up by another worker {time.perf_counter() - started:.1f} s after it was "
            f"started, its own start and a lease of {_LEASE} s included"
        )
        _until(engine, push, lambda job: not job.is_open)
        console.print(f"finished {time.perf_counter() - started:.1f} s after it was started")
        second.terminate()
        second.wait()
        whole = _is_whole(settings, engine, push, asked.rows)
        engine.dispose()
    console.print("whole, and once" if whole else "NOT as it should be")
    return 0 if whole else 1


def _push(desk: Desk, upload: Path) -> Push:
    actor = Actor(
        kind=ActorKind.PERSON, subject="bench", roles={"bench": frozenset({Role.STEWARD})}
    )
    with Receiving(desk.settings.uploads, desk.settings.partners.upload_bytes) as receiving:
        for file in sorted(upload.iterdir()):
            receiving.begin(file.name, "text/csv")
            with file.open("rb") as stream:
                while piece := stream.read(_PIECE):
                    receiving.write(piece)
        push, _ = send(desk, actor, "bench", receiving, Language.EN)
    return push


def _worker(settings: Settings) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - the hub's own command
        [
            *(sys.executable, "-c", "from hub.cli import main; main()"),
            *("worker", "--data", str(settings.folder)),
        ],
        cwd=ROOT,
        env={**os.environ, "INTERCOOP_LEASE_SECONDS": str(_LEASE)},
        stdout=subprocess.DEVNULL,
    )


def _until(engine: sa.Engine, push: Push, there: Callable[[Job], bool]) -> None:
    while True:
        with engine.begin() as connection:
            job = latest(connection, push.id, (READ,))
        if job is not None and there(job):
            return
        if job is not None and not job.is_open:
            sys.exit(f"the job was {job.state} before; take more rows")
        time.sleep(0.02)


def _written(settings: Settings, push: Push) -> int:
    """Bytes of the records that are written; an import that is not kept yet has a longer name."""
    written = 0
    for file in (settings.vault / "bench").glob(f"{push.id}?*/*"):
        with suppress(FileNotFoundError):
            written += file.stat().st_size
    return written


def _is_whole(settings: Settings, engine: sa.Engine, push: Push, rows: int) -> bool:
    with engine.begin() as connection:
        now = find(connection, push.id)
        jobs = connection.execute(sa.select(JOBS.c.state, JOBS.c.attempt)).all()
        imports = connection.execute(sa.select(IMPORTS.c.id)).scalars().all()
    members = Vault(settings.vault).file("bench", push.id, "members")
    left = {entry.name for entry in (settings.vault / "bench").iterdir()} - {".lock", push.id}
    return (
        now is not None
        and now.state == "ready"
        and [tuple(job) for job in jobs] == [("done", 2)]
        and imports == [push.id]
        and int(pq.read_metadata(members).num_rows) == rows
        and not left
    )


if __name__ == "__main__":
    sys.exit(main())
