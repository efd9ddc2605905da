"""Which register has twenty errors, where, and how is each mended?"""

import csv
import io

from tests.hub.conftest import FILES

HEADERS = ["member_number", "category", "person_kind", "gender", "birth_year", "joined_on"]
HEADERS += ["left_on"]

#: Row of the file and letter of the column -> what is written there, and wrong.
PLANTED = {
    (2, "F"): "31/02/2020",
    (4, "B"): "nobles",
    (5, "C"): "robot",
    (6, "D"): "xx",
    (7, "E"): "abc",
    (8, "E"): "1700",
    (9, "G"): "soon",
    (10, "G"): "2001-01-01",
    (11, "A"): "",
    (12, "F"): "",
    (13, "B"): "",
    (14, "C"): "a firm",
    (15, "D"): "12",
    (16, "E"): "12/13/1970",
    (17, "F"): "2020-13-01",
    (18, "G"): "30/02/2021",
    (19, "B"): "workerz",
    (20, "E"): "2101",
    (21, "F"): "12",
    (24, "A"): "N-021",
}
ROWS = 40


def good_rows(year: int) -> list[list[str]]:
    """The rows below the headers, as they should be; each year of birth is another register."""
    line = ("users", "natural", "female", str(year), "2019-03-01", "")
    return [[f"N-{row - 1:03d}", *line] for row in range(2, ROWS + 2)]


def planted_rows(year: int) -> list[list[str]]:
    """The same with the errors."""
    rows = good_rows(year)
    for (row, column), wrong in PLANTED.items():
        rows[row - 2][ord(column) - ord("A")] = wrong
    return rows


def as_csv(rows: list[list[str]]) -> str:
    """A register as its software exports it."""
    return "\n".join([",".join(HEADERS), *(",".join(row) for row in rows)]) + "\n"


def files(members: str) -> dict[str, str]:
    """The whole upload with this register."""
    return {**FILES, "members.csv": members}


def corrected(annotated: str, year: int) -> str:
    """The file that came back, each error mended where it stood; its column of errors stays."""
    lines = list(csv.reader(io.StringIO(annotated)))
    good = good_rows(year)
    for row, column in PLANTED:
        at = ord(column) - ord("A")
        lines[row - 1][at] = good[row - 2][at]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()
