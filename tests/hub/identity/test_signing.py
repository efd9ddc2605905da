"""The hub signs with one key of its own, which stays what it is."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from joserfc import jwt

from hub.identity.signing import LEEWAY, LIFETIME, SigningKeys, UnusableSigningKey

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


class Clock:
    """Seconds, as a test sets them."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def kids(keys: SigningKeys) -> list[str]:
    return [str(key.kid) for key in keys.keys().keys]


def test_a_new_key_signs_and_the_old_one_counts_until_its_tokens_have_ended(
    tmp_path: Path,
) -> None:
    clock = Clock()
    keys = SigningKeys(tmp_path, clock)
    signed = keys.sign({"sub": "c-1"})
    [old] = kids(keys)
    new = keys.rotate()
    header = jwt.decode(keys.sign({}), keys.keys(), algorithms=["ES256"]).header
    assert (header["kid"], kids(keys)) == (new, [old, new])
    clock.now += LIFETIME + LEEWAY
    assert jwt.decode(signed, keys.keys(), algorithms=["ES256"]).claims == {"sub": "c-1"}
    clock.now += 1
    assert kids(keys) == [new]


def test_a_key_whose_time_is_over_leaves_the_file_with_the_next_rotation(tmp_path: Path) -> None:
    clock = Clock()
    keys = SigningKeys(tmp_path, clock)
    [first] = kids(keys)
    keys.rotate()
    clock.now += LIFETIME + LEEWAY + 1
    keys.rotate()
    assert first not in (tmp_path / FILE).read_text()
    assert [one.name for one in (tmp_path / "identity").iterdir()] == [FILE.name]
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_a_second_rotation_does_not_lengthen_the_time_of_the_first_key(tmp_path: Path) -> None:
    clock = Clock()
    keys = SigningKeys(tmp_path, clock)
    [first] = kids(keys)
    keys.rotate()
    clock.now += LIFETIME
    second = kids(keys)[-1]
    third = keys.rotate()
    assert kids(keys) == [first, second, third]
    clock.now += LEEWAY + 1
    assert kids(keys) == [second, third]


def test_a_key_that_others_have_seen_counts_no_more(tmp_path: Path) -> None:
    keys = SigningKeys(tmp_path)
    keys.sign({})
    new = keys.replace()
    assert kids(keys) == [new]


def test_what_is_published_holds_no_private_part_and_no_time(tmp_path: Path) -> None:
    keys = SigningKeys(tmp_path)
    keys.sign({})
    keys.rotate()
    assert [set(one) for one in keys.public()["keys"]] == [
        {"kty", "crv", "x", "y", "use", "alg", "kid"}
    ] * 2


def test_of_rotations_at_once_none_is_lost(tmp_path: Path) -> None:
    keys = SigningKeys(tmp_path)
    keys.sign({})
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda _: keys.rotate(), range(6)))
    assert sorted(kids(keys)[1:]) == sorted(made)
