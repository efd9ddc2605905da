"""So many errors are shown in a file as memory holds; that there are more is known."""

from connectors.contract import Finding, Severity
from hub.marks import Marks


def finding(row: int) -> Finding:
    return Finding(code="unreadable_date", severity=Severity.BLOCKING, file="f.csv", row=row)


def test_findings_are_kept_until_there_are_too_many() -> None:
    marks = Marks(most=3)
    marks += [finding(1), finding(2)]
    assert (len(marks), marks.full) == (2, False)
    marks += [finding(3), finding(4)]
    assert ([one.row for one in marks], marks.full) == ([1, 2, 3], True)


def test_exactly_as_many_as_there_may_be_are_not_too_many() -> None:
    marks = Marks(most=1)
    marks += [finding(1)]
    assert not marks.full
