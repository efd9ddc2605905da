"""How are findings kept few enough to read, and their totals true?"""

from dataclasses import asdict
from itertools import pairwise

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from connectors.findings import NAMED, NAMED_PER_FILE, Findings, Place


def test_findings_come_in_the_order_of_files_and_rows() -> None:
    findings = Findings()
    findings.add("missing_value", Place(file="b.csv"), row=2)
    findings.add("missing_value", Place(file="a.csv", column="B"), row=9)
    findings.add("unknown_word", Place(file="a.csv", column="A"), row=3)
    listed = findings.listed(["a.csv", "b.csv"])
    assert [(one.file, one.row) for one in listed] == [("a.csv", 3), ("a.csv", 9), ("b.csv", 2)]


@given(counts=st.lists(st.integers(0, 3 * NAMED), max_size=6))
def test_totals_are_never_capped_and_named_rows_stand_for_all(counts: list[int]) -> None:
    findings = Findings()
    place = Place(file="a.csv")
    for count in counts:
        findings.add_rows("missing_value", place, range(count))
    listed = findings.listed(["a.csv"])
    assert findings.totals["missing_value"] == sum(counts)
    assert sum(one.alike for one in listed) == sum(counts)
    assert len(listed) <= NAMED + 1


def test_many_kinds_in_one_file_are_counted_and_not_all_named() -> None:
    findings = Findings()
    for number in range(NAMED_PER_FILE + 50):
        findings.add("unknown_column", Place(file="a.csv", column=f"C{number}"), row=1)
    assert len(findings.listed(["a.csv"])) == NAMED_PER_FILE
    assert findings.totals["unknown_column"] == NAMED_PER_FILE + 50


def test_a_finding_can_be_written_down() -> None:
    findings = Findings()
    findings.add("missing_value", Place(file="a.csv"), row=2)
    [found] = findings.listed(["a.csv"])
    assert asdict(found)["facts"] == {}


def test_what_stands_for_several_rows_is_one_finding_and_a_mark_at_each() -> None:
    findings = Findings(marks=[])
    findings.add_together("rows_left_out", Place(file="a.csv"), [3, 5, 9])
    [one] = findings.listed(["a.csv"])
    assert (one.row, one.alike) == (3, 3)
    assert [mark.row for mark in findings.marks or []] == [3, 5, 9]
    findings.add_together("rows_left_out", Place(file="a.csv"), [])
    assert findings.totals["rows_left_out"] == 3


def test_a_file_that_is_read_in_pieces_has_one_finding_for_all_of_them() -> None:
    findings = Findings()
    for rows in ([3, 5], [8], [], [9]):
        findings.add_together(
            "rows_left_out", Place(file="a.csv"), pl.Series(rows, dtype=pl.UInt32)
        )
    [one] = findings.listed(["a.csv"])
    assert (one.row, one.alike, findings.totals["rows_left_out"]) == (3, 4, 4)


@given(cuts=st.lists(st.integers(0, 2 * NAMED), max_size=6))
def test_where_a_list_of_rows_is_cut_changes_no_finding(cuts: list[int]) -> None:
    place, rows = Place(file="a.csv"), range(2, 3 * NAMED)
    whole, cut = Findings(marks=[]), Findings(marks=[])
    whole.add_rows("missing_value", place, rows)
    edges = [0, *sorted(cuts), len(rows)]
    for start, end in pairwise(edges):
        cut.add_rows("missing_value", place, pl.Series(rows[start:end], dtype=pl.UInt32))
    assert cut.listed([]) == whole.listed([])
    assert (cut.totals, cut.faulty, cut.marks) == (whole.totals, whole.faulty, whole.marks)


def test_what_differs_from_row_to_row_is_said_at_each_and_marked_at_all() -> None:
    findings, rows = Findings(marks=[]), range(2, 2 * NAMED)
    findings.add_rows(
        "ragged_row",
        Place(file="a.csv"),
        pl.Series(rows, dtype=pl.UInt32),
        facts={"expected": 7},
        each={"cells": pl.Series([row % 7 for row in rows], dtype=pl.UInt32)},
    )
    *named, rest = findings.listed(["a.csv"])
    assert [one.facts for one in named] == [
        {"expected": 7, "cells": row % 7} for row in rows[:NAMED]
    ]
    assert rest.alike == len(rows) - NAMED
    assert [one.facts["cells"] for one in findings.marks or []] == [row % 7 for row in rows]


def test_findings_of_a_file_of_its_own_are_joined_with_all_their_rows() -> None:
    findings = Findings(marks=[])
    apart = findings.fresh()
    apart.add("unreadable_date", Place(file="b.csv"), row=4)
    findings.join(apart)
    assert (findings.totals["unreadable_date"], findings.faulty) == (1, 1)
    assert findings.blocks(Place(file="b.csv"))
    assert [mark.row for mark in findings.marks or []] == [4]
