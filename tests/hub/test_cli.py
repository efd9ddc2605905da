"""At the command line everything ends in a sentence and an exit status, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hub.cli import COMMANDS, load
from tests.hub.command_line import Run

#: How many threads NumPy starts where it is loaded.
THREADS = "OPENBLAS_NUM_THREADS"


def test_from_an_export_to_a_release(run: Run, upload: Path) -> None:
    imported = run("import", upload, "--cooperative", "essai")
    assert imported.status == 0
    assert "members.csv" in imported.out
    assert "Publish with: intercoop release" in imported.out
    assert "observations" in run("release").out
    assert "stands" in run("release").out
    [release] = json.loads(run("releases", "--json").out)
    shown = run("release", "show", release["id"])
    assert release["content_hash"] in shown.out
    assert "essai" in shown.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "nowhere.csv", "-c", "essai"), "no file to import at nowhere.csv"),
        (("import", ".", "-c", "Not A Slug"), "cannot be a cooperative's short name"),
        (("release",), "nothing to release"),
        (("releases",), "nothing has been released here yet"),
        (("release", "show", "r9"), "nothing has been released here yet"),
    ],
)
def test_an_error_says_what_and_what_next(run: Run, arguments: tuple[str, ...], said: str) -> None:
    failed = run(*arguments)
    assert failed.status == 2
    assert said.lower() in failed.err.lower()
    assert len(failed.err.strip().splitlines()) >= 2


def test_every_command_explains_itself(run: Run) -> None:
    for command in COMMANDS:
        explained = run(command, "--help")
        assert explained.status == 0
        assert f"Usage: intercoop {command}" in explained.out


def test_the_list_of_commands_says_of_each_what_it_says_of_itself() -> None:
    said = {command: load(command).help.splitlines()[0] for command in COMMANDS}
    assert said == {command: place.help for command, place in COMMANDS.items()}


def test_a_word_that_is_no_command_is_refused_with_the_nearest(run: Run) -> None:
    refused = run("impor", "members.csv")
    assert refused.status == 2
    assert "Did you mean 'import'?" in refused.err


def loaded_by(*words: str) -> set[str]:
    """The packages that a command has loaded when it ends."""
    program = (
        "import sys; from hub.cli import app; app(sys.argv[1:], standalone_mode=False); "
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(  # noqa: S603 - this interpreter and a program of this file
        [sys.executable, "-c", program, *words], check=True, capture_output=True, text=True
    )
    return set(done.stdout.splitlines()[-1].split())


def test_listing_the_commands_loads_none_of_them() -> None:
    assert not loaded_by("--help") & {"connectors", "polars", "schema", "sqlalchemy"}


def test_an_import_loads_nothing_that_it_has_no_use_for(upload: Path, tmp_path: Path) -> None:
    words = ("import", str(upload), "-c", "essai", "--data", str(tmp_path / "data"))
    first, again = loaded_by(*words), loaded_by(*words)
    never = {"duckdb", "http", "ibis", "pandas", "scipy", "starlette", "strawberry", "xlsxwriter"}
    assert not (first | again) & never
    # the first import makes the database
    assert "alembic" in first
    assert "alembic" not in again


@pytest.mark.parametrize("command", ["release", "releases"])
def test_to_look_at_releases_nothing_is_loaded_that_makes_one(command: str) -> None:
    assert not loaded_by(command, "--help") & {"connectors", "duckdb", "ibis", "polars", "scipy"}


def test_what_a_command_has_loaded_is_not_looked_through_as_if_it_were_new() -> None:
    program = "import gc; from hub.cli import load; load('import'); print(len(gc.get_objects(2)))"
    done = subprocess.run(  # noqa: S603 - this interpreter and a program of this file
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert int(done.stdout) > 100_000


@pytest.mark.parametrize(("chosen", "given"), [(None, "1"), ("3", "3")])
def test_numpy_starts_no_threads_unless_somebody_says_so(
    monkeypatch: pytest.MonkeyPatch, chosen: str | None, given: str
) -> None:
    monkeypatch.setenv(THREADS, chosen or "")
    if chosen is None:
        monkeypatch.delenv(THREADS)
    load("version")
    assert os.environ[THREADS] == given


def left_by(*words: str) -> tuple[int, str]:
    """How many objects are not looked through when a command has ended, and what is said then."""
    program = (
        "import atexit, gc, sys; atexit.register(lambda: print(gc.get_freeze_count())); "
        "from hub.cli import main; main()"
    )
    done = subprocess.run(  # noqa: S603 - this interpreter and a program of this file
        [sys.executable, "-c", program, *words], check=False, capture_output=True, text=True
    )
    return int(done.stdout.splitlines()[-1]), done.stderr


def test_what_a_command_has_loaded_is_not_looked_through_at_its_end(
    upload: Path, tmp_path: Path
) -> None:
    data = ("--data", str(tmp_path / "data"))
    frozen, said = left_by("import", str(upload), "-c", "essai", *data)
    assert frozen > 100_000
    assert not said


def test_where_a_library_would_report_it_as_leaked_it_is(tmp_path: Path) -> None:
    frozen, said = left_by("audit", "latest", "--data", str(tmp_path / "data"))
    assert frozen == 0
    assert "leaked" not in said


def test_a_folder_that_cannot_be_written_is_said(run: Run, upload: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    refused = run("import", upload, "-c", "essai")
    assert refused.status == 2
    assert "Nothing was changed" in refused.err
