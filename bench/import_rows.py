"""How fast is an import, and how much memory does it take, against a bare read of the same file?

    python bench/import_rows.py [--rows 1000000] [--runs 3]

Each run is a process of its own; the ratio compares runs that alternate, so that a machine that
slows down slows both. Bars: at least 300,000 rows/s end to end and at most 600 MB at 1 M rows; at
most 1.3 GB at 10 M rows.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

_CATEGORIES = """code,label_en,kind,college,voting_share,college_aggregation
users,Users,user,users,0.5,unknown
workers,Workers,worker,workers,0.5,unknown
"""
_COOPERATIVE = """slug,name,country,synthetic
bench,Bench (invented cooperative),BE,true
"""

#: Seconds, seconds of processor time, megabytes.
Run = tuple[float, float, float]

_BARE = "import polars as pl, sys; pl.scan_csv(sys.argv[1]).collect()"
_OURS = (
    "import sys, pathlib; from hub.intake import import_upload; from hub.settings import Settings;"
    "outcome = import_upload(Settings.read(pathlib.Path(sys.argv[2]), {}),"
    " pathlib.Path(sys.argv[1]).parent, 'bench', progress=lambda *_: None);"
    "assert outcome.state == 'stored', outcome.report.findings[:3]"
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        upload = Path(folder) / "upload"
        upload.mkdir()
        members = upload / "members.csv"
        write_upload(upload, asked.rows)
        bare, ours = [], []
        for number in range(asked.runs):
            bare.append(_run(_BARE, str(members)))
            ours.append(_run(_OURS, str(members), str(Path(folder) / f"data{number}")))
        _report(asked.rows, members.stat().st_size, bare, ours)


def _run(program: str, *arguments: str) -> Run:
    """Seconds, seconds of processor time and megabytes (peak resident) of a process."""
    started = time.perf_counter()
    measured = f"{program}; import resource; print(*resource.getrusage(resource.RUSAGE_SELF)[:3])"
    done = subprocess.run(  # noqa: S603 - this interpreter and a program of this file
        [sys.executable, "-c", measured, *arguments], check=True, capture_output=True, text=True
    )
    seconds = time.perf_counter() - started
    user, system, peak = map(float, done.stdout.split()[-3:])
    return seconds, user + system, peak / 1024 / (1024 if sys.platform == "darwin" else 1)


def _report(rows: int, size: int, bare: list[Run], ours: list[Run]) -> None:
    start_ups = [_run("import polars, hub.intake") for _ in range(3)]
    start_up, spent = (statistics.median(run[part] for run in start_ups) for part in (0, 1))
    table = Table("", "seconds", "rows/s", "processor s", "peak MB")
    for name, runs in (("bare polars read", bare), ("import, end to end", ours)):
        seconds, work = (statistics.median(run[part] for run in runs) for part in (0, 1))
        memory = max(run[2] for run in runs)
        told = (f"{seconds:.2f}", f"{rows / seconds:,.0f}", f"{work:.2f}", f"{memory:,.0f}")
        table.add_row(name, *told)
    console = Console()
    console.print(
        f"{rows:,} member rows, {size / 1e6:,.0f} MB, start-up included: {start_up:.2f} s, "
        f"{spent:.2f} s of processor time"
    )
    console.print(table)
    ratios = [mine[0] / theirs[0] for mine, theirs in zip(ours, bare, strict=True)]
    console.print(f"import / bare read: {statistics.median(ratios):.2f} (median of {len(ratios)})")
    # what others do on the machine slows both, but seldom both alike
    ratios = [mine[1] / theirs[1] for mine, theirs in zip(ours, bare, strict=True)]
    console.print(f"the same of processor time: {statistics.median(ratios):.2f}")
    own = resource.getrusage(resource.RUSAGE_CHILDREN)
    console.print(f"processor time of all runs: {own.ru_utime + own.ru_stime:.1f} s")


def write_upload(folder: Path, rows: int) -> None:
    """The upload of an invented cooperative with so many members."""
    (folder / "cooperative.csv").write_text(_COOPERATIVE)
    (folder / "member_categories.csv").write_text(_CATEGORIES)
    _write_members(folder / "members.csv", rows)


def _write_members(file: Path, rows: int) -> None:
    """A register as software exports it, written in batches."""
    with file.open("w", encoding="utf-8") as stream:
        stream.write(
            "member_number,category,person_kind,gender,birth_year,region,joined_on,left_on\n"
        )
        for first in range(0, rows, 100_000):
            stream.writelines(
                f"M-{number:08d},{'users' if number % 17 else 'workers'},natural,"
                f"{('female', 'male', 'not_recorded')[number % 3]},{1940 + number % 65},"
                f"BE{number % 3 + 1},{2017 + number % 6}-{number % 12 + 1:02d}-15,\n"
                for number in range(first, min(first + 100_000, rows))
            )


if __name__ == "__main__":
    main()
