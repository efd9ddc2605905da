"""How is an OpenSlides meeting read?"""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.connectors.exports import EXPORTS, cells, export
from tests.connectors.uploads import Reader


def test_finished_polls_on_motions_are_counted_and_no_other(tmp_path: Path) -> None:
    outcome = export("openslides", "meeting.json", scratch=tmp_path)
    assert cells(outcome, "motions", "code", "title", "denominator", "voted_on") == [
        ("openslides-poll-1", "Approuver les comptes", "expressed", date(2024, 6, 15)),
        ("openslides-poll-2", "Fusion", "cast", date(2024, 6, 15)),
    ]
    assert cells(outcome, "counts", "motion", "option", "votes", "weight") == [
        ("openslides-poll-1", "yes", 20, None),
        ("openslides-poll-1", "no", 4, None),
        ("openslides-poll-1", "invalid", 2, None),
        ("openslides-poll-2", "yes", 2, 4.5),
        ("openslides-poll-2", "no", 1, 1.0),
        ("openslides-poll-2", "abstain", 0, 0.0),
    ]
    assert outcome.one("weights_without_ballots").row == 5
    assert "lieve" not in str(outcome.tables)


def test_a_meeting_without_a_day_is_not_dated_by_guess(read: Reader) -> None:
    meeting = json.loads((EXPORTS / "openslides" / "meeting.json").read_text("utf-8"))
    del meeting["meeting"]["1"]["start_time"]
    outcome = read({"meeting.json": json.dumps(meeting)})
    assert {"day_of_vote_missing", "nothing_taken"} <= set(outcome.codes())
    assert not outcome.tables


def test_a_broken_number_counted_by_hand_is_no_ballot(read: Reader) -> None:
    meeting = json.loads((EXPORTS / "openslides" / "meeting.json").read_text("utf-8"))
    meeting["option"]["1"]["yes"] = "20.500000"
    outcome = read({"meeting.json": json.dumps(meeting)})
    assert outcome.places("weights_without_ballots") == [(1, None), (5, None)]


@pytest.mark.parametrize("number", ["-1.000000", "-2.000000", "nonsense"])
def test_a_vote_with_a_number_that_was_not_written_down_is_not_stored_in_part(
    number: str, read: Reader
) -> None:
    meeting = json.loads((EXPORTS / "openslides" / "meeting.json").read_text("utf-8"))
    meeting["option"]["1"]["no"] = number
    outcome = read({"meeting.json": json.dumps(meeting)})
    assert outcome.one("count_incomplete").row == 1
    assert cells(outcome, "motions", "code") == [("openslides-poll-2",)]


def test_weights_of_ballots_that_are_not_exported_are_not_stored_in_part(read: Reader) -> None:
    meeting = json.loads((EXPORTS / "openslides" / "meeting.json").read_text("utf-8"))
    meeting["option"]["2"]["vote_ids"] = None
    outcome = read({"meeting.json": json.dumps(meeting)})
    assert cells(outcome, "motions", "code") == [("openslides-poll-1",)]


def test_a_poll_whose_motion_or_counts_are_gone_hides_no_other(read: Reader) -> None:
    text = (EXPORTS / "openslides" / "meeting.json").read_text("utf-8")
    for gone, code in (("motion", "poll_no_motion"), ("option", "count_incomplete")):
        meeting = json.loads(text)
        poll = meeting["poll"]["1"]
        number = poll["content_object_id"].partition("/")[2] if gone == "motion" else "1"
        del meeting[gone][number]
        outcome = read({"meeting.json": json.dumps(meeting)})
        assert (1, None) in outcome.places(code)
        assert cells(outcome, "motions", "code") == [("openslides-poll-2",)]
