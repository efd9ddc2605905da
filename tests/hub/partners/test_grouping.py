"""The same finding again is one line, with its rows and its true number."""

from connectors.contract import Finding, Severity
from hub.partners.grouping import groups, unlisted
from hub.vocabulary import Language

EN = Language.EN


def finding(code: str, row: int | None, **changed: object) -> Finding:
    usual = {"file": "members.csv", "column": "F", "header": "joined_on"}
    return Finding(code=code, severity=Severity.BLOCKING, row=row, **{**usual, **changed})  # type: ignore[arg-type]  # of the tests


def test_the_same_at_many_rows_is_one_line_with_its_true_number() -> None:
    named = [finding("unreadable_date", row, alike=1) for row in (2, 3, 4, 9)]
    [one] = groups([*named, finding("unreadable_date", 11, alike=19_980)], EN)
    assert one.rows == (2, 3, 4, 9, 11)
    assert one.ranges == [(2, 4), (9, 9), (11, 11)]
    assert (one.count, one.others) == (19_984, 19_979)
    assert len(one.whats) == len(one.fixes) == 1


def test_another_column_file_or_kind_is_another_line() -> None:
    found = [
        finding("unreadable_date", 2),
        finding("unreadable_date", 2, column="G", header="left_on"),
        finding("unreadable_date", 2, file="other.csv"),
        finding("missing_value", 2, facts={"field": "joined_on"}),
    ]
    assert len(groups(found, EN)) == 4


def test_each_column_that_a_file_lacks_is_a_line_of_its_own() -> None:
    lacking = [
        finding("missing_column", 1, column=None, header=None, facts={**about, "field": field})
        for about in ({"table": "members", "headers": "x"},)
        for field in ("gender", "person_kind", "joined_on", "birth_year")
    ]
    assert len(groups(lacking, EN)) == 4


def test_what_differs_from_row_to_row_is_said_each_once() -> None:
    rows = [
        finding("ragged_row", row, facts={"cells": cells, "expected": 7})
        for row, cells in ((2, 5), (3, 6), (4, 5))
    ]
    [one] = groups(rows, EN)
    assert len(one.whats) == 2
    assert one.count == 3


def test_what_blocks_comes_first_and_the_rest_stays_in_order() -> None:
    found = [
        finding("codes_implied", None, facts={"table": "bodies"}),
        finding("unreadable_date", 7),
        finding("unreadable_date", 3, column="E"),
    ]
    assert [(one.severity, one.column) for one in groups(found, EN)][:2] == [
        (Severity.BLOCKING, "F"),
        (Severity.BLOCKING, "E"),
    ]


def test_a_finding_without_a_row_has_no_other_rows() -> None:
    [one] = groups([finding("codes_implied", None, facts={"table": "bodies"}, alike=3)], EN)
    assert (one.rows, one.others, one.count) == ((), 0, 3)


def test_what_no_line_tells_of_is_counted() -> None:
    every = groups([finding("unreadable_date", 2, alike=4)], EN)
    [(one, more)] = unlisted({"unreadable_date": 10}, every)
    assert (one.code, more) == ("unreadable_date", 6)
    assert unlisted({"unreadable_date": 4}, every) == []
