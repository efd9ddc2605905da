"""A row that has not a cell for each header is told at its row, whatever connector reads it."""

import csv
import io
from collections.abc import Callable

import pytest

from tests.connectors.exports import EXPORTS
from tests.connectors.uploads import Reader

#: An export, its separator, and a row of it.
EXPORTED = [
    ("decidim/coop.example-open-data-proposals (0.22).csv", ";", 2),
    ("decidim-action_delegator/consultation_results.csv", ";", 3),
    ("limesurvey/results-survey432535.csv", ",", 3),
    ("loomio/export-group.csv", ",", 19),
    ("loomio/poll-81-XyZ-publier-les-horaires.csv", ",", 3),
]


def changed(text: str, separator: str, row: int, change: Callable[[list[str]], list[str]]) -> str:
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    rows[row - 1] = change(rows[row - 1])
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [lambda row: row[:-1], lambda row: [*row, "x"], lambda row: row[:1]],
    ids=["one fewer", "one more", "one alone"],
)
@pytest.mark.parametrize(("file", "separator", "row"), EXPORTED, ids=[one[0] for one in EXPORTED])
def test_a_row_with_other_cells_than_headers_is_told_and_blocks(
    read: Reader, file: str, separator: str, row: int, change: Callable[[list[str]], list[str]]
) -> None:
    text = (EXPORTS / file).read_text("utf-8-sig")
    outcome = read({file.rpartition("/")[2]: changed(text, separator, row, change)})
    assert outcome.places("ragged_row") == [(row, None)]
    assert outcome.report.blocked
    assert "unexpected_shape" not in outcome.codes()
