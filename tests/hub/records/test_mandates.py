"""A mandate may end on the day on which it starts, and not before."""

from datetime import date

from hub.records.mandates import Mandates
from tests.hub.records.broken import broken


def test_no_mandate_ends_before_it_starts() -> None:
    start = date(2021, 6, 1)
    assert broken(Mandates, start_on=start) == set()
    assert broken(Mandates, start_on=start, end_on=start) == set()
    assert broken(Mandates, start_on=start, end_on=date(2021, 5, 31)) == {"ended_before_start"}
