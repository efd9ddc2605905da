"""The annotated file is written where it was asked for, and never over the export."""

import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hub.cli import app
from hub.commands.annotate import NothingToAnnotate, WouldOverwrite
from hub.commands.imports import REFUSED
from hub.settings import Settings


def run(settings: Settings, path: Path, target: Path, *options: str) -> Result:
    words = ["import", path, "-c", "essai", "--annotated", target, "--data", settings.folder]
    return CliRunner().invoke(app, [*map(str, words), *options])


@pytest.fixture
def faulty(upload: Path) -> Path:
    """The upload, with an impossible date in its register and a stranger on its roll."""
    members = upload / "members.csv"
    members.write_text(members.read_text().replace("2019-02-01", "31/02/2020", 1))
    return upload


def test_a_folder_comes_back_with_the_errors_and_passes_when_corrected(
    settings: Settings, faulty: Path, tmp_path: Path
) -> None:
    refused = run(settings, faulty, tmp_path / "back", "--language", "fr")
    assert refused.exit_code == REFUSED
    members = tmp_path / "back" / "members.csv"
    header, first = members.read_text().splitlines()[:2]
    assert header.endswith('"erreurs (hub)"')
    assert "F (joined_on)" in first
    assert stat.S_IMODE(members.stat().st_mode) == 0o600
    assert len(list((tmp_path / "back").iterdir())) == 8
    members.write_text(members.read_text().replace("31/02/2020", "29/02/2020", 1))
    again = run(settings, tmp_path / "back", tmp_path / "back2")
    assert again.exit_code == 0
    assert "Stored as" in again.output


def test_every_stranger_on_a_roll_is_marked(
    settings: Settings, upload: Path, tmp_path: Path
) -> None:
    with (upload / "participations.csv").open("a") as roll:
        roll.write("N-900,ag-2022,post\nN-901,ag-2022,post\n")
    assert run(settings, upload, tmp_path / "back").exit_code == 0
    lines = (tmp_path / "back" / "participations.csv").read_text().splitlines()
    assert [line.startswith("N-90") for line in lines] == ["register" in line for line in lines]


@pytest.mark.parametrize("target", ["upload", "upload/members.csv", "upload/back"])
def test_the_export_is_never_written_into(
    settings: Settings, faulty: Path, tmp_path: Path, target: str
) -> None:
    before = {file: file.read_bytes() for file in faulty.iterdir()}
    assert isinstance(run(settings, faulty, tmp_path / target).exception, WouldOverwrite)
    one = faulty / "members.csv"
    assert isinstance(run(settings, one, one).exception, WouldOverwrite)
    assert {file: file.read_bytes() for file in faulty.iterdir()} == before


def test_what_holds_no_table_is_refused(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text("{}")
    refused = run(settings, tmp_path / "notes.json", tmp_path / "back.json")
    assert isinstance(refused.exception, NothingToAnnotate)


def test_nothing_of_the_export_is_left_behind_or_said(
    settings: Settings, faulty: Path, tmp_path: Path
) -> None:
    one = faulty / "members.csv"
    one.write_text(one.read_text().replace("N-001", "CANARY-1"))
    said = run(settings, faulty, tmp_path / "back")
    assert "CANARY" not in said.output
    left = [file for file in settings.folder.rglob("*") if file.is_file()]
    assert [file for file in left if b"CANARY" in file.read_bytes()] == []
    assert not list((settings.folder / "scratch").iterdir())
