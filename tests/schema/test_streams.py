"""No more readers are told of releases than the hub has room for."""

import pytest

from schema.requests import Refused
from schema.streams import Streams


def test_one_too_many_is_asked_to_come_again() -> None:
    streams = Streams(most=1)
    with streams.one_more():
        assert streams.open == 1
        with pytest.raises(Refused) as refused, streams.one_more():
            pass
        assert refused.value.status == 429
    assert streams.open == 0
