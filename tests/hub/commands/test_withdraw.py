"""Additions that a command brought are taken back, the latest first, and nothing else is."""

import json
from pathlib import Path

import pytest

from connectors.contract import Mode
from hub.audit_log import AuditLog
from hub.commands.withdraw import take_back
from hub.intake import Terms, import_upload
from hub.settings import Settings
from hub.stores import open_store
from hub.workspace import Workspace
from tests.hub.command_line import Run
from tests.hub.conftest import FILES

HEADER = FILES["members.csv"].splitlines()[0]


def imported(run: Run, path: Path, *options: str) -> str:
    return str(json.loads(run("import", path, "-c", "essai", "--json", *options).out)["import"])


def added(run: Run, folder: Path, number: int) -> str:
    """One member more, by command."""
    file = folder / f"joined-{number}.csv"
    file.write_text(f"{HEADER}\nN-{number},users,natural,female,1970,2021-05-01,\n")
    return imported(run, file, "--mode", "delta")


@pytest.fixture
def first(run: Run, upload: Path) -> str:
    return imported(run, upload)


def test_the_latest_additions_are_taken_back_first(run: Run, first: str, tmp_path: Path) -> None:
    one, two = (added(run, tmp_path, number) for number in (100, 101))
    refused = run("withdraw", one)
    assert (refused.status, two in refused.err) == (2, True)
    assert json.loads(run("withdraw", two, "--json").out)["tables"] == {"members": one}
    assert json.loads(run("withdraw", one, "--json").out)["tables"] == {"members": first}


def test_what_was_taken_back_can_come_again(run: Run, first: str, tmp_path: Path) -> None:
    one = added(run, tmp_path, 100)
    assert run("withdraw", one).status == 0
    assert "a later import took its place" in run("withdraw", one).err
    assert added(run, tmp_path, 100) == one != first
    assert run("withdraw", one).status == 0


def test_whole_tables_are_not_taken_back(run: Run, first: str) -> None:
    refused = run("withdraw", first)
    assert refused.status == 2
    assert "holds whole tables" in refused.err


def test_a_first_delta_leaves_nothing_behind(run: Run, upload: Path) -> None:
    one = imported(run, upload, "--mode", "delta")
    assert "members: nothing is left" in run("withdraw", one).out


def test_an_import_that_is_not_there_is_said(run: Run, first: str) -> None:
    assert "No import is called 'i0'" in run("withdraw", "i0").err
    assert first


def test_the_audit_log_says_that_it_was_taken_back(
    run: Run, first: str, tmp_path: Path, settings: Settings
) -> None:
    one = added(run, tmp_path, 100)
    run("withdraw", one)
    engine = open_store(settings.workspace_url)
    last = AuditLog(engine).entries("essai")[-1]
    engine.dispose()
    assert (last.action, last.concerning) == ("import:withdraw", one) != ("", first)


def test_either_database_takes_additions_back(
    both_settings: Settings, upload: Path, tmp_path: Path
) -> None:
    def take(path: Path, mode: Mode | None = None) -> str:
        terms = Terms(mode=mode)
        return import_upload(
            both_settings, path, "essai", progress=lambda *_: None, terms=terms
        ).import_id

    before = take(upload)
    file = tmp_path / "joined.csv"
    file.write_text(f"{HEADER}\nN-100,users,natural,female,1970,2021-05-01,\n")
    recorded_as = take(file, Mode.DELTA)
    engine = open_store(both_settings.workspace_url)
    recorded = Workspace(engine).find(recorded_as)
    assert recorded is not None
    with engine.begin() as connection:
        assert take_back(connection, recorded).tables == {"members": before}
    assert Workspace(engine).current("essai")["members"] == before
    engine.dispose()
