"""How fast is an import, and how much memory does it take, against a bare read of the same file?

    python -m bench.import_rows [--rows 1000000 10000000] [--exports template galette] [--runs 3]

Two pairs are timed, in runs that alternate, so that a machine that slows down slows both. As whole
processes: `intercoop import` against a Python that loads polars and reads the file. And the work
alone, once everything is loaded: the command against `polars.scan_csv(...).collect()`. The hub's
databases are there before; one run of each, not counted, compiles what Python compiles once.

Registers are written as five softwares export them. Bars of a million rows and more, told as held
or missed: `SPEED` rows a second, which a machine that does other work misses; at most `READS`
times the processor time of a bare read, both as whole processes; at most `PEAKS` MB; and processor
time that grows with the rows to the power of `POWER` at most. Why narrow rows cost more bare reads
than wide ones: docs/decisions/0040-what-an-import-costs.md.
"""

import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.registers import EXPORTS, Export, write_upload

#: Rows a second, at least.
SPEED = 300_000
#: Bytes a row, at least -> bare reads, at most.
READS = {150: 3.0, 0: 5.0}
#: Up to so many rows -> MB, at most.
PEAKS = {1_000_000: 600, 10_000_000: 1_300}
#: The power of the number of rows that processor time grows with, at most.
POWER = 1.15

_ROOT = Path(__file__).parents[1]
# says last how long the work took, in seconds and in seconds of processor time
_TIMED = """
import sys, time
def spent():
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
import os
%s
started, before = time.perf_counter(), spent()
%s
print("\\n", time.perf_counter() - started, spent() - before)
"""
# with only what polars must know to read it; the letters of another encoding are lost
_BARE = _TIMED % (
    "import polars",
    "polars.scan_csv(sys.argv[1], separator=sys.argv[2], encoding=sys.argv[3]).collect()",
)
_OURS = _TIMED % (
    "from hub.cli import load, main; load('import')",
    "try: main()\nexcept SystemExit as end: assert not end.code, end.code",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One process: its seconds, those of its work alone, and its peak of resident memory in MB.

    Attributes:
        seconds: from its start to its end.
        processor: seconds of processor time, those of its children included.
        work: seconds, once everything is loaded.
        work_processor: seconds of processor time, once everything is loaded.
        peak: of the largest process.
    """

    seconds: float
    processor: float
    work: float
    work_processor: float
    peak: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--exports", nargs="+", choices=EXPORTS, default=list(EXPORTS))
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    console = Console()
    for name in asked.exports:
        measured = {}
        for rows in asked.rows:
            with tempfile.TemporaryDirectory() as folder:
                measured[rows] = _measure(Path(folder), EXPORTS[name], rows, asked.runs)
            _report(console, name, rows, measured[rows])
        if len(measured) > 1:
            _report_growth(console, {rows: found.ours for rows, found in measured.items()})
    console.print(f"load of the machine (1, 5, 15 minutes): {os.getloadavg()}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The runs of one register, in pairs.

    Attributes:
        width: bytes a row.
        bare: of polars alone.
        ours: of the import.
    """

    width: float
    bare: Sequence[Run]
    ours: Sequence[Run]


def _measure(folder: Path, export: Export, rows: int, runs: int) -> Measured:
    upload = folder / "upload"
    upload.mkdir()
    register = write_upload(upload, rows, export=export)
    encoding = "utf8" if export.encoding == "utf-8" else "utf8-lossy"
    bare, ours = [], []
    for number in range(runs + 1):
        bare.append(run(_BARE, str(register), export.separator, encoding))
        ours.append(run_import(upload, folder / f"data{number}"))
    width = register.stat().st_size / max(rows, 1)
    return Measured(width=width, bare=bare[1:], ours=ours[1:])


def run_import(upload: Path, data: Path) -> Run:
    """Import an upload into a hub of its own, whose databases are there."""
    subprocess.run(  # noqa: S603 - this interpreter and our own program
        [sys.executable, "-c", "from hub.cli import main; main()", "migrate", "--data", str(data)],
        check=True,
        capture_output=True,
        cwd=_ROOT,
    )
    return run(_OURS, "import", str(upload), "--cooperative", "bench", "--data", str(data))


def run(program: str, *arguments: str) -> Run:
    """Run a program of this file in a Python of its own.

    Raises:
        CalledProcessError: it failed.
    """
    command = [sys.executable, "-c", program, *arguments]
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    started = time.perf_counter()
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(command, stdout=said, cwd=_ROOT, env=environment) as process,  # noqa: S603 - as above
    ):
        # what it used with its children; `resource` would tell of all runs together
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        output = said.read()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command, output)
        work, work_processor = map(float, output.split()[-2:])
    return Run(
        seconds=seconds,
        processor=used.ru_utime + used.ru_stime,
        work=work,
        work_processor=work_processor,
        peak=used.ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1),
    )


def _report(console: Console, export: str, rows: int, measured: Measured) -> None:
    bare, ours = measured.bare, measured.ours
    title = f"{rows:,} members, {export}, {measured.width:.0f} bytes a row"
    table = Table("", "seconds", "rows/s", "processor s", "peak MB", title=title)
    for name, runs in (("bare read", bare), ("import", ours)):
        for part, seconds, processor in (
            ("whole process", median(runs, "seconds"), median(runs, "processor")),
            ("once loaded", median(runs, "work"), median(runs, "work_processor")),
        ):
            peak = max(run.peak for run in runs)
            told = (f"{seconds:.2f}", f"{rows / seconds:,.0f}", f"{processor:.2f}", f"{peak:,.0f}")
            table.add_row(f"{name}: {part}", *told)
    console.print(table)
    for name, seconds, processor in (
        ("whole processes", "seconds", "processor"),
        ("once loaded", "work", "work_processor"),
    ):
        # what others do on the machine slows both, but seldom both alike: processor time does less
        console.print(
            f"import / bare read, {name}: {_ratio(ours, bare, seconds):.2f}, "
            f"of processor time {_ratio(ours, bare, processor):.2f} (medians of {len(ours)})"
        )
    if rows >= min(PEAKS):
        # with fewer rows, to start is what takes the time
        speed = rows / median(ours, "seconds")
        _judge(console, f"rows/s, at least {SPEED:,}", f"{speed:,.0f}", held=speed >= SPEED)
        reads = _ratio(ours, bare, "processor")
        limit = next(limit for width, limit in READS.items() if measured.width >= width)
        _judge(console, f"bare reads, at most {limit}", f"{reads:.2f}", held=reads <= limit)
    most = next((peak for up_to, peak in PEAKS.items() if rows <= up_to), None)
    if most is not None:
        peak = max(run.peak for run in ours)
        _judge(console, f"peak MB, at most {most:,}", f"{peak:,.0f}", held=peak <= most)


def _judge(console: Console, bar: str, measured: str, *, held: bool) -> None:
    console.print(f"bar: {bar}: {measured}, {'held' if held else 'missed'}")


def _ratio(ours: Sequence[Run], bare: Sequence[Run], what: str) -> float:
    pairs = zip(ours, bare, strict=True)
    return statistics.median(getattr(mine, what) / getattr(other, what) for mine, other in pairs)


def median(runs: Sequence[Run], what: str) -> float:
    """The middle one of some runs."""
    return statistics.median(getattr(run, what) for run in runs)


def _report_growth(console: Console, measured: dict[int, list[Run]]) -> None:
    """The power of the number of rows that time grows with, between the fewest and the most."""
    fewest, most = min(measured), max(measured)
    for name, what in (
        ("whole process", "seconds"),
        ("whole process, processor time", "processor"),
        ("once loaded", "work"),
        ("once loaded, processor time", "work_processor"),
    ):
        times = median(measured[most], what) / median(measured[fewest], what)
        power = math.log(times) / math.log(most / fewest)
        console.print(f"exponent from {fewest:,} to {most:,} rows, {name}: {power:.2f}")
        if what == "work_processor":
            _judge(console, f"power, at most {POWER}", f"{power:.2f}", held=power <= POWER)


if __name__ == "__main__":
    main()
