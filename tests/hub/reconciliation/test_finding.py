"""A finding names each place once, in order."""

from hub.reconciliation.finding import places


def test_each_place_is_named_once_and_in_order() -> None:
    assert places(["table 3", "section 2.2", "table 3"]) == "section 2.2; table 3"
