"""How are answers of LimeSurvey read?"""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.connectors.exports import cells, export
from tests.connectors.uploads import Reader


def test_full_responses_are_counted_per_question_and_answer(tmp_path: Path) -> None:
    outcome = export("limesurvey", "results-survey432535.csv", scratch=tmp_path)
    assert cells(outcome, "surveys", "survey", "question", "answer", "answers", "answered") == [
        ("432535", "GENRE", "F", 2, 3),
        ("432535", "GENRE", "M", 1, 3),
        ("432535", "PARTAG", "N", 1, 3),
        ("432535", "PARTAG", "Y", 2, 3),
        ("432535", "SATISF", "4", 2, 3),
        ("432535", "SATISF", "5", 1, 3),
    ]
    assert outcome.one("incomplete_answers").alike == 1
    assert "free_answers" in outcome.codes()


@settings(max_examples=40, deadline=None)
@given(
    answer=st.text(alphabet="abcdefgh Lieve", min_size=3, max_size=20).filter(
        lambda text: len(text.strip()) > 2
    )
)
def test_an_answer_typed_in_is_never_stored(read: Reader, answer: str) -> None:
    text = f'id,submitdate,lastpage,startlanguage,Q1\n1,2024-01-01,3,fr,"{answer}"\n'
    outcome = read({"results-survey1234.csv": text})
    assert outcome.tables == {}
