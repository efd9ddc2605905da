"""An agreement is recorded as signed, and of the document only its hash."""

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hub.cli import app
from hub.intake_desk import BadSlug

TERMS = (
    *("--roles", "controller and processor", "--purpose", "comparison"),
    *("--legal-basis", "interest", "--retention", "three years", "--notice", "letter"),
    *("--signatory", "the board", "--from", "2026-01-01"),
)


def run(folder: Path, *words: str) -> str:
    done = CliRunner(env={"COLUMNS": "250"}).invoke(
        app, ["agreement", *words, "--data", str(folder)]
    )
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "agreement.pdf"
    file.write_bytes(b"signed by CANARY")
    return file


def test_a_purpose_is_listed_as_it_is_written(tmp_path: Path, document: Path) -> None:
    terms = [*TERMS[:3], "counts [no names] of [/members]", *TERMS[4:]]
    run(tmp_path, "record", "smart", "--document", str(document), *terms)
    assert "counts [no names] of [/members]" in run(tmp_path)


def test_what_is_recorded_is_listed_with_whether_it_is_in_force(
    tmp_path: Path, document: Path
) -> None:
    assert "No agreement" in run(tmp_path)
    run(tmp_path, "record", "smart", "--document", str(document), *TERMS)
    ended = ("--until", "2026-01-02")
    run(tmp_path, "record", "rail", "--document", str(document), *TERMS, *ended, "--json")
    listed = {one["cooperative"]: one for one in json.loads(run(tmp_path, "list", "--json"))}
    assert (listed["smart"]["in_force"], listed["rail"]["in_force"]) == (True, False)
    expected = hashlib.sha256(document.read_bytes()).hexdigest()
    assert listed["smart"]["terms"]["document_hash"] == expected
    assert "comparison" in run(tmp_path, "list")
    kept = b"".join(one.read_bytes() for one in tmp_path.glob("workspace.db*"))
    assert b"CANARY" not in kept


def test_a_short_name_is_asked_for(tmp_path: Path, document: Path) -> None:
    with pytest.raises(BadSlug):
        run(tmp_path, "record", "No Slug", "--document", str(document), *TERMS)
