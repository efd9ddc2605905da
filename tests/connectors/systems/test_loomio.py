"""How is Loomio read?"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.connectors.exports import EXPORTS, cells, export
from tests.connectors.uploads import Reader

LINES = "2024-06-03_10-00-00_cooperative-exemple.json"
POLL = "poll-81-XyZ-publier-les-horaires.csv"


def test_lines_of_json_give_spaces_members_of_them_and_counts(tmp_path: Path) -> None:
    outcome = export("loomio", LINES, scratch=tmp_path)
    assert outcome.codes() == []
    assert cells(outcome, "bodies", "code", "kind", "parent") == [
        ("loomio-group-21", "space", None),
        ("loomio-group-22", "space", "loomio-group-21"),
    ]
    # one membership was revoked, one never accepted
    assert cells(outcome, "spaces_activity", "body", "period", "enrolled") == [
        ("loomio-group-22", "2024-06-03", 1)
    ]
    assert cells(outcome, "counts", "motion", "option", "votes") == [
        ("loomio-poll-81", "yes", 2),
        ("loomio-poll-81", "abstain", 1),
        ("loomio-poll-81", "no", 0),
    ]


def test_one_poll_in_sections_gives_its_motion_and_counts(tmp_path: Path) -> None:
    outcome = export("loomio", POLL, scratch=tmp_path)
    assert cells(outcome, "motions", "code", "title", "voted_on") == [
        ("loomio-poll-81", "Publier les horaires ?", date(2024, 6, 1))
    ]
    assert cells(outcome, "counts", "option", "votes") == [("yes", 2), ("abstain", 1), ("no", 0)]


def test_stacked_tables_of_a_group_are_told_apart(tmp_path: Path) -> None:
    outcome = export("loomio", "export-group.csv", scratch=tmp_path)
    assert [one.table for one in outcome.report.identified] == ["bodies", "motions"]
    assert cells(outcome, "motions", "code") == [("loomio-poll-81",)]
    assert outcome.one("poll_no_motion").row == 20
    assert outcome.one("poll_without_counts").facts == {}


def test_a_stacked_table_that_lost_rows_is_refused(read: Reader) -> None:
    text = (EXPORTS / "loomio" / "export-group.csv").read_text("utf-8")
    outcome = read({"export-group.csv": text.replace("Memberships (2)", "Memberships (3)")})
    assert outcome.one("rows_lost").facts == {"rows": 2, "said": 3}
    assert outcome.report.blocked


def test_a_day_that_cannot_be_read_is_told_at_its_row(read: Reader) -> None:
    text = (EXPORTS / "loomio" / POLL).read_text("utf-8")
    outcome = read({POLL: text.replace("2024-06-01", "2024-06-31")})
    assert outcome.one("unreadable_date").row == 3


def test_options_that_are_no_votes_leave_the_motion_uncounted(read: Reader) -> None:
    text = (EXPORTS / "loomio" / POLL).read_text("utf-8")
    outcome = read({POLL: text.replace("Disagree,i18n,3,0,0.0,,0.0,0,0", "Block,i18n,3,1,,,,1,1")})
    assert "answers_no_votes" in outcome.codes()
    assert outcome.report.rows == {"motions": 1}


_Record = tuple[str, Mapping[str, object]]


def lines(*records: _Record) -> str:
    return "\n".join(json.dumps({"table": table, "record": record}) for table, record in records)


def test_without_counts_the_latest_stances_are_counted_and_revoked_ones_are_not(
    read: Reader,
) -> None:
    poll = {"id": 7, "title": "P", "poll_type": "proposal", "closed_at": "2024-01-01T00:00:00Z"}
    options: list[_Record] = [
        ("poll_options", {"id": 20 + number, "poll_id": 7, "name": name})
        for number, name in enumerate(("agree", "disagree"))
    ]
    stances: list[_Record] = [
        ("stances", {"id": 1, "poll_id": 7, "latest": False}),
        ("stances", {"id": 2, "poll_id": 7, "latest": True}),
        ("stances", {"id": 3, "poll_id": 7, "latest": True, "revoked_at": "2024-01-01"}),
        ("stances", {"id": 4, "poll_id": 7, "latest": True}),
    ]
    choices: list[_Record] = [
        ("stance_choices", {"id": 40 + stance, "stance_id": stance, "poll_option_id": option})
        for stance, option in ((1, 21), (2, 20), (3, 21), (4, 20))
    ]
    text = lines(("polls", poll), *options, *stances, *choices)
    assert cells(read({"group.json": text}), "counts", "option", "votes") == [
        ("yes", 2),
        ("no", 0),
    ]


def test_a_poll_of_which_nobody_says_how_it_went_has_no_counts_of_zero(read: Reader) -> None:
    poll = {"id": 7, "title": "P", "poll_type": "proposal", "closed_at": "2024-01-01T00:00:00Z"}
    option = {"id": 20, "poll_id": 7, "name": "agree"}
    outcome = read({"group.json": lines(("polls", poll), ("poll_options", option))})
    assert "poll_without_counts" in outcome.codes()
    assert "counts" not in outcome.tables


def test_the_same_group_in_several_forms_is_told_once_and_with_its_counts(tmp_path: Path) -> None:
    outcome = export("loomio", "export-group.csv", LINES, POLL, scratch=tmp_path)
    assert "duplicate_key" not in outcome.codes()
    assert cells(outcome, "motions", "code") == [("loomio-poll-81",)]
    assert cells(outcome, "counts", "option", "votes") == [("yes", 2), ("abstain", 1), ("no", 0)]


def test_a_proposal_that_was_deleted_is_no_motion(read: Reader) -> None:
    # invented: Loomio exports what was discarded beside what stands
    poll = {"id": 5, "title": "T", "poll_type": "proposal", "closed_at": "2024-03-04T12:00:00Z"}
    records = [
        ("polls", poll),
        ("polls", {**poll, "id": 6, "discarded_at": "2024-03-05T12:00:00Z"}),
        ("poll_options", {"id": 1, "poll_id": 5, "name": "agree", "voter_count": 1}),
        ("poll_options", {"id": 2, "poll_id": 6, "name": "agree", "voter_count": 1}),
    ]
    lines = [json.dumps({"table": table, "record": record}) for table, record in records]
    outcome = read({LINES: "\n".join(lines)})
    assert cells(outcome, "motions", "code") == [("loomio-poll-5",)]
    assert outcome.one("poll_no_motion").row == 2


BALLOT = ("anonymous_ballot_id", "poll_option_id", "score")
PROPOSAL = {"title": "P", "poll_type": "proposal", "closed_at": "2026-01-01T00:00:00Z"}


def options_of(poll: int) -> list[_Record]:
    return [
        ("poll_options", {"id": poll * 10 + number, "poll_id": poll, "name": name})
        for number, name in enumerate(("agree", "disagree"))
    ]


def test_the_ballots_of_an_anonymous_poll_are_counted_where_no_counts_are(read: Reader) -> None:
    chosen = [("u1", 70, 1), ("u2", 71, 1), ("u3", 70, 1), ("u4", 71, 0)]
    ballots: list[_Record] = [
        ("anonymous_ballot_choices", dict(zip(BALLOT, one, strict=True))) for one in chosen
    ]
    outcome = read({LINES: lines(("polls", {**PROPOSAL, "id": 7}), *options_of(7), *ballots)})
    assert cells(outcome, "counts", "option", "votes") == [("yes", 2), ("no", 1)]


def test_who_voted_elsewhere_does_not_make_a_poll_one_of_zero_votes(read: Reader) -> None:
    polls: list[_Record] = [("polls", {**PROPOSAL, "id": number}) for number in (7, 8)]
    voted: list[_Record] = [
        ("stances", {"id": 1, "poll_id": 8, "latest": True}),
        ("stance_choices", {"id": 1, "stance_id": 1, "poll_option_id": 80}),
    ]
    outcome = read({LINES: lines(*polls, *options_of(7), *options_of(8), *voted)})
    assert outcome.one("poll_without_counts").row == 1
    assert cells(outcome, "counts", "motion", "votes") == [
        ("loomio-poll-8", 1),
        ("loomio-poll-8", 0),
    ]


def test_a_template_of_a_poll_is_no_motion(read: Reader) -> None:
    polls: list[_Record] = [
        ("polls", {**PROPOSAL, "id": 7, "template": True}),
        ("polls", {**PROPOSAL, "id": 8, "template": False}),
    ]
    outcome = read({LINES: lines(*polls, *options_of(7), *options_of(8))})
    assert cells(outcome, "motions", "code") == [("loomio-poll-8",)]


def test_an_archived_group_is_closed_and_has_no_members_today(read: Reader) -> None:
    joined = {"accepted_at": "2020-01-01T00:00:00Z", "user_id": 1}
    groups: list[_Record] = [
        ("groups", {"id": 1, "name": "Coop", "archived_at": None}),
        ("groups", {"id": 2, "name": "Old", "archived_at": "2023-01-01T00:00:00Z"}),
        *(("memberships", {**joined, "id": number, "group_id": number}) for number in (1, 2)),
    ]
    outcome = read({LINES: lines(*groups)})
    assert cells(outcome, "bodies", "code", "closed_on") == [
        ("loomio-group-1", None),
        ("loomio-group-2", "2023-01-01"),
    ]
    assert cells(outcome, "spaces_activity", "body") == [("loomio-group-1",)]
