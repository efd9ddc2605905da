"""How is the open data of Decidim read?"""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.connectors.exports import EXPORTS, cells, export, person
from tests.connectors.uploads import Reader, workbook


def test_an_archive_gives_spaces_recommendations_and_what_became_of_them(tmp_path: Path) -> None:
    outcome = export("decidim", "coop.example-open-data.zip", scratch=tmp_path)
    assert not outcome.report.blocked
    assert cells(outcome, "bodies", "code", "kind", "name_fr", "name_nl") == [
        ("decidim-assembly-1", "board", "Conseil d'administration", "Raad van bestuur"),
        ("decidim-assembly-2", "space", "Cercle Mobilité", None),
    ]
    columns = ("code", "origin_body", "theme", "title", "text", "language", "submitted_on")
    assert cells(outcome, "recommendations", *columns)[0] == (
        "decidim-proposal-1",
        "decidim-assembly-2",
        "Mobilité",
        "Recommandation 1",
        "Corps; n° 1 suite",
        "fr",
        date(2024, 1, 1),
    )
    events = cells(outcome, "recommendation_events", "recommendation", "stage", "on")
    assert sorted(events, key=str) == [
        ("decidim-proposal-1", "accepted", date(2024, 3, 1)),
        ("decidim-proposal-1", "implemented", date(2025, 6, 30)),
        ("decidim-proposal-1", "in_progress", date(2024, 9, 1)),
        ("decidim-proposal-2", "in_progress", date(2024, 9, 1)),
        ("decidim-proposal-3", "withdrawn", date(2024, 2, 3)),
    ]
    assert cells(outcome, "assemblies", "code", "date", "voters") == [
        ("decidim-meeting-5", date(2024, 6, 15), None)
    ]
    assert {"amendment_left_out", "stage_unknown", "result_of_nothing"} <= set(outcome.codes())


def test_the_generation_is_told_by_its_headers(tmp_path: Path) -> None:
    new = export("decidim", "coop.example-open-data.zip", scratch=tmp_path)
    assert any("0.30" in mark for one in new.report.identified for mark in one.evidence)
    name = "coop.example-open-data-proposals (0.22).csv"
    old = export("decidim", name, scratch=tmp_path)
    assert any("0.2x" in mark for one in old.report.identified for mark in one.evidence)
    assert {one.version for one in new.report.identified} == {"0.30"}
    assert {one.version for one in old.report.identified} == {"0.2x"}
    assert cells(old, "recommendations", "code", "theme") == [
        ("decidim-proposal-9", "Mobilité"),
        ("decidim-proposal-10", "Mobilité"),
    ]
    # before the day of the answer was exported, an answer cannot be dated
    assert old.one("event_without_day").row == 2


def test_columns_that_are_not_read_are_listed(tmp_path: Path) -> None:
    outcome = export("decidim", "coop.example-open-data.zip", scratch=tmp_path)
    unknown = {header for one in outcome.report.identified for header in one.unknown}
    assert {"author/name", "votes"} <= unknown


def test_members_of_assemblies_become_mandates_without_names(tmp_path: Path) -> None:
    outcome = export("decidim", "assembly_members.json", scratch=tmp_path)
    assert cells(outcome, "mandates", "pseudonym", "role", "gender", "start_on", "end_on") == [
        (person("decidim-assembly-member-1"), "chair", "female", date(2021, 5, 1), None),
        (
            *(person("decidim-assembly-member-2"), "member", "not_recorded"),
            *(date(2021, 5, 1), date(2023, 5, 1)),
        ),
    ]


RESULTS = "id;component/id;progress;proposal_urls;start_date;end_date;url\n"
PROPOSALS = "id;component/id;is_amend;url;participatory_space/id;state;title/fr;published_at\n"
MEETINGS = "id;start_time;attendees;contributions\n"


@pytest.mark.parametrize(
    ("headers", "row", "code", "column"),
    [
        (RESULTS, "1;2;30\n", "ragged_row", None),
        (RESULTS, "1;9;half;https://x/p/41;2024-02-01;;https://x/r/1\n", "unreadable_number", "C"),
        (RESULTS, "1;9;50;https://x/p/41;2024-13-01;;https://x/r/1\n", "unreadable_date", "E"),
        (PROPOSALS, "44;8;false;https://x/p/44;3;;A;yesterday\n", "unreadable_date", "H"),
        (PROPOSALS, ";8;false;https://x/p/41;3;;A;2024-01-02\n", "missing_value", "A"),
        (MEETINGS, "5;on Saturday;0;0\n", "unreadable_date", "B"),
        (MEETINGS, ";2025-06-14 09:00:00;0;0\n", "missing_value", "A"),
    ],
)
def test_a_faulty_row_is_told_at_its_row_and_stops_no_other(
    headers: str, row: str, code: str, column: str | None, read: Reader
) -> None:
    # invented: as a spreadsheet or a hand leaves an export
    good = {
        RESULTS: "2;9;50,0;https://x/p/42;2024-02-01;;https://x/r/2\n",
        PROPOSALS: "43;8;false;https://x/p/43;3;;B;2024-01-03\n",
        MEETINGS: "6;2025-06-15 09:00:00;0;0\n",
    }[headers]
    proposals = PROPOSALS + "41;8;false;https://x/p/41;3;;C;2024-01-01\n42;8;false;u;3;;D;\n"
    faulty = {"coop-x.csv": headers + row + good}
    outcome = read({"coop-proposals.csv": proposals, **faulty}, known={})
    found = [(one.code, one.row, one.column) for one in outcome.report.findings]
    assert [one for one in found if one[0] == code] == [(code, 2, column)]
    assert "unexpected_shape" not in outcome.codes()
    assert sum(outcome.report.rows.values()) == 2 + 1


def test_a_name_in_another_language_is_still_a_name(read: Reader) -> None:
    text = "id;title/ca;slug;included_at;assembly_type/id\n1;Cercle;c;2020-01-01;\n"
    outcome = read({"coop-open-data-assemblies.csv": text})
    assert cells(outcome, "bodies", "name_en", "kind") == [("Cercle", "space")]


@pytest.mark.parametrize(
    ("column", "cell", "kept"),
    [
        *(("withdrawn", yes, 0) for yes in ("true", "TRUE", "VRAI", "WAAR")),
        *(("published", no, 0) for no in ("false", "FALSE", "FAUX", "ONWAAR")),
        ("withdrawn", "false", 1),
    ],
)
def test_a_meeting_that_was_withdrawn_or_is_not_public_is_no_assembly(
    column: str, cell: str, kept: int, read: Reader
) -> None:
    # invented: the headers of a meeting since 0.30, one at a time
    text = f"id;start_time;attendees;contributions;{column}\n5;2025-06-14 09:00:00;0;0;{cell}\n"
    outcome = read({"coop-open-data-meetings.csv": text})
    assert outcome.report.rows.get("assemblies", 0) == kept
    assert ("meeting_left_out" in outcome.codes()) is (not kept)


@pytest.mark.parametrize("yes", ["true", "TRUE", "VRAI", "WAAR"])
def test_an_amendment_is_one_however_a_spreadsheet_writes_it(yes: str, read: Reader) -> None:
    text = f"{PROPOSALS}1;8;{yes};u;3;;B;2024-01-03\n2;8;false;u;3;;C;2024-01-01\n"
    outcome = read({"coop-proposals.csv": text}, known={})
    assert cells(outcome, "recommendations", "code") == [("decidim-proposal-2",)]
    assert outcome.one("amendment_left_out").row == 2


def test_a_result_of_an_amendment_stops_no_archive(read: Reader) -> None:
    # invented: one result of a proposal, one of its amendment, one of a proposal that is hidden
    at = "https://x/f/8/proposals"
    proposals = (
        "id;component/id;is_amend;url;participatory_space/id;state;title/fr;published_at\n"
        f"41;8;false;{at}/41;3;;A;2024-01-02\n42;8;true;{at}/42;3;;B;2024-01-03\n"
    )
    results = "id;component/id;progress;proposal_urls;start_date;end_date;url\n" + "".join(
        f"{n};9;50.0;{at}/{n}?locale=fr;2024-02-0{n % 10};;https://x/r/{n}\n" for n in (41, 42, 43)
    )
    outcome = read({"c-proposals.csv": proposals, "c-results.csv": results}, known={})
    assert not outcome.report.blocked
    assert cells(outcome, "recommendation_events", "recommendation", "on") == [
        ("decidim-proposal-41", date(2024, 2, 1))
    ]
    unsent = [one.row for one in outcome.report.findings if one.code == "result_of_unsent"]
    assert unsent == [3, 4]


def archive(extra: dict[str, str]) -> dict[str, bytes]:
    """The sample archive with more files in it."""
    out = io.BytesIO((EXPORTS / "decidim" / "coop.example-open-data.zip").read_bytes())
    with zipfile.ZipFile(out, "a") as files:
        for name, text in extra.items():
            files.writestr(name, text)
    return {"open-data.zip": out.getvalue()}


def test_what_else_stands_in_an_archive_is_named_and_stops_nothing(read: Reader) -> None:
    users = "id;name;nickname;avatar_url;profile_url\n1;Lieve;lv;https://a;https://b\n"
    comments = "id;created_at;body;author/id;alignment\n1;2021-01-01;x;3;0\n"
    outcome = read(archive({"c-users.csv": users, "c-comments.csv": comments}), known={})
    assert not outcome.report.blocked
    unread = [one.file for one in outcome.report.findings if one.code == "unread_file"]
    assert unread == ["open-data.zip/c-users.csv", "open-data.zip/c-comments.csv"]
    assert "Lieve" not in outcome.said()


def test_a_table_of_the_template_that_is_broken_stops_an_archive_all_the_same(
    read: Reader,
) -> None:
    motions = "code,title,denominator,voted_on\nM1,T,cast,31/02/2024\n"
    assert read(archive({"motions.csv": motions}), known={}).one("unreadable_date").row == 2


def test_a_sheet_of_proposals_is_read_and_its_entities_are_letters(read: Reader) -> None:
    headers = ["id", "component/id", "is_amend", "url", "title/fr", "body/fr"]
    more = ["participatory_space/id", "state", "published_at"]
    row = ["31", "7", "false", "https://x/31", "T", "<p>Th&eacute; &amp; eau</p>"]
    sheet = workbook({"Proposals": [[*headers, *more], [*row, "2", "", "2024-01-02"]]})
    assert cells(read({"proposals.xlsx": sheet}), "recommendations", "code", "text") == [
        ("decidim-proposal-31", "Thé & eau")
    ]


def test_members_may_be_sent_with_the_open_data_of_their_assemblies(tmp_path: Path) -> None:
    names = ("assembly_members.json", "coop.example-open-data.zip")
    outcome = export("decidim", *names, scratch=tmp_path)
    assert "duplicate_key" not in outcome.codes()
    bodies = outcome.tables["bodies"]["code"].sort().to_list()
    assert bodies == ["decidim-assembly-1", "decidim-assembly-2"]
    assert len(cells(outcome, "mandates", "body")) == 2


PROPOSAL = {
    "id": 7,
    "category": {"id": 1, "name": {"ca": "Mobilitat", "en": "Mobility"}},
    "participatory_space": {"id": 1, "url": "https://x/processes/p"},
    "component": {"id": 3},
    "title": {"en": "A tram"},
    "body": {"en": "To the hills"},
    "state": "accepted",
    "answered_at": "2021-03-01 07:17:40 UTC",
    "published_at": "2020-11-24 07:17:40 UTC",
    "url": "https://x/processes/p/f/3/proposals/7",
    "endorsements": {"total_count": 1, "user_endorsements": ["Lieve"]},
    "is_amend": False,
    "original_proposal": {"title": None, "url": None},
}
RESULT = {
    "id": 2,
    "component": {"id": 4},
    "progress": 100.0,
    "start_date": "2021-04-01",
    "end_date": "2022-04-01",
    "status": {"key": "done"},
    "proposal_urls": ["https://x/f/3/proposals/7", "https://x/f/3/proposals/8"],
    "url": "https://x/f/4/results/2",
}


def test_the_list_of_a_component_is_read_from_json_as_from_csv(read: Reader) -> None:
    second = {**PROPOSAL, "id": 8, "state": "", "answered_at": None}
    outcome = read(
        {
            "proposals.json": json.dumps([PROPOSAL, second]),
            "results.json": json.dumps([RESULT]),
        },
        known={},
    )
    assert not outcome.report.blocked
    assert cells(outcome, "recommendations", "code", "title", "submitted_on", "source_row") == [
        ("decidim-proposal-7", "A tram", date(2020, 11, 24), 1),
        ("decidim-proposal-8", "A tram", date(2020, 11, 24), 2),
    ]
    events = cells(outcome, "recommendation_events", "recommendation", "stage", "on")
    assert sorted(events, key=str) == [
        ("decidim-proposal-7", "accepted", date(2021, 3, 1)),
        ("decidim-proposal-7", "implemented", date(2022, 4, 1)),
        ("decidim-proposal-8", "implemented", date(2022, 4, 1)),
    ]
    unknown = {header for one in outcome.report.identified for header in one.unknown}
    assert "endorsements/total_count" in unknown
    assert "Lieve" not in outcome.said()


def test_a_finding_in_json_names_the_key_and_no_column(read: Reader) -> None:
    outcome = read({"results.json": json.dumps([RESULT])}, known={})
    found = [one for one in outcome.report.findings if one.code == "unknown_reference"]
    assert {(one.row, one.column, one.header) for one in found} == {(1, None, "proposal_urls")}


def test_days_that_a_spreadsheet_wrote_anew_are_read(read: Reader) -> None:
    # invented: saved by a French spreadsheet
    proposals = PROPOSALS + "41;8;false;https://x/p/41;3;accepted;C;01/09/2024 10:00\n"
    proposals = proposals.replace("published_at", "published_at;answered_at")
    proposals = proposals.replace("10:00\n", "10:00;02/10/2024 09:30\n")
    results = RESULTS + "1;9;100,0;https://x/p/41;01/10/2024;31/12/2024;https://x/r/1\n"
    outcome = read({"c-proposals.csv": proposals, "c-results.csv": results}, known={})
    assert cells(outcome, "recommendations", "submitted_on") == [(date(2024, 9, 1),)]
    assert cells(outcome, "recommendation_events", "stage", "on") == [
        ("accepted", date(2024, 10, 2)),
        ("implemented", date(2024, 12, 31)),
    ]


def test_a_number_in_json_that_is_none_is_told_by_its_record(read: Reader) -> None:
    one = {"id": 1, "component": {"id": 9}, "progress": "half", "proposal_urls": "https://x/p/41"}
    record = {**one, "start_date": "2024-02-01", "end_date": "", "url": "https://x/r/1"}
    found = read({"results.json": json.dumps([record])}).one("unreadable_number")
    assert (found.row, found.column, found.header) == (1, None, "progress")


def test_a_theme_is_said_in_the_language_of_the_title(read: Reader) -> None:
    outcome = read({"proposals.json": json.dumps([PROPOSAL])}, known={})
    assert cells(outcome, "recommendations", "theme", "language") == [("Mobility", "en")]


@pytest.mark.parametrize(
    "more",
    [{"participatory_process_group": {"id": 1}}, {"decidim_assemblies_type_id": 1}],
    ids=str,
)
def test_the_copy_of_a_space_is_known_and_refused(more: dict[str, object], read: Reader) -> None:
    space = {"id": 1, "scopes_enabled": True, "private_space": False, "show_statistics": True}
    outcome = read({"copy.json": json.dumps([{**space, **more, "components": None}])})
    assert outcome.codes() == ["known_and_refused"]


#: Invented rows under headers of a list of projects, and of the answers of an election.
PROJECTS = "id;budget/id;budget_amount;confirmed_votes;related_proposals\n5;2;12000;87;41\n"
ELECTIONS = "id;election_id;question_id;answer_id;answer_votes\n1;1;1;1;12\n"


@pytest.mark.parametrize("text", [PROJECTS, ELECTIONS], ids=["projects", "elections"])
def test_a_list_that_is_not_kept_is_refused_by_name(text: str, read: Reader) -> None:
    assert read({"list.csv": text}).codes() == ["known_and_refused"]


def test_projects_and_elections_beside_proposals_stop_no_archive(read: Reader) -> None:
    outcome = read(archive({"c-projects.csv": PROJECTS, "c-elections.csv": ELECTIONS}), known={})
    assert not outcome.report.blocked
