"""The public side has no way to the vault: planting one, however indirect, fails the check."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - the environment's own program
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder), "COLUMNS": "200"},
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in ("hub", "schema", "connectors"):
        shutil.copytree(
            ROOT / package,
            tmp_path / package,
            ignore=shutil.ignore_patterns("node_modules", "__pycache__"),
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_code_keeps_its_contracts(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("planted_in", "line"),
    [
        ("schema/entities.py", "from hub.vault import store"),
        ("schema/domains/members.py", "from hub.records.members import Members"),
        ("hub/releases/reader.py", "import hub.workspace"),
        ("hub/period.py", "import hub.vault.keys"),  # schema reads periods: an indirect way
    ],
)
def test_a_planted_way_to_the_vault_is_found(copy: Path, planted_in: str, line: str) -> None:
    file = copy / planted_in
    file.write_text(f"{file.read_text()}\n{line}\n")
    done = lint(copy)
    assert done.returncode != 0
    assert "The public side has no way to the vault BROKEN" in done.stdout
