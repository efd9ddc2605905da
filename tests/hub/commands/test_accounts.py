"""People come and go at the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hub.access import Role
from hub.cli import app
from hub.commands.accounts import HalfAProvider, NotAlone
from hub.commands.workspace import open_workspace
from hub.identity.accounts import UnknownAccount
from hub.identity.gate import Gate
from hub.intake_desk import BadSlug
from hub.settings import Settings

STEWARD = ("add", "Secretary", "--role", "steward")


def run(folder: Path, *words: str) -> str:
    done = CliRunner(env={"COLUMNS": "250"}).invoke(
        app, ["account", *words, "--data", str(folder)]
    )
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


def test_an_invitation_is_an_address_shown_once(tmp_path: Path) -> None:
    added = json.loads(run(tmp_path, *STEWARD, "--cooperative", "smart", "--json"))
    token = added["invitation"].partition("/login?invitation=")[2]
    assert len(token) == 43
    assert token not in run(tmp_path, "list", "--json")
    shown = run(tmp_path, "add", "Operator", "--role", "operator")
    assert "/login?invitation=" in shown
    assert token not in shown


def test_an_account_is_listed_with_its_roles_and_revoked(tmp_path: Path) -> None:
    known = ("--issuer", "https://login.example.org", "--subject", "s-1")
    added = json.loads(run(tmp_path, *STEWARD, "--cooperative", "smart", *known, "--json"))
    assert "invitation" not in added
    assert "steward" in run(tmp_path, "list")
    assert "revoked" in run(tmp_path, "revoke", added["id"])
    [listed] = json.loads(run(tmp_path, "--json"))
    assert listed["roles"] == {"smart": ["steward"]}
    assert listed["revoked_at"]


def test_a_person_may_have_a_role_at_several_cooperatives(tmp_path: Path) -> None:
    run(tmp_path, *STEWARD, "--cooperative", "rail", "--cooperative", "smart")
    [listed] = json.loads(run(tmp_path, "--json"))
    assert listed["roles"] == {"rail": ["steward"], "smart": ["steward"]}


def test_what_a_person_is_called_is_listed_as_it_is(tmp_path: Path) -> None:
    run(tmp_path, "add", "Board [treasurer] [/board]", "--role", "operator")
    assert "Board [treasurer] [/board]" in run(tmp_path, "list")


def test_what_is_half_said_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HalfAProvider):
        run(tmp_path, *STEWARD, "--cooperative", "smart", "--subject", "s-1")
    with pytest.raises(BadSlug):
        run(tmp_path, *STEWARD, "--cooperative", "No Slug")


def test_a_hub_without_people_says_so(tmp_path: Path) -> None:
    assert "Nobody" in run(tmp_path)


def test_whoever_sits_at_the_machine_gets_a_new_address_to_log_in(tmp_path: Path) -> None:
    first, second = (run(tmp_path, "login", "--port", "8123") for _ in range(2))
    assert "http://127.0.0.1:8123/login/once?token=" in first
    assert first != second


def test_a_second_person_at_the_machine_gets_an_address_of_their_own(settings: Settings) -> None:
    chair = ("add", "Chair", "--role", "approver", "--cooperative", "smart", "--json")
    added = json.loads(run(settings.folder, *chair))["id"]
    address = run(settings.folder, "login", added, "--port", "8123")
    assert "http://127.0.0.1:8123/login/once?token=" in address
    with open_workspace(settings) as engine:
        gate = Gate(settings, engine, "http://127.0.0.1:8123")
        account = gate.sessions.use_address(address.split("token=")[1].strip())
    assert account is not None
    assert (account.id, account.roles) == (added, {"smart": {Role.APPROVER}})
    run(settings.folder, "revoke", added)
    with pytest.raises(UnknownAccount):
        run(settings.folder, "login", added)


def test_whoever_is_invited_before_there_is_a_provider_is_told_how_to_come_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["account", *STEWARD, "--cooperative", "smart", "--data", str(tmp_path)]
    assert "intercoop account login p-" in CliRunner().invoke(app, words).stderr
    monkeypatch.setenv("INTERCOOP_LOGIN_ISSUER", "https://login.example.org")
    assert "account login" not in CliRunner().invoke(app, words).stderr


def test_a_hub_that_others_reach_prints_no_address_to_log_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERCOOP_ADDRESS", "https://hub.example.org")
    with pytest.raises(NotAlone):
        run(tmp_path, "login")
