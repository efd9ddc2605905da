"""Programs come and go at the command line, and a secret is shown once."""

import json
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey, OctKey, RSAKey
from typer.testing import CliRunner

from hub.cli import app
from hub.commands.clients import HalfAnIssuer, UnfitKey
from hub.intake_desk import BadSlug

OURS = ("--cooperative", "smart", "--role", "sender")


def run(folder: Path, *words: str) -> str:
    done = CliRunner(env={"COLUMNS": "250"}).invoke(app, ["client", *words, "--data", str(folder)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


def test_a_secret_is_shown_when_the_program_is_added_and_never_again(tmp_path: Path) -> None:
    added = run(tmp_path, "add", *OURS)
    secret = added.split()[-1]
    assert len(secret) == 43
    assert secret not in run(tmp_path, "list") + run(tmp_path, "list", "--json")
    kept = b"".join(one.read_bytes() for one in tmp_path.iterdir() if one.is_file())
    assert secret.encode() not in kept


def test_a_revoked_program_says_so_in_the_list(tmp_path: Path) -> None:
    added = json.loads(run(tmp_path, "add", *OURS, "--json"))
    run(tmp_path, "revoke", added["id"])
    [listed] = json.loads(run(tmp_path, "list", "--json"))
    assert listed["id"] == added["id"]
    assert listed["revoked_at"]


def test_a_program_with_a_key_has_no_secret(tmp_path: Path) -> None:
    key = ECKey.generate_key("P-256")
    file = tmp_path / "key.json"
    file.write_text(json.dumps(key.as_dict(private=False)))
    added = json.loads(run(tmp_path, "add", *OURS, "--public-key", str(file), "--json"))
    assert added["method"] == "private_key_jwt"
    assert "secret" not in added


@pytest.mark.parametrize(
    "content",
    [
        ECKey.generate_key("P-256").as_dict(private=True),
        ECKey.generate_key("P-384").as_dict(private=False),
        RSAKey.generate_key(2048).as_dict(private=True),
        OctKey.generate_key(256).as_dict(),
        {"kty": "RSA", "e": "AQAB", "n": urlsafe_b64encode(b"\xc5" * 128).decode().rstrip("=")},
        {"keys": []},
        [],
    ],
    ids=["private", "another curve", "private RSA", "shared", "weak RSA", "no key", "no set"],
)
def test_only_a_public_key_is_taken(tmp_path: Path, content: Any) -> None:  # noqa: ANN401 - JSON
    file = tmp_path / "key.json"
    file.write_text(json.dumps(content))
    with pytest.raises(UnfitKey):
        run(tmp_path, "add", *OURS, "--public-key", str(file))


def test_a_provider_and_a_subject_go_together(tmp_path: Path) -> None:
    with pytest.raises(HalfAnIssuer):
        run(tmp_path, "add", *OURS, "--issuer", "https://login.example.org")
    with pytest.raises(BadSlug):
        run(tmp_path, "add", "--cooperative", "No Slug", "--role", "sender")


def test_a_hub_without_programs_says_so(tmp_path: Path) -> None:
    assert "No program" in run(tmp_path)
