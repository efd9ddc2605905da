"""The hub signs with one key of its own, which stays what it is."""

import stat
from pathlib import Path

import pytest
from joserfc import jwt

from hub.identity.signing import SigningKeys, UnusableSigningKey

FILE = Path("identity") / "signing-keys.json"


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    signed = SigningKeys(tmp_path).sign({"sub": "c-1"})
    again = SigningKeys(tmp_path)
    assert jwt.decode(signed, again.keys(), algorithms=["ES256"]).claims == {"sub": "c-1"}
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [one.name for one in (tmp_path / "identity").iterdir()] == [FILE.name]


def test_a_signed_token_says_what_it_is_and_by_which_key(tmp_path: Path) -> None:
    keys = SigningKeys(tmp_path)
    header = jwt.decode(keys.sign({}), keys.keys(), algorithms=["ES256"]).header
    assert header == {"alg": "ES256", "typ": "at+jwt", "kid": keys.keys().keys[0].kid}


@pytest.mark.parametrize("content", ["", "{}", '{"keys": []}', '{"keys": [{"kty": "EC"}]}', "[]"])
def test_a_file_without_a_key_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_text(content)
    with pytest.raises(UnusableSigningKey):
        SigningKeys(tmp_path).sign({})


def test_of_two_processes_that_make_a_key_one_wins(tmp_path: Path) -> None:
    first, second = SigningKeys(tmp_path), SigningKeys(tmp_path)
    signed = first.sign({"sub": "c-1"})
    second._make()
    assert jwt.decode(signed, second.keys(), algorithms=["ES256"]).claims == {"sub": "c-1"}
