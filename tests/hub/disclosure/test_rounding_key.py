"""Is the rounding key made once, and never replaced where it was used?"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.disclosure.dither import key_id
from hub.disclosure.rounding_key import RoundingKeyLost, UnusableRoundingKey, rounding_key
from tests.hub.disclosure.registers import KEY, OTHER_KEY


def test_a_new_hub_makes_its_key_once(tmp_path: Path) -> None:
    made = rounding_key(tmp_path / "keys", ())
    assert len(made) == 32
    assert rounding_key(tmp_path / "keys", ()) == made
    assert rounding_key(tmp_path / "keys", {key_id(made)}) == made


def test_two_hubs_have_two_keys(tmp_path: Path) -> None:
    assert rounding_key(tmp_path / "a", ()) != rounding_key(tmp_path / "b", ())


def test_a_key_that_was_used_and_is_missing_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(RoundingKeyLost, match="Restore it from your backup"):
        rounding_key(tmp_path, {key_id(KEY)})
    assert list(tmp_path.iterdir()) == []


def test_another_key_than_the_used_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rounding-key").write_text(OTHER_KEY.hex())
    assert rounding_key(tmp_path, {key_id(OTHER_KEY)}) == OTHER_KEY
    for used in ({key_id(KEY)}, {key_id(KEY), key_id(OTHER_KEY)}):
        with pytest.raises(RoundingKeyLost) as said:
            rounding_key(tmp_path, used)
        assert OTHER_KEY.hex()[:8] not in str(said.value)


@given(st.text("0123456789abcdefABCDEF xyz", max_size=80))
def test_a_key_of_the_wrong_length_or_form_is_refused_kept_and_never_shown(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("keys")
    (folder / "rounding-key").write_text(text)
    if len(text.strip()) == 64 and set(text.strip()) <= set("0123456789abcdef"):
        assert rounding_key(folder, ()).hex() == text.strip()
        return
    with pytest.raises(UnusableRoundingKey, match="is not 64 hexadecimal characters") as said:
        rounding_key(folder, ())
    assert (folder / "rounding-key").read_text() == text
    assert len(text) < 8 or text not in str(said.value)
