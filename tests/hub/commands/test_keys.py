"""Keys are listed by fingerprint, given out only when asked, and never replaced by another."""

import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hub.audit_log import AuditLog
from hub.cli import app
from hub.commands.keys import FileThere, KeyInUse, NoKey, WhereTo
from hub.identity.signing import SigningKeys
from hub.intake_desk import BadSlug
from hub.settings import Settings
from hub.stores import open_store
from hub.vault.keys import UnusableKey, make_key, pseudonym_key


def run(settings: Settings, *words: object) -> Result:
    data = ["--data", str(settings.folder)]
    return CliRunner().invoke(app, ["keys", *map(str, words), *data])


@pytest.fixture
def key(settings: Settings) -> str:
    """Of the cooperative essai."""
    return pseudonym_key(settings.folder / "keys", "essai")


def test_keys_are_listed_and_not_shown(settings: Settings, key: str) -> None:
    said = run(settings).output
    assert "essai" in said
    assert key not in said
    assert list(json.loads(run(settings, "--json").output)) == ["essai"]


def test_a_hub_without_keys_says_so(settings: Settings) -> None:
    assert "no pseudonym key" in run(settings).output


def test_a_key_is_exported_for_its_owner_only_and_taken_in_elsewhere(
    settings: Settings, key: str, tmp_path: Path
) -> None:
    file = tmp_path / "essai.key"
    exported = run(settings, "export", "essai", "--out", file)
    assert key not in exported.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    other = Settings.read(tmp_path / "other", {})
    taken = run(other, "import", "essai", file)
    assert key not in taken.output
    assert pseudonym_key(other.folder / "keys", "essai") == key
    assert run(other, "import", "essai", file).exit_code == 0


def test_a_key_is_printed_only_when_asked(settings: Settings, key: str) -> None:
    assert key in run(settings, "export", "essai", "--show").output
    assert isinstance(run(settings, "export", "essai").exception, WhereTo)


def test_another_key_never_replaces_the_one_that_is_here(
    settings: Settings, key: str, tmp_path: Path
) -> None:
    make_key(tmp_path / "new.key")
    refused = run(settings, "import", "essai", tmp_path / "new.key")
    assert isinstance(refused.exception, KeyInUse)
    assert pseudonym_key(settings.folder / "keys", "essai") == key


def test_a_key_overwrites_nothing(settings: Settings, key: str, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("precious")
    refused = run(settings, "export", "essai", "--out", tmp_path / "mine")
    assert isinstance(refused.exception, FileThere)
    assert key not in str(refused.exception)
    assert (tmp_path / "mine").read_text() == "precious"


@pytest.mark.parametrize("slug", ["autre", "../essai"])
def test_a_key_that_is_not_held_is_not_exported(settings: Settings, slug: str) -> None:
    assert isinstance(run(settings, "export", slug, "--show").exception, NoKey)


def test_what_is_no_key_is_refused(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "bad.key").write_text("N-001")
    assert isinstance(
        run(settings, "import", "essai", tmp_path / "bad.key").exception, UnusableKey
    )
    make_key(tmp_path / "good.key")
    refused = run(settings, "import", "../essai", tmp_path / "good.key")
    assert isinstance(refused.exception, BadSlug)
    (settings.folder / "keys").mkdir(parents=True)
    (settings.folder / "keys" / "essai.key").write_text("damaged")
    assert isinstance(run(settings).exception, UnusableKey)
    assert isinstance(run(settings, "export", "essai", "--show").exception, UnusableKey)


def test_a_key_that_comes_or_goes_is_written_down_and_not_shown(
    settings: Settings, key: str, tmp_path: Path
) -> None:
    run(settings, "export", "essai", "--show")
    run(settings, "export", "essai", "--out", tmp_path / "essai.key")
    run(settings, "export", "essai", "--out", tmp_path / "essai.key")
    run(settings, "import", "essai", tmp_path / "essai.key")
    run(settings, "export", "nobody", "--show")
    engine = open_store(settings.workspace_url)
    entries = AuditLog(engine).entries()
    engine.dispose()
    assert [(one.cooperative, one.action) for one in entries] == [
        ("essai", "key:export"),
        ("essai", "key:export"),
        ("essai", "key:import"),
    ]
    assert key not in str(entries)


def test_the_key_of_the_tokens_gives_way_and_that_is_written_down(settings: Settings) -> None:
    signing = SigningKeys(settings.folder)
    [old] = [key.kid for key in signing.keys().keys]
    said = run(settings, "rotate-signing").output
    new = [key.kid for key in signing.keys().keys]
    assert new[0] == old
    assert str(new[1]) in said
    run(settings, "rotate-signing", "--at-once")
    assert not {*new} & {key.kid for key in signing.keys().keys}
    engine = open_store(settings.workspace_url)
    [first, _] = AuditLog(engine).entries("*")
    engine.dispose()
    assert (first.action, first.concerning) == ("signing-key:rotate", new[1])
