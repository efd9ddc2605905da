"""Partners are served where the hub knows its address, and a lone person is let in once."""

from dataclasses import replace

import pytest

from hub.access import HUB, Permission, Role
from hub.commands.serving import HalfSaid, login_address, partner_side, require_whole
from hub.commands.workspace import open_workspace
from hub.identity.gate import Gate
from hub.settings import IdentitySettings, Settings
from tests.conftest import MakesDatabase


def test_a_server_for_the_public_has_no_workspace(settings: Settings) -> None:
    with partner_side(settings, "0.0.0.0", 8000) as gate:  # noqa: S104 - what is being tested
        assert gate is None
    assert not settings.folder.exists()


@pytest.mark.parametrize(
    ("host", "written"), [("127.0.0.1", "127.0.0.1"), ("localhost", "localhost"), ("::1", "[::1]")]
)
def test_on_this_machine_an_address_is_printed_that_logs_in_once(
    settings: Settings, capsys: pytest.CaptureFixture[str], host: str, written: str
) -> None:
    with partner_side(settings, host, 8123) as gate:
        assert gate is not None
        said = capsys.readouterr().out
        assert f"http://{written}:8123/login/once?token=" in said
        token = said.split("token=")[1].strip()
        account = gate.sessions.use_address(token)
        assert account is not None
        assert account.actor.may(Permission.HUB_AGREEMENTS_RECORD)


def test_with_an_address_of_its_own_nothing_is_printed(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    known = replace(settings, identity=IdentitySettings(address="https://hub.example.org"))
    with partner_side(known, "0.0.0.0", 8000) as gate:  # noqa: S104 - what is being tested
        assert gate is not None
        assert gate.address == "https://hub.example.org"
    assert capsys.readouterr().out == ""


def test_whoever_sits_at_the_machine_is_steward_of_all_that_is_there_and_approves_nothing(
    settings: Settings,
) -> None:
    with open_workspace(settings) as engine:
        gate = Gate(settings, engine, "http://127.0.0.1:8000")
        login_address(gate, {"smart"})
        login_address(gate, {"smart", "rail"})
        [account] = gate.accounts.all()
    assert account.roles == {
        HUB: {Role.OPERATOR},
        "rail": {Role.STEWARD},
        "smart": {Role.STEWARD},
    }


@pytest.mark.parametrize("superuser", [True, False])
def test_a_database_that_keeps_nobody_apart_is_said(
    settings: Settings,
    fresh_database: MakesDatabase,
    capsys: pytest.CaptureFixture[str],
    *,
    superuser: bool,
) -> None:
    url = fresh_database() if superuser else settings.workspace_url
    with partner_side(replace(settings, workspace_url=url), "127.0.0.1", 8123):
        assert ("superuser" in capsys.readouterr().err) is superuser


@pytest.mark.parametrize("kind", ["login", "token"])
def test_of_a_provider_all_is_said_or_nothing(kind: str) -> None:
    names = {
        "login": ("login_issuer", "login_client", "login_secret"),
        "token": ("token_issuer", "token_audience", "token_keys"),
    }[kind]
    require_whole(IdentitySettings())
    require_whole(IdentitySettings(**dict.fromkeys(names, "x")))
    for missing in names:
        half = IdentitySettings(**{name: "x" for name in names if name != missing})
        with pytest.raises(HalfSaid, match=f"there is no INTERCOOP_{missing.upper()}. Set"):
            require_whole(half)
