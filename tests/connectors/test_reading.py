"""How is an upload read? Planted errors at their exact place, valid rows without a word."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from connectors.contract import Severity, Upload
from connectors.findings import NAMED
from connectors.ragged import MOST_STRAYS
from connectors.reading import read_upload
from connectors.text_table import LONGEST_LINE
from tests.connectors.uploads import Reader

MEMBERS = "member_number,category,person_kind,gender,joined_on,left_on\n"
GOOD = "M1,users,natural,female,2019-04-01,\n"


def test_a_valid_register_gives_rows_and_no_finding(read: Reader) -> None:
    outcome = read(
        {"members.csv": MEMBERS + GOOD + "M2,workers,legal,male,01/05/2020,2021-01-01\n"}
    )
    assert outcome.report.findings == ()
    assert not outcome.report.blocked
    assert outcome.report.rows == {"members": 2}
    rows = outcome.tables["members"]
    assert rows["joined_on"].to_list() == [date(2019, 4, 1), date(2020, 5, 1)]
    assert rows["source_row"].to_list() == [2, 3]
    assert rows["cooperative"].unique().to_list() == ["demo"]
    assert rows["pseudonym"].str.len_bytes().unique().to_list() == [64]


def test_titles_and_blank_rows_count_in_row_numbers(read: Reader) -> None:
    text = "Registre 2024\n\n" + MEMBERS + GOOD + "\n,,,,,\n" + "M2,users,natural,female,x,\n"
    outcome = read({"members.csv": text})
    assert outcome.places("unreadable_date") == [(7, "E")]
    assert outcome.codes() == ["unreadable_date"]


def test_a_line_break_inside_a_cell_does_not_shift_the_rows(read: Reader) -> None:
    text = 'code,title,text\nR1,Un,"deux\nlignes"\n,Sans code,\n'
    outcome = read({"recommendations.csv": text})
    assert outcome.places("missing_value") == [(3, "A")]
    assert outcome.tables["recommendations"]["text"].to_list() == ["deux\nlignes"]


def test_what_a_spreadsheet_leaves_to_the_right_of_all_headers_is_told(read: Reader) -> None:
    # a row was one cell too long when a spreadsheet opened it, and made room for all others
    widened = [line + ",," for line in (MEMBERS + GOOD).splitlines()]
    shifted = "M9,u,sers,natural,male,2020-01-01,,N"
    outcome = read({"members.csv": "\n".join([*widened, shifted]) + "\n"})
    assert outcome.places("beyond_headers") == [(3, "H")]


ERRORS = [
    ("M9,users,natural,female,31/02/2020,\n", "unreadable_date", "E"),
    ("M9,users,natural,,2020-01-01,\n", "missing_value", "D"),
    (",users,natural,female,2020-01-01,\n", "missing_value", "A"),
    ("M9,users,natural,F-12,2020-01-01,\n", "unknown_word", "D"),
    ("M9,owners,natural,male,2020-01-01,\n", "unknown_reference", "B"),
    (
        "M9,users,natural,male,2020-01-01,2019-01-01\n",
        "left_before_joined",
        "F",
    ),
    ("M1,users,natural,male,2020-01-01,\n", "duplicate_key", "A"),
    ("M9,users,natural,male,2020-01-01\n", "ragged_row", None),
    ("M9,users,natural,male,2020-01-01,,\n", "ragged_row", None),
    ('M9,users,na"tural,male,2020-01-01,\n', "unbalanced_quote", None),
    ('"M9,users,natural,male,2020-01-01,\n', "unbalanced_quote", None),
    (
        "M\ufffd,users,natural,male,2020-01-01,\n",
        "replacement_character",
        "A",
    ),
]


def test_nobody_joins_before_they_are_born(read: Reader) -> None:
    header = "member_number,category,person_kind,birth_year,gender,joined_on\n"
    rows = (f"M{year},users,natural,{year},female,2019-04-01" for year in (2019, 2090, 2101))
    outcome = read({"members.csv": header + "\n".join(rows)})
    assert outcome.places("joined_before_born") == [(3, "D")]
    assert outcome.places("out_of_range") == [(4, "D")]
    assert sorted(outcome.codes()) == ["joined_before_born", "out_of_range"]


def test_whoever_joins_after_today_is_stored_and_pointed_out(read: Reader) -> None:
    today = datetime.now(UTC).date()
    # two days on: midnight may pass in between
    days = (today, today + timedelta(days=2), date(2099, 1, 1))
    rows = "".join(f"M{day},users,natural,female,{day}," + "\n" for day in days)
    outcome = read({"members.csv": MEMBERS + rows})
    assert outcome.places("joins_in_future") == [(3, "E"), (4, "E")]
    assert outcome.report.rows == {"members": 3}


def test_a_meeting_or_a_vote_after_today_is_stored_and_pointed_out(read: Reader) -> None:
    held = "code,kind,date\nA,other,2024-06-01\nB,other,2099-06-01\n"
    put = "code,title,denominator,voted_on\nm,T,cast,2099-06-01\n"
    outcome = read({"assemblies.csv": held, "motions.csv": put})
    assert outcome.places("held_in_future") == [(3, "C"), (2, "D")]
    assert outcome.report.rows == {"assemblies": 2, "motions": 1}


@pytest.mark.parametrize(("bad", "code", "column"), ERRORS)
def test_a_planted_error_is_found_at_its_row_and_column(
    read: Reader, bad: str, code: str, column: str | None
) -> None:
    text = MEMBERS + GOOD + GOOD.replace("M1", "M2") + bad + GOOD.replace("M1", "M3")
    outcome = read({"members.csv": text})
    assert outcome.places(code) == [(4, column)]
    assert outcome.codes() == [code]
    assert outcome.report.blocked
    good_before_the_end = 4 if code == "duplicate_key" else 3
    assert outcome.report.rows == {"members": good_before_the_end}


FAULTS = [
    (
        "assemblies",
        "code,kind,date,members,voters",
        "A,ordinary,2020-01-01,10,11",
        "voters_above_members",
        "E",
    ),
    (
        "assemblies",
        "code,kind,date,members,voters",
        "A,ordinary,2020-01-01,10,-1",
        "negative_number",
        "E",
    ),
    (
        "assemblies",
        "code,kind,date,members,voters",
        "A,ordinary,2020-01-01,1.234,1",
        "unreadable_integer",
        "D",
    ),
    (
        "members",
        "member_number,category,person_kind,gender,joined_on,birth_year",
        "M9,users,natural,female,2020-01-01,198",
        "unreadable_year",
        "F",
    ),
    ("assemblies", "code,kind,date,quorum", "A,ordinary,2020-01-01,1.5", "out_of_range", "D"),
    (
        "candidacies",
        "body,seats,candidates,date",
        "board,99999999999,1,2020-01-01",
        "out_of_range",
        "B",
    ),
    ("cooperatives", "slug,name,country", "demo,Demo,Belgique", "wrong_form", "C"),
    ("cooperatives", "slug,name,country", "other,Demo,BE", "wrong_cooperative", "A"),
    (
        "cooperatives",
        "slug,name,country,synthetic",
        "demo,Demo,BE,perhaps",
        "unreadable_boolean",
        "D",
    ),
    (
        "cooperatives",
        "slug,name,country,founded_on",
        "demo,Demo,BE,13/2020",
        "unreadable_date",
        "D",
    ),
    (
        "spaces_activity",
        "body,period,enrolled,regular",
        "board,2020/2018,2,1",
        "unreadable_period",
        "B",
    ),
    (
        "spaces_activity",
        "body,period,enrolled,regular",
        "board,2020,1,2",
        "regular_above_enrolled",
        "D",
    ),
    ("bodies", "code,kind,name_en,parent", "b,board,Board,nowhere", "unknown_reference", "D"),
    ("bodies", "code,kind,name_en", "b,board,", "unnamed_body", "C"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[0]} {fault[3]} {fault[4]}")
def test_every_kind_of_fault_has_its_own_finding(
    read: Reader, fault: tuple[str, str, str, str, str]
) -> None:
    table, headers, bad, code, column = fault
    outcome = read({f"{table}.csv": f"{headers}\n{bad}\n"})
    assert outcome.places(code) == [(2, column)]
    assert outcome.codes() == [code]


def test_one_pass_reports_every_fault_of_every_file(read: Reader) -> None:
    outcome = read(
        {
            "members.csv": MEMBERS + "M1,users,natural,x-x,31/02/2020,\nM2\n",
            "assemblies.csv": "code;kind;date\nA1;ordinary;2020-13-01\n",
            "empty.csv": "",
            "photo.png": b"\x89PNG\x00",
        }
    )
    assert outcome.codes() == [
        "unknown_word",
        "unreadable_date",
        "ragged_row",
        "unreadable_date",
        "empty_file",
        "unknown_format",
    ]
    assert outcome.report.totals["unreadable_date"] == 2


def test_many_alike_are_named_first_and_counted_always(read: Reader) -> None:
    bad = "".join(f"M{n},users,natural,female,32/01/2020,\n" for n in range(100))
    outcome = read({"members.csv": MEMBERS + bad})
    assert outcome.report.totals == {"unreadable_date": 100}
    findings = outcome.report.findings
    assert [finding.row for finding in findings] == list(range(2, NAMED + 3))
    assert sum(finding.alike for finding in findings) == 100


def test_codes_defined_in_the_same_upload_are_known_whatever_the_order_of_files(
    read: Reader,
) -> None:
    outcome = read(
        {
            "a_members.csv": MEMBERS + "M1,savers,natural,female,2020-01-01,\n",
            "z_categories.csv": "code,kind,college_aggregation\nsavers,user,block\n",
        },
        known={},
    )
    assert outcome.report.findings == ()


def test_a_body_may_come_before_its_parent(read: Reader) -> None:
    text = "code,kind,name_en,parent\nchild,space,Child,mother\nmother,board,Mother,\n"
    assert read({"bodies.csv": text}, known={}).report.findings == ()


def test_an_unusable_row_still_defines_its_code(read: Reader) -> None:
    outcome = read(
        {
            "categories.csv": "code,kind,college_aggregation\nsavers,nonsense,block\n",
            "members.csv": MEMBERS + "M1,savers,natural,female,2020-01-01,\n",
        },
        known={},
    )
    assert outcome.codes() == ["unknown_word"]


def test_a_key_is_unique_across_the_files_of_an_upload(read: Reader) -> None:
    outcome = read({"a.csv": MEMBERS + GOOD, "b.csv": MEMBERS + "\n" + GOOD})
    finding = outcome.one("duplicate_key")
    assert (finding.file, finding.row, finding.column) == ("b.csv", 3, "A")
    assert finding.facts["first_file"] == "a.csv"
    assert finding.facts["first_row"] == 2


def test_the_same_file_twice_is_read_once(read: Reader) -> None:
    outcome = read({"a.csv": MEMBERS + GOOD, "b.csv": MEMBERS + GOOD})
    assert outcome.codes() == ["duplicate_file"]
    assert outcome.report.rows == {"members": 1}


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    upload = Upload(
        cooperative="demo",
        import_id="i",
        files=(tmp_path / "gone.csv",),
        key="00",
        known={},
        scratch=tmp_path,
    )
    report = read_upload(upload, sink=None, progress=lambda *_: None)  # type: ignore[arg-type]
    assert [finding.code for finding in report.findings] == ["missing_file"]


def test_unknown_columns_are_listed_and_never_stored(read: Reader) -> None:
    text = MEMBERS.replace("\n", ",postcode,email\n") + GOOD.replace("\n", ",1000,a@b.example\n")
    outcome = read({"members.csv": text})
    [table] = outcome.report.identified
    assert table.unknown == ("postcode", "email")
    assert outcome.places("unknown_column") == [(1, "G"), (1, "H")]
    assert not outcome.report.blocked
    assert "1000" not in str(outcome.tables["members"].to_dicts())


def test_a_missing_required_column_is_reported_once_and_not_at_each_row(read: Reader) -> None:
    outcome = read({"members.csv": "member_number,category,joined_on\nM1,users,2020-01-01\n"})
    assert outcome.codes() == ["missing_column", "missing_column"]
    assert [finding.facts["field"] for finding in outcome.report.findings] == [
        "person_kind",
        "gender",
    ]


def test_a_file_that_matches_nothing_says_what_came_nearest(read: Reader) -> None:
    outcome = read({"x.csv": "member_number,category,shoe size\nM1,users,42\n"})
    finding = outcome.one("unrecognised_table")
    assert finding.facts["known"] == "member_number, category"
    assert finding.facts["others"] == "C"
    assert "joined_on" in str(finding.facts["lacking"])


def test_a_file_without_headers_shows_none_of_its_first_row(read: Reader) -> None:
    outcome = read({"x.csv": "Durand,Marie,42\nDupont,Jean,43\n"})
    assert outcome.codes() == ["no_known_headers"]
    assert "Durand" not in outcome.said()


def test_rows_cut_by_another_delimiter_than_the_headers_are_one_finding(read: Reader) -> None:
    outcome = read({"members.csv": MEMBERS.replace(",", ";") + GOOD + GOOD})
    assert outcome.codes() == ["wrong_delimiter"]


def test_the_same_header_twice_is_refused(read: Reader) -> None:
    outcome = read({"c.csv": "code,name,name\nc1,One,Two\n"})
    assert outcome.places("repeated_column") == [(1, "C")]


def test_a_birth_date_is_reduced_to_its_year(read: Reader) -> None:
    text = MEMBERS.replace("\n", ",birth_date\n") + GOOD.replace("\n", ",06/05/1980\n")
    rows = read({"members.csv": text}).tables["members"]
    assert rows["birth_year"].to_list() == [1980]
    assert "1980-05" not in str(rows.to_dicts())


def test_lost_letters_in_columns_that_are_not_read_only_warn(read: Reader) -> None:
    text = MEMBERS.replace("\n", ",nom\n") + GOOD.replace("\n", ",Ren\ufffd\n")
    outcome = read({"members.csv": text})
    assert sorted(outcome.codes()) == ["lost_elsewhere", "unknown_column"]
    assert outcome.report.rows == {"members": 1}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("names.csv", "Erne�to;x\n"),
        ("names.json", '{"name": "Erne�to"}'),
        ("voters.csv", "password,a,a@example.org,Erne�to\npassword,b,b@example.org,B\n"),
    ],
    ids=["unknown", "unknown json", "list that is not taken"],
)
def test_lost_letters_are_said_where_nothing_of_a_file_is_taken(
    name: str, text: str, read: Reader
) -> None:
    outcome = read({name: text})
    assert outcome.report.blocked
    assert outcome.places("lost_elsewhere") == [(None, None)]


def test_after_too_many_stray_quotes_the_rest_is_said_to_be_unread(read: Reader) -> None:
    outcome = read({"members.csv": MEMBERS + GOOD.replace("natural", 'nat"ural') * 200})
    assert set(outcome.codes()) == {"unbalanced_quote", "rest_not_read"}
    assert outcome.report.totals["unbalanced_quote"] == MOST_STRAYS
    assert outcome.places("rest_not_read") == [(MOST_STRAYS + 2, None)]


def test_lost_letters_in_a_practice_are_found_at_their_line(read: Reader) -> None:
    text = """\
practices:
  - code: c
    name: {fr: Cercles}
    licence: CC0
    dimensions:
      purpose:
        - text: {fr: "Id\ufffde"}
          status: asserted
"""
    finding = read({"practices.yaml": text}).one("replacement_character")
    assert (finding.row, finding.header) == (7, "text")


def test_headers_without_rows_are_a_warning(read: Reader) -> None:
    outcome = read({"members.csv": MEMBERS})
    assert outcome.one("no_rows").severity is Severity.WARNING
    assert outcome.report.rows == {}


def test_a_row_without_an_end_is_said_at_its_place(read: Reader) -> None:
    endless = 'c2,"' + "x" * (2 * LONGEST_LINE)
    outcome = read({"cycles.csv": f"code,name\nc1,One\n{endless}"})
    assert outcome.one("endless_line").row == 3
    assert outcome.report.blocked
