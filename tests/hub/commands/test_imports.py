"""An import says what was found and where, stores what may be stored, and tells by its status."""

import json
from pathlib import Path

import pytest

from hub.commands.imports import REFUSED
from tests.hub.command_line import Run


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


def test_a_file_is_read_as_the_table_that_it_is_said_to_be(run: Run, upload: Path) -> None:
    said = ("--tables", "bodies.csv=members", "--json")
    refused = json.loads(run("import", upload, "-c", "essai", *said).out)
    assert refused["state"] == "blocked"
    assert {one["file"] for one in refused["findings"]} >= {"bodies.csv"}
    as_it_is = ("--tables", "bodies.csv=bodies", "--tables", "MEMBERS.csv=members", "--json")
    assert json.loads(run("import", upload, "-c", "essai", *as_it_is).out)["state"] == "stored"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Erreur : Il n'y a pas de fichier à importer à"),
        ("nl", "Fout: Er is geen bestand om in te lezen op"),
        ("en", "Error: There is no file to import at"),
    ],
)
def test_a_path_that_is_mistyped_is_said_in_the_language_of_the_report(
    run: Run, tmp_path: Path, language: str, said: str
) -> None:
    refused = run("import", tmp_path / "x.csv", "-c", "essai", "--language", language)
    assert (refused.status, refused.out) == (2, "")
    assert refused.err.startswith(said)


@pytest.mark.parametrize(
    "words",
    [
        ("-c", "No Slug"),
        ("-c", "essai", "--tables", "bodies.csv=x"),
        ("-c", "essai", "--tables", "x.csv=bodies"),
        ("-c", "essai", "--encodings", "bodies.csv=x"),
        ("-c", "essai", "--annotated", "upload/x"),
    ],
    ids=lambda words: words[-1],
)
def test_what_an_import_cannot_do_is_said_in_three_languages(
    run: Run, upload: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(upload.parent)
    said = [run("import", upload, *words, "--language", one).err for one in ("fr", "nl", "en")]
    assert [one.partition(":")[0].strip() for one in said] == ["Erreur", "Fout", "Error"]
    assert len({one.partition(":")[2] for one in said}) == 3
