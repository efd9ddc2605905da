"""The command's folder wins over the environment, and URLs win over the folder."""

from pathlib import Path

import pytest

from hub.settings import IdentitySettings, NotAFolder, QueryLimits, Settings, UnreadableSetting


def test_everything_lies_in_the_chosen_folder(tmp_path: Path) -> None:
    settings = Settings.read(tmp_path, {"INTERCOOP_DATA": "/elsewhere"})
    assert settings == Settings(
        folder=tmp_path,
        workspace_url=f"sqlite:///{tmp_path}/workspace.db",
        shelf_url=f"sqlite:///{tmp_path}/shelf.db",
        vault=tmp_path / "vault",
    )


def test_the_environment_names_the_folder_and_the_stores(tmp_path: Path) -> None:
    settings = Settings.read(
        None,
        {
            "INTERCOOP_DATA": str(tmp_path),
            "INTERCOOP_SHELF_URL": "postgresql+psycopg://reader@localhost/shelf",
            "INTERCOOP_VAULT_URL": str(tmp_path / "elsewhere"),
        },
    )
    assert settings.folder == tmp_path
    assert settings.shelf_url.endswith("localhost/shelf")
    assert settings.vault == tmp_path / "elsewhere"


def test_the_environment_sets_how_big_a_query_may_be(tmp_path: Path) -> None:
    given = {
        "INTERCOOP_QUERY_COST": "2000",
        "INTERCOOP_QUERY_DEPTH": " 9 ",
        "INTERCOOP_QUERY_FIELDS": "",
        "INTERCOOP_QUERY_ALIASES": "1",
        "INTERCOOP_QUERY_DIRECTIVES": "2",
        "INTERCOOP_GENERATED_LOOPS": "Off",
        "INTERCOOP_STATEMENT_SECONDS": "3",
    }
    settings = Settings.read(tmp_path, given)
    assert settings.limits == QueryLimits(cost=2000, depth=9, aliases=1, directives=2)
    assert not settings.generated_loops
    assert settings.statement_seconds == 3


@pytest.mark.parametrize("given", ["0", "-1", "1.5", "many", "٣", "9" * 5000, "1000000001"])
def test_a_limit_that_is_no_number_names_its_variable(tmp_path: Path, given: str) -> None:
    with pytest.raises(UnreadableSetting, match=r"INTERCOOP_QUERY_DEPTH .* a whole number"):
        Settings.read(tmp_path, {"INTERCOOP_QUERY_DEPTH": given})


def test_a_switch_is_on_or_off(tmp_path: Path) -> None:
    assert Settings.read(tmp_path, {"INTERCOOP_GENERATED_LOOPS": "on"}).generated_loops
    with pytest.raises(UnreadableSetting, match="`on` or `off`"):
        Settings.read(tmp_path, {"INTERCOOP_GENERATED_LOOPS": "perhaps"})


def test_the_environment_says_whose_word_counts(tmp_path: Path) -> None:
    given = {
        "INTERCOOP_ADDRESS": "https://hub.example.org/",
        "INTERCOOP_TOKEN_ISSUER": "https://login.example.org",
        "INTERCOOP_TOKEN_AUDIENCE": "hub",
        "INTERCOOP_TOKEN_KEYS": "http://127.0.0.1:9/jwks",
        "INTERCOOP_LOGIN_ISSUER": "http://localhost:4000/realms/coop",
        "INTERCOOP_LOGIN_CLIENT": "hub",
        "INTERCOOP_LOGIN_SECRET": "s",
    }
    assert Settings.read(tmp_path, given).identity == IdentitySettings(
        address="https://hub.example.org",
        token_issuer="https://login.example.org",  # noqa: S106 - an address
        token_audience="hub",  # noqa: S106 - a name
        token_keys="http://127.0.0.1:9/jwks",  # noqa: S106 - an address
        login_issuer="http://localhost:4000/realms/coop",
        login_client="hub",
        login_secret="s",  # noqa: S106 - nobody's
    )


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("https://Hub.Example.org:443/", "https://hub.example.org"),
        ("https://hub.example.org:8443", "https://hub.example.org:8443"),
        ("http://localhost:80", "http://localhost"),
        ("https://coopérative.example", "https://xn--cooprative-e7a.example"),
        ("https://[2001:DB8::1]:9000", "https://[2001:db8::1]:9000"),
    ],
)
def test_the_hubs_own_address_is_as_browsers_send_it(
    tmp_path: Path, given: str, sent: str
) -> None:
    assert Settings.read(tmp_path, {"INTERCOOP_ADDRESS": given}).identity.address == sent


@pytest.mark.parametrize(
    "given",
    [
        "https://hub.example.org/hub",
        "https://hub.example.org?x",
        "https://hub.example.org#x",
        "https://me@hub.example.org",
        "https://hub.example.org:x",
        f"https://{'a' * 70}.example.org",
    ],
)
def test_an_address_that_no_browser_sends_as_an_origin_is_refused(
    tmp_path: Path, given: str
) -> None:
    with pytest.raises(UnreadableSetting, match="INTERCOOP_ADDRESS"):
        Settings.read(tmp_path, {"INTERCOOP_ADDRESS": given})


def test_an_address_of_a_provider_is_taken_as_it_is_given(tmp_path: Path) -> None:
    given = "https://login.example.org/application/o/hub/"
    names = ("INTERCOOP_LOGIN_ISSUER", "INTERCOOP_TOKEN_KEYS")
    identity = Settings.read(tmp_path, dict.fromkeys(names, given)).identity
    assert (identity.login_issuer, identity.token_keys) == (given, given)


@pytest.mark.parametrize(
    "given", ["http://hub.example.org", "hub.example.org", "https://", "http://127.0.0.1.evil.org"]
)
def test_an_address_that_others_can_listen_to_is_refused(tmp_path: Path, given: str) -> None:
    for name in ("INTERCOOP_ADDRESS", "INTERCOOP_LOGIN_ISSUER", "INTERCOOP_TOKEN_KEYS"):
        with pytest.raises(UnreadableSetting, match=name):
            Settings.read(tmp_path, {name: given})


def test_stores_are_not_kept_in_what_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.touch()
    with pytest.raises(NotAFolder, match=r"--data"):
        Settings.read(file, {})
