"""Is a cell's key one line of text, the same for the same group, and read back from it?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.releases.cell import EVERYONE, Key, key_text, read_key

_WORD = st.text("abcdefghij+-.0123456789", min_size=1, max_size=8)
_KEYS = st.dictionaries(_WORD, _WORD, max_size=4).map(lambda named: tuple(sorted(named.items())))


def test_a_key_is_written_in_the_order_of_its_columns() -> None:
    assert key_text((("gender", "female"), ("attended", "yes"))) == "attended=yes|gender=female"


def test_the_key_of_everyone_is_an_empty_line() -> None:
    assert (key_text(EVERYONE), read_key("")) == ("", EVERYONE)


def test_a_code_may_hold_an_equals_sign() -> None:
    assert read_key("category=a=b") == (("category", "a=b"),)


def test_text_that_is_no_key_is_refused() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        read_key("gender")


@given(_KEYS)
def test_what_was_written_is_read_back(key: Key) -> None:
    assert read_key(key_text(key)) == key
