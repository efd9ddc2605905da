"""One group has one line, whatever the order in which its parts are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.releases.observation import breakdown_text, read_breakdown
from hub.vocabulary import Dimension

CODES = st.text(min_size=1).filter(lambda code: "|" not in code)
GROUPS = st.dictionaries(st.sampled_from(Dimension), CODES).map(lambda group: list(group.items()))


@given(GROUPS, st.randoms())
def test_the_line_of_a_group_is_read_back(
    parts: list[tuple[Dimension, str]], random: object
) -> None:
    text = breakdown_text(tuple(parts))
    assert read_breakdown(text) == tuple(sorted(parts))
    random.shuffle(parts)  # type: ignore[attr-defined]
    assert breakdown_text(tuple(parts)) == text


@pytest.mark.parametrize("text", ["gender", "shoe_size=41", "gender=female|board"])
def test_what_is_no_group_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_breakdown(text)
