"""How are Belenios and Helios read?"""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.connectors.exports import EXPORTS, cells, export
from tests.connectors.uploads import Reader

BELENIOS = ("election.json", "result.json", "records.json", "voters.json")
HELIOS = ("election.json", "result.json", "voters.json")


def content(system: str, name: str) -> str:
    return (EXPORTS / system / name).read_text("utf-8")


def test_belenios_counts_a_blank_vote_first_and_names_no_candidate(tmp_path: Path) -> None:
    outcome = export("belenios", *BELENIOS, scratch=tmp_path)
    assert not outcome.report.blocked
    assert cells(outcome, "motions", "code", "assembly", "title", "voted_on") == [
        ("ag-2024-1", "ag-2024", "Approuver les comptes ?", date(2024, 6, 10))
    ]
    assert cells(outcome, "counts", "option", "votes") == [("blank", 1), ("yes", 3), ("no", 1)]
    assert cells(outcome, "assemblies", "eligible", "voters", "mode") == [(8, 5, "remote")]
    assert outcome.one("answers_no_votes").row == 2


def test_belenios_without_the_list_of_ballots_has_no_day(tmp_path: Path) -> None:
    outcome = export("belenios", "election.json", "result.json", scratch=tmp_path)
    assert set(outcome.codes()) == {"day_of_vote_missing", "nothing_taken"}


def test_belenios_a_result_of_another_election_is_refused(read: Reader) -> None:
    files = {name: content("belenios", name) for name in BELENIOS}
    outcome = read(files | {"result.json": '{"result": [[1, 2], [1, 2]]}'})
    assert outcome.one("result_of_other_election").row == 1
    assert outcome.report.blocked


@pytest.mark.parametrize("kind", ["NonHomomorphic", "Lists"])
def test_belenios_questions_that_rank_are_left_out_and_the_others_counted(
    kind: str, read: Reader
) -> None:
    election = json.loads(content("belenios", "election.json"))
    election["questions"] = [
        {"type": kind, "value": {"answers": ["a", "b"]}},
        {"type": "Homomorphic", "value": {"question": "Q ?", "answers": ["Oui", "Non"]}},
    ]
    outcome = read(
        {
            "election.json": json.dumps(election),
            "result.json": '{"result": [[[1, 2]], [3, 2]]}',
            "records.json": content("belenios", "records.json"),
        }
    )
    assert outcome.codes() == ["answers_no_votes"]
    assert cells(outcome, "counts", "option", "votes") == [("yes", 3), ("no", 2)]


def test_belenios_a_result_of_an_older_version_holds_the_tally_too(read: Reader) -> None:
    files = {name: content("belenios", name) for name in BELENIOS}
    result = {**json.loads(files["result.json"]), "num_tallied": 5, "partial_decryptions": []}
    outcome = read(files | {"result.json": json.dumps(result)})
    assert cells(outcome, "counts", "option", "votes") == [("blank", 1), ("yes", 3), ("no", 1)]


def test_helios_gives_counts_and_how_many_could_vote(tmp_path: Path) -> None:
    outcome = export("helios", *HELIOS, scratch=tmp_path)
    assert not outcome.report.blocked
    assert cells(outcome, "counts", "option", "votes") == [("yes", 12), ("no", 3), ("abstain", 1)]
    assert cells(outcome, "assemblies", "date", "eligible") == [(date(2024, 6, 15), 20)]


def test_helios_without_voters_still_has_its_assembly(tmp_path: Path) -> None:
    outcome = export("helios", "election.json", "result.json", scratch=tmp_path)
    assert cells(outcome, "assemblies", "eligible") == [(None,)]


def test_helios_a_list_of_voters_to_load_is_recognised_and_not_taken(read: Reader) -> None:
    text = "password,v1,v1@example.org,Voter One\npassword,v2,v2@example.org,Voter Two\n"
    outcome = read({"voters.csv": text})
    assert set(outcome.codes()) == {"voters_alone", "nothing_taken"}
    assert "Voter One" not in outcome.said()


@pytest.mark.parametrize("system", ["belenios", "helios"])
@pytest.mark.parametrize(
    ("name", "code"), [("election.json", "result_missing"), ("result.json", "election_missing")]
)
def test_half_an_election_says_what_is_missing(
    system: str, name: str, code: str, tmp_path: Path
) -> None:
    assert export(system, name, scratch=tmp_path).codes() == [code]


@pytest.mark.parametrize("system", ["belenios", "helios"])
def test_two_elections_in_one_upload_are_refused(system: str, read: Reader) -> None:
    text = content(system, "election.json")
    outcome = read({"a.json": text, "b.json": text.replace("AG 2024", "AG 2025")})
    assert outcome.one("two_elections").facts == {"first_file": "a.json"}


def test_helios_in_the_form_of_its_fixtures_is_recognised(read: Reader) -> None:
    fields = {"name": "E", "questions": [], "cast_url": ""}
    text = json.dumps([{"pk": 1, "model": "helios.election", "fields": fields}])
    assert read({"election.json": text}).codes() == ["result_missing"]


def test_helios_a_list_of_voters_by_address_is_recognised_too(read: Reader) -> None:
    outcome = read({"voters.csv": "email,v1@example.org,One\npassword,v2,v2@example.org,Two\n"})
    assert set(outcome.codes()) == {"voters_alone", "nothing_taken"}


def test_belenios_elections_of_before_who_runs_them_was_written_are_known(read: Reader) -> None:
    question = {"question": "Q ?", "answers": ["Oui", "Non"], "min": 0, "max": 1}
    election = {
        "description": "d",
        "name": "AG",
        "public_key": {"g": "1", "p": "2", "q": "3", "y": "4"},
        "questions": [question],
        "uuid": "u",
        "short_name": "ag",
    }
    result = {
        "num_tallied": 5,
        "encrypted_tally": [[{"alpha": "1", "beta": "2"}]],
        "partial_decryptions": [],
        "result": [[3, 2]],
    }
    outcome = read(
        {
            "election.json": json.dumps(election),
            "result.json": json.dumps(result),
            "records.json": content("belenios", "records.json"),
        }
    )
    assert not outcome.report.blocked
    assert cells(outcome, "counts", "option", "votes") == [("yes", 3), ("no", 2)]


def test_json_of_questions_that_are_none_of_an_election_is_unknown(read: Reader) -> None:
    survey = {"name": "n", "description": "d", "questions": [{"title": "How old?"}]}
    assert read({"survey.json": json.dumps(survey)}).codes() == ["unknown_json"]


def test_helios_lists_of_voters_without_a_way_to_sign_in_are_known(read: Reader) -> None:
    outcome = read({"voters.csv": "lieve,lieve@example.org,Lieve P\njan,jan@example.org,Jan J\n"})
    assert set(outcome.codes()) == {"voters_alone", "nothing_taken"}
    assert "Lieve" not in outcome.said()


def test_belenios_weights_are_never_taken_for_ballots(read: Reader) -> None:
    files = {name: content("belenios", name) for name in BELENIOS}
    first, *others = json.loads(files["voters.json"])
    listed = json.dumps([{**first, "weight": "3"}, *others])
    more = json.dumps({"result": [[2, 3, 1], [1, 2]]})
    for weighed in ({"voters.json": listed}, {"result.json": more}):
        outcome = read(files | weighed)
        assert outcome.places("weights_summed")[0] == (1, None)
        assert set(outcome.tables) == {"assemblies"}


def test_belenios_voters_may_be_known_by_their_addresses_alone(read: Reader) -> None:
    files = {name: content("belenios", name) for name in BELENIOS}
    listed = [{"address": f"u{number}@example.org"} for number in range(6)]
    outcome = read(files | {"voters.json": json.dumps(listed)})
    assert cells(outcome, "assemblies", "eligible") == [(6,)]


def test_belenios_weights_of_one_are_ballots(read: Reader) -> None:
    files = {name: content("belenios", name) for name in BELENIOS}
    listed = [{**one, "weight": 1} for one in json.loads(files["voters.json"])]
    outcome = read(files | {"voters.json": json.dumps(listed)})
    assert cells(outcome, "counts", "option", "votes") == [("blank", 1), ("yes", 3), ("no", 1)]
