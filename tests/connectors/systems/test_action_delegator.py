"""How are results of Decidim's module action_delegator read?"""

from pathlib import Path

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


def test_an_answer_that_is_no_vote_is_left_out(read: Reader) -> None:
    text = (
        "question;response;membership_type;membership_weight;votes_count\n"
        "Qui ?;Lieve;producer;1;4\n"
    )
    outcome = read({"results.csv": text})
    assert set(outcome.codes()) == {"answers_no_votes", "nothing_taken"}
    assert "Lieve" not in outcome.said()
