"""The repository is what it says: its own packages, no host names, a floor that only rises."""

import importlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


@pytest.mark.parametrize("package", ["hub", "schema", "connectors"])
def test_our_packages_are_ours_and_not_those_of_the_same_name_on_an_index(package: str) -> None:
    file = importlib.import_module(package).__file__
    assert file is not None
    assert Path(file).is_relative_to(ROOT)


def test_no_lock_file_names_a_host() -> None:
    names = {file.name for file in tracked()}
    assert not names & {"uv.lock", "pylock.toml", "Pipfile.lock", "poetry.lock"}
    locks = [file for file in tracked() if file.name in {"requirements.lock", "package-lock.json"}]
    assert locks
    for lock in locks:
        assert not re.search(r'"resolved"|--index-url|--extra-index-url', lock.read_text()), lock


def test_every_locked_requirement_has_a_hash() -> None:
    requirements = re.split(r"\n(?=[a-z0-9])", (ROOT / "requirements.lock").read_text().strip())
    for requirement in requirements:
        assert "--hash=sha256:" in requirement, requirement.splitlines()[0]


def test_the_coverage_floor_only_rises() -> None:
    floor = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["coverage"]["report"][
        "fail_under"
    ]
    history = subprocess.run(
        ["git", "log", "--format=", "-p", "-G", "fail_under", "--", "pyproject.toml"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    earlier = re.findall(r"^\+fail_under = ([\d.]+)", history.stdout, re.MULTILINE)
    assert floor >= max((float(one) for one in earlier), default=0)


def test_every_python_file_says_first_which_question_it_answers() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in tracked()
        if file.suffix == ".py" and not re.match(r'(#!.*\n)?"""\S', file.read_text())
    ]
    assert silent == []


def test_no_file_of_code_is_longer_than_four_hundred_lines() -> None:
    long = [
        str(file.relative_to(ROOT))
        for file in tracked()
        if file.suffix == ".py" and len(file.read_text().splitlines()) > 400
    ]
    assert long == []


def test_what_a_program_left_behind_is_not_kept() -> None:
    left = {".pkl", ".pyc", ".db", ".sqlite", ".log", ".tmp", ".bak", ".orig"}
    assert [file for file in tracked() if file.suffix in left] == []
