"""A person is erased from every import, once, by a number that stands in no log and no record."""

import fcntl
import json
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from connectors.pseudonyms import pseudonyms
from hub.audit_log import AuditLog
from hub.cli import app
from hub.commands import erase as command
from hub.commands.erase import NobodyFound, NotAsText, OnePerson, erase_person
from hub.commands.keys import NoKey
from hub.intake import import_upload
from hub.receipts import Receipts
from hub.settings import Settings
from hub.stores import open_store
from hub.vault.erasure import holding, rewrite
from hub.vault.keys import read_key


def take(settings: Settings, upload: Path) -> None:
    import_upload(settings, upload, "essai", progress=lambda *_: None)


def pseudonym(settings: Settings, number: str) -> str:
    key = read_key(settings.folder / "keys" / "essai.key")
    assert key is not None
    return str(pseudonyms(pl.Series([number]), key)[0])


def run(settings: Settings, said: str, *options: str) -> Result:
    data = ["--data", str(settings.folder)]
    return CliRunner().invoke(app, ["erase", "essai", *options, *data], input=said)


def everything(settings: Settings) -> bytes:
    files = [one for one in settings.folder.rglob("*") if one.is_file()]
    return b"".join(str(one).encode() + one.read_bytes() for one in files)


def test_every_file_of_every_import_is_rewritten_once(
    both_settings: Settings, upload: Path
) -> None:
    take(both_settings, upload)
    members = upload / "members.csv"
    members.write_text(members.read_text() + "N-013,users,natural,male,1990,2020-01-01,\n")
    take(both_settings, upload)
    first = erase_person(both_settings, "essai", "N-004")
    assert (first.files, first.new) == (8, True)
    again = erase_person(both_settings, "essai", "N-004")
    assert (again.files, again.new, again.receipt) == (8, False, first.receipt)


def test_a_pseudonym_names_the_same_person(settings: Settings, upload: Path) -> None:
    take(settings, upload)
    erased = erase_person(settings, "essai", pseudonym(settings, "N-004"))
    assert erase_person(settings, "essai", "N-004").receipt == erased.receipt


def test_an_accent_that_is_a_letter_of_its_own_names_the_same_person(
    settings: Settings, upload: Path
) -> None:
    members = upload / "members.csv"
    row = "\u00c9-13,users,natural,male,1990,2020-01-01,\n"
    members.write_text(members.read_text("utf-8") + row, encoding="utf-8")
    take(settings, upload)
    assert erase_person(settings, "essai", "E\u0301-13").new


def test_no_trace_of_the_person_is_left_anywhere(settings: Settings, upload: Path) -> None:
    take(settings, upload)
    person = pseudonym(settings, "N-004")
    done = run(settings, "N-004\n")
    assert done.exit_code == 0
    for trace in ("N-004", person):
        assert trace not in done.output
        assert trace.encode() not in everything(settings)


def test_nobody_is_erased_while_a_release_is_made(
    settings: Settings, upload: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(settings, upload)
    held = []

    def tried(home: Path, pseudonym: str) -> Sequence[Path]:
        with (settings.vault / ".releasing").open("w") as lock, pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        held.append(home.name)
        return holding(home, pseudonym)

    monkeypatch.setattr(command, "holding", tried)
    erase_person(settings, "essai", "N-004")
    assert held == ["essai"]


def test_killed_half_way_the_same_command_does_the_rest(
    settings: Settings, upload: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(settings, upload)
    rewritten: list[Path] = []

    def killed(file: Path, person: str) -> int:
        if len(rewritten) == 2:
            raise KeyboardInterrupt
        rewritten.append(file)
        return rewrite(file, person)

    monkeypatch.setattr(command, "rewrite", killed)
    with pytest.raises(KeyboardInterrupt):
        erase_person(settings, "essai", "N-004")
    monkeypatch.undo()
    done = erase_person(settings, "essai", "N-004")
    assert (done.files, done.new) == (4, True)


def test_killed_before_the_end_was_written_it_is_written_later(
    settings: Settings, upload: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(settings, upload)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Receipts, "finish", killed)
    with pytest.raises(KeyboardInterrupt):
        erase_person(settings, "essai", "N-004")
    monkeypatch.undo()
    assert erase_person(settings, "essai", "N-004").new
    assert not erase_person(settings, "essai", "N-004").new


def test_the_answer_is_said_to_people_and_programs(
    settings: Settings, upload: Path, tmp_path: Path
) -> None:
    take(settings, upload)
    person = tmp_path / "person.txt"
    person.write_text("N-005\n")
    assert "3 files rewritten" in run(settings, "", "--file", str(person)).output
    assert "Nothing to do" in run(settings, "N-005").output
    assert json.loads(run(settings, "N-005", "--json").output)["new"] is False


def test_a_file_that_windows_marked_as_text_names_the_same_person(
    settings: Settings, upload: Path, tmp_path: Path
) -> None:
    take(settings, upload)
    person = tmp_path / "person.txt"
    person.write_text("N-005\r\n", encoding="utf-8-sig")
    assert "3 files rewritten" in run(settings, "", "--file", str(person)).output


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_what_is_no_text_is_refused_without_repeating_it(
    settings: Settings, tmp_path: Path, encoding: str
) -> None:
    person = tmp_path / "person.txt"
    person.write_text("É-CANARY", encoding=encoding)
    data = ["--data", str(settings.folder)]
    for given in (["--file", str(person)], []):
        refused = CliRunner().invoke(
            app, ["erase", "essai", *given, *data], input=person.read_bytes()
        )
        assert isinstance(refused.exception, NotAsText)
        assert refused.exception.__cause__ is None
        assert "CANARY" not in str(refused.exception)


@pytest.mark.parametrize("said", ["", "N-001\nN-002\n"])
def test_one_person_at_a_time(settings: Settings, said: str) -> None:
    assert isinstance(run(settings, said).exception, OnePerson)


def test_a_number_that_nobody_has_is_refused_without_repeating_it(
    settings: Settings, upload: Path
) -> None:
    take(settings, upload)
    with pytest.raises(NobodyFound) as refused:
        erase_person(settings, "essai", "CANARY-77")
    assert "CANARY" not in str(refused.value)


@pytest.mark.parametrize("slug", ["autre", "../essai"])
def test_a_cooperative_that_never_came_has_nobody_to_erase(settings: Settings, slug: str) -> None:
    with pytest.raises(NoKey):
        erase_person(settings, slug, "N-001")
    assert not settings.folder.exists()


def test_an_erasure_is_written_down_without_anything_that_leads_to_the_person(
    settings: Settings, upload: Path
) -> None:
    take(settings, upload)
    erased = erase_person(settings, "essai", "N-004")
    erase_person(settings, "essai", "N-004")
    engine = open_store(settings.workspace_url)
    entries = AuditLog(engine).entries("essai")
    engine.dispose()
    [entry] = [one for one in entries if one.action == "member:erase"]
    assert (entry.subject, entry.concerning) == ("command-line", "4 files")
    told = str(entries)
    assert not [
        one for one in ("N-004", pseudonym(settings, "N-004"), erased.receipt[:16]) if one in told
    ]
