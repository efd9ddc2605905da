"""How are the bytes of a text marked and counted? As one after another would be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import bits

FLAGS = st.lists(st.booleans(), min_size=1, max_size=400)


def _marked(flags: list[bool]) -> bits.Words:
    return bits.marked(np.array(flags, dtype=np.bool_))


def _flags(words: bits.Words, size: int) -> list[bool]:
    return [bool(flag) for flag in bits.at(words, np.arange(size))]


@given(flags=FLAGS)
def test_every_mark_is_found_where_it_was_set(flags: list[bool]) -> None:
    assert _flags(_marked(flags), len(flags)) == flags


@given(flags=FLAGS)
def test_neighbours_are_the_marks_one_place_away(flags: list[bool]) -> None:
    words = _marked(flags)
    assert _flags(bits.before(words), len(flags)) == [True, *flags[:-1]]
    assert _flags(bits.after(words, len(flags)), len(flags)) == [*flags[1:], True]


@given(flags=FLAGS)
def test_marks_are_counted_as_one_after_another(flags: list[bool]) -> None:
    words = _marked(flags)
    so_far = [sum(flags[:place]) for place in range(len(flags) + 1)]
    assert bits.counted(words, np.arange(len(flags) + 1)).tolist() == so_far
    odd = _flags(bits.odd_so_far(words), len(flags))
    assert odd == [count % 2 == 1 for count in so_far[1:]]


@given(flags=FLAGS)
def test_the_first_and_the_last_mark_are_found(flags: list[bool]) -> None:
    words = _marked(flags)
    places = [place for place, flag in enumerate(flags) if flag]
    assert bits.first(words) == (places[0] if places else None)
    for up_to in range(len(flags)):
        earlier = [place for place in places if place <= up_to]
        assert bits.last(words, up_to) == (earlier[-1] if earlier else None)


@given(pairs=st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=200))
def test_marks_are_taken_away_where_others_are(pairs: list[tuple[bool, bool]]) -> None:
    left = bits.without(_marked([one for one, _ in pairs]), _marked([other for _, other in pairs]))
    assert _flags(left, len(pairs)) == [one and not other for one, other in pairs]


@pytest.mark.parametrize("size", [1, 63, 64, 65, 127, 128, 129, 1000])
def test_words_are_counted_to_their_end(size: int) -> None:
    words = bits.marked(np.ones(size, dtype=np.bool_))
    assert _flags(bits.odd_so_far(words), size) == [place % 2 == 0 for place in range(size)]
    assert bits.counted(words, np.array([size])).tolist() == [size]


def test_no_text_has_no_marks() -> None:
    none = bits.marked(np.zeros(0, dtype=np.bool_))
    assert none.size == 0
    assert bits.first(none) is None
    assert bits.counted(none, np.zeros(0, dtype=np.int64)).size == 0
