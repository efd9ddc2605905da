"""Whatever is written in a file: it is read back, reported on, and never shown."""

import csv
import io
from datetime import date
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.connectors.uploads import Reader

MEMBERS = "member_number,category,person_kind,gender,joined_on,left_on\n"


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet='ab,;"\r\n\t é\0\ufffd1', max_size=60))
def test_no_text_ever_stops_the_reader(read: Reader, text: str) -> None:
    outcome = read({"cycles.csv": "code,name\n" + text})
    assert outcome.report.findings or outcome.report.rows


CANARY = "Zxquvwy"


@settings(max_examples=60, deadline=None)
@given(
    cells=st.lists(
        st.lists(
            st.sampled_from(
                ["", CANARY, "users", "2020-01-01", '"', "31/02/2020", "natural", "\ufffd"]
            ),
            min_size=5,
            max_size=7,
        ),
        min_size=1,
        max_size=6,
    ),
    headers=st.sampled_from(["", MEMBERS]),
    suffix=st.sampled_from(["csv", "yaml"]),
)
def test_no_finding_ever_shows_what_a_cell_holds(
    read: Reader, cells: list[list[str]], headers: str, suffix: str
) -> None:
    text = headers + "".join(",".join(row) + "\n" for row in cells)
    assert CANARY not in read({f"members.{suffix}": text}).said()


LETTERS = st.text(alphabet="abcXYZ éèùœ,;\t|\"'\n-01", min_size=1, max_size=12).map(str.strip)
TEXT = LETTERS.filter(bool)


@settings(max_examples=80, deadline=None)
@given(
    rows=st.lists(
        st.tuples(TEXT, st.none() | TEXT, st.dates(date(1600, 1, 1), date(2200, 12, 31))),
        min_size=1,
        max_size=20,
        unique_by=lambda row: row[0],
    ),
    style=st.fixed_dictionaries(
        {
            "delimiter": st.sampled_from(",;\t|"),
            "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
            "lineterminator": st.sampled_from(["\n", "\r\n"]),
        }
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    day=st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"]),
)
def test_what_is_written_in_any_dialect_is_read_back_equal(
    read: Reader,
    rows: list[tuple[str, str | None, date]],
    style: dict[str, Any],
    encoding: str,
    day: str,
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, **style)
    writer.writerow(["code", "title", "text", "submitted_on"])
    for code, text, on in rows:
        writer.writerow([code, "Titre", text, on.strftime(day)])
    outcome = read({"recommendations.csv": out.getvalue().encode(encoding)})
    assert outcome.report.findings == ()
    stored = outcome.tables["recommendations"].select("code", "text", "submitted_on")
    expected = pl.DataFrame(rows, schema=stored.schema, orient="row")
    assert stored.equals(expected)
