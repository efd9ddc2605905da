"""How are results of Decidim's module action_delegator read?"""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.connectors.exports import cells, export
from tests.connectors.uploads import Reader

SYSTEM = "decidim-action_delegator"


def test_counts_by_group_are_weighed_and_tied_to_the_question(tmp_path: Path) -> None:
    outcome = export(SYSTEM, "consultation_results.csv", "motions.csv", scratch=tmp_path)
    assert not outcome.report.blocked
    assert cells(outcome, "counts", "motion", "college", "option", "votes", "weight") == [
        ("Approuver les comptes ?", "producer", "yes", 26, 78.0),
        ("Approuver les comptes ?", "producer", "no", 12, 36.0),
        ("Approuver les comptes ?", "consumer", "abstain", 4, 10.0),
    ]


def test_sums_of_weights_are_no_ballots(tmp_path: Path) -> None:
    outcome = export(SYSTEM, "sum_of_weights.csv", scratch=tmp_path)
    assert set(outcome.codes()) == {"weighted_sums", "nothing_taken"}


def test_lists_of_people_are_not_taken(tmp_path: Path) -> None:
    outcome = export(SYSTEM, "delegations.csv", scratch=tmp_path)
    assert set(outcome.codes()) == {"voters_alone", "nothing_taken"}
    assert outcome.tables == {}


@pytest.mark.parametrize(
    "headers", ["granter_email,grantee_email", "phone,weight,Reason for skipping"]
)
def test_lists_of_other_versions_and_of_what_was_not_loaded_are_known(
    headers: str, read: Reader
) -> None:
    outcome = read({"list.csv": f"{headers}\n"})
    assert set(outcome.codes()) == {"voters_alone", "nothing_taken"}


def test_an_answer_that_is_no_vote_is_left_out(read: Reader) -> None:
    text = (
        "question;response;membership_type;membership_weight;votes_count\n"
        "Qui ?;Lieve;producer;1;4\n"
    )
    outcome = read({"results.csv": text})
    assert set(outcome.codes()) == {"answers_no_votes", "nothing_taken"}
    assert "Lieve" not in outcome.said()


RESULT = "question,response,membership_type,membership_weight,votes_count\n"


def test_a_weight_with_a_comma_is_a_number_and_a_name_weighs_nothing_known(read: Reader) -> None:
    text = f'{RESULT}Q1,Oui,producer,"2,5",4\nQ1,Non,worker,heavy vote,3\n'
    outcome = read({"results.csv": text}, known={"motions": frozenset({"Q1"})})
    assert not outcome.report.blocked
    assert cells(outcome, "counts", "option", "votes", "weight") == [
        ("yes", 4, 10.0),
        ("no", 3, None),
    ]


def test_a_question_with_one_answer_that_is_no_vote_is_not_counted_in_part(read: Reader) -> None:
    text = f"{RESULT}Q1,Sí,producer,1,4\nQ1,Peut-être,producer,1,3\nQ2,Sí,producer,1,2\n"
    outcome = read({"results.csv": text}, known={"motions": frozenset({"Q1", "Q2"})})
    assert outcome.places("answers_no_votes") == [(3, None)]
    assert cells(outcome, "counts", "motion", "votes") == [("Q2", 2)]


def test_a_finding_names_the_header_of_the_file(read: Reader) -> None:
    outcome = read({"results.csv": f"{RESULT}Q1,Oui,producer,1,4\n"}, known={})
    assert outcome.one("unknown_reference").header == "question"


def test_members_of_one_type_who_weigh_differently_are_counted_together(read: Reader) -> None:
    text = (
        "question,response,membership_type,membership_weight,votes_count\n"
        "Q,Oui,a,1,10\nQ,Non,a,1,4\nQ,Oui,a,2,1 005\nQ,Non,a,1,4\n"
    )
    outcome = read({"results.csv": text}, known={"motions": frozenset({"Q"})})
    counts = outcome.tables["counts"].select("option", "votes", "weight").rows()
    assert counts[:2] == [("yes", 1015, Decimal(2020)), ("no", 4, Decimal(4))]
    # the same row twice is none of two weights
    assert outcome.places("duplicate_key") == [(5, "A")]


def test_results_with_a_column_of_somebody_s_own_are_refused_by_name(read: Reader) -> None:
    text = "note,question,response,membership_type,membership_weight,votes_count\n,Q,Oui,a,1,10\n"
    assert read({"results.csv": text}).codes() == ["known_and_refused"]
