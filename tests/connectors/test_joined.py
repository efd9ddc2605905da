"""What a spreadsheet opened and did not cut is said to be that, with how to cut it."""

import csv
import io
from collections.abc import Sequence

import pytest

from connectors.joined import joined_row
from tests.connectors.uploads import Reader, workbook

#: An export with commas, as lines of text.
MEMBERS = [
    "member_number,category,person_kind,gender,joined_on",
    'M1,users,natural,female,"2019-04-01"',
    'M2,workers,natural,male,"2020-04-01"',
]
#: Of a group: tables one under another.
LOOMIO = [
    *("Groups (1)", "Id,Key,Name,Description,Created at", "11,k,G,,2024-05-01 09:00:00 UTC", ""),
    *("Polls (1)", "Id,Key,Title,Poll type,Closed at", "7,k,T,proposal,2024-06-01 09:00:00 UTC"),
]
SURVEY = ['"Response ID","Date submitted","Last page","Start language"', '"1","","2","fr"']


def saved(lines: Sequence[str]) -> str:
    """The lines as a spreadsheet saves them that took each for one cell."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([line] for line in lines)
    return out.getvalue()


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        (MEMBERS, 2),
        ([line.replace(",", ";") for line in MEMBERS], None),
        (['"member_number",category,joined_on', *MEMBERS[1:]], None),
        (SURVEY, None),
    ],
    ids=["rows", "all, with semicolons", "all, with quotes", "of a connector"],
)
def test_a_file_that_was_saved_uncut_says_so_once(
    read: Reader, lines: list[str], row: int | None
) -> None:
    outcome = read({"x.csv": saved(lines)})
    assert outcome.codes() == ["cells_in_one"]
    assert outcome.places("cells_in_one") == [(row, None)]
    assert "M1" not in outcome.said()


@pytest.mark.parametrize("sign", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_sheet_of_one_column_says_so(read: Reader, sign: str) -> None:
    rows = [[line.replace(",", sign)] for line in MEMBERS]
    outcome = read({"x.xlsx": workbook({"Feuil1": rows})})
    assert outcome.codes() == ["cells_in_one"]
    assert outcome.one("cells_in_one").facts["separator"] == sign.replace("\t", "TAB")


def test_a_sheet_of_several_tables_in_one_column_says_so(read: Reader) -> None:
    outcome = read({"x.xlsx": workbook({"Feuil1": [[line] for line in LOOMIO]})})
    assert outcome.codes() == ["cells_in_one"]


def test_a_sheet_of_notes_with_commas_is_no_table(read: Reader) -> None:
    notes = [["Members, boards, votes"], ["users, workers, others, and so on"]]
    outcome = read({"x.xlsx": workbook({"Notes": notes})})
    assert outcome.codes() == ["no_known_headers"]


def test_one_row_with_a_note_is_broken_and_the_others_are_read(read: Reader) -> None:
    outcome = read({"members.csv": "\n".join([*MEMBERS, '"A note, of three, parts"\n'])})
    assert outcome.codes() == ["ragged_row"]


HEADERS = ("a", "b", "c", "d", "e")


@pytest.mark.parametrize(
    ("below", "row"),
    [
        ([("1", "2", "3", "4", "5"), ("1,2,3,4,5",)], 3),
        ([('1,2,3,"in two',), ('pieces"',), ('1,2,3,"in two',)], 2),
        ([("1", "2", "3", "4", "5"), ("1", "2", "3", "4", "5"), ('1,2,3,"in two',)], None),
        ([("1",), ("2",)], None),
        ([], None),
    ],
    ids=["one is whole", "all are in pieces", "one is in pieces", "one cell each", "none"],
)
def test_the_row_is_the_first_that_is_one_cell(
    below: list[tuple[str, ...]], row: int | None
) -> None:
    assert joined_row([HEADERS, *below], 1, ",") == row


def test_of_one_column_every_row_is_one_cell() -> None:
    assert joined_row([("code",), ("a,b",)], 1, ",") is None
