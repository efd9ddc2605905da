"""At the command line everything ends in a sentence and an exit status, never a traceback."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from hub.cli import REFUSED, main


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Run:
    monkeypatch.setenv("INTERCOOP_DATA", str(tmp_path / "data"))

    def call(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["intercoop", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Ran(int(stop.value.code or 0), said.out, said.err)

    return call


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


def test_a_refused_upload_says_where_and_has_its_own_status(run: Run, upload: Path) -> None:
    members = upload / "members.csv"
    members.write_text(members.read_text().replace("2019-02-01", "31/02/2020", 1))
    refused = run("import", upload, "--cooperative", "essai")
    assert refused.status == REFUSED
    assert "members.csv, row 2, column F (joined_on)" in refused.out
    assert "Nothing was stored" in refused.out
    assert run("release").status == 2


def test_findings_are_said_in_the_language_asked_for(run: Run, upload: Path) -> None:
    (upload / "members.csv").write_text("a;b\n1;2\n")
    asked = [
        run("import", upload, "--cooperative", "essai", "--dry-run", "--language", language).out
        for language in ("fr", "nl", "en")
    ]
    assert len(set(asked)) == 3


def test_a_dry_run_stores_nothing(run: Run, upload: Path) -> None:
    assert run("import", upload, "--cooperative", "essai", "--dry-run").status == 0
    nothing = run("release")
    assert nothing.status == 2
    assert "no cooperative has been imported" in nothing.err


def test_an_import_answers_programs_in_json(run: Run, upload: Path) -> None:
    answer = json.loads(run("import", upload, "-c", "essai", "--json").out)
    assert answer["state"] == "stored"
    assert answer["rows"]["members"] == 12
    assert answer["findings"] == []


def test_rows_end_after_their_preview_or_stay_beside_a_delta(run: Run, upload: Path) -> None:
    run("import", upload, "-c", "essai")
    members = upload / "members.csv"
    members.write_text("".join(members.read_text().splitlines(keepends=True)[:3]))
    asked = run("import", members, "-c", "essai")
    assert asked.status == REFUSED
    assert "--close-absent" in asked.out
    delta = json.loads(run("import", members, "-c", "essai", "--mode", "delta", "--json").out)
    assert (delta["state"], delta["differences"]["members"]["gone"]) == ("unchanged", 0)
    closing = ("import", members, "-c", "essai", "--close-absent", "--json")
    assert json.loads(run(*closing).out)["differences"]["members"]["gone"] == 10


def test_what_changed_between_two_releases_is_listed(run: Run, upload: Path) -> None:
    run("import", upload, "-c", "essai")
    first = json.loads(run("release", "--json").out)["release_id"]
    roll = upload / "participations.csv"
    roll.write_text(roll.read_text() + "N-005,ag-2022,post\n")
    run("import", upload, "-c", "essai")
    second = json.loads(run("release", "--json").out)["release_id"]
    changes = json.loads(run("release", "diff", second, "--json").out)
    assert ("turnout.assembly", "numerator", 4, 5) in [
        (one["indicator"], one["field"], one["before"], one["after"]) for one in changes
    ]
    assert "turnout.assembly" in run("release", "diff", first, second).out


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


def test_an_unknown_release_is_refused_by_name(run: Run, upload: Path) -> None:
    run("import", upload, "-c", "essai")
    run("release")
    assert "no release 'r9'" in run("release", "show", "r9").err


def test_every_command_explains_itself(run: Run) -> None:
    for command in ("import", "release", "releases", "serve", "demo", "migrate", "version"):
        explained = run(command, "--help")
        assert explained.status == 0
        assert "Usage" in explained.out


def test_a_folder_that_cannot_be_written_is_said(run: Run, upload: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    refused = run("import", upload, "-c", "essai")
    assert refused.status == 2
    assert "nothing was changed" in refused.err


def test_partners_alone_are_not_served_where_none_could_log_in(run: Run) -> None:
    refused = run("serve", "--only", "partner", "--host", "127.0.0.2")
    assert refused.status == 2
    assert "INTERCOOP_ADDRESS" in refused.err
