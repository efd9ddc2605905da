"""How are answers of LimeSurvey read?"""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.connectors.exports import cells, export
from tests.connectors.uploads import Reader, workbook


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
    found = [(one.code, one.column, one.header) for one in outcome.report.findings]
    assert ("incomplete_answers", "B", "submitdate") in found


def test_each_question_of_free_answers_is_told_at_its_column(read: Reader) -> None:
    text = 'id,submitdate,lastpage,startlanguage,Q1,WHY,"Say  \nmore"\n1,2024,3,en,Y,,As I say\n'
    text += "2,2024,3,en,N,Because,\n"
    outcome = read({"results-survey1234.csv": text})
    assert [(one.code, one.column, one.header) for one in outcome.report.findings] == [
        ("free_answers", "F", "WHY"),
        ("free_answers", "G", "Say more"),
    ]
    assert "Because" not in outcome.said()


def test_answers_to_two_questions_of_one_heading_are_not_taken_for_those_to_one(
    read: Reader,
) -> None:
    text = "id,submitdate,lastpage,startlanguage,Agree?,Agree?\n1,2024,3,en,Y,N\n"
    outcome = read({"results-survey1234.csv": text})
    assert outcome.places("repeated_column") == [(None, "F")]
    assert outcome.report.blocked


def test_a_question_without_a_heading_is_told_where_it_stands(read: Reader) -> None:
    text = "id,submitdate,lastpage,startlanguage,,Q2\n1,2024,3,en,Y,N\n"
    outcome = read({"results-survey1234.csv": text})
    assert outcome.places("missing_value") == [(1, "E")]
    assert outcome.report.blocked


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


@pytest.mark.parametrize(
    "headings",
    [
        ("Response ID", "Date submitted", "Last page", "Start language"),
        ("ID de la réponse", "Date de soumission", "Dernière page", "Langue de départ"),
        ("Antwoord-ID", "Datum ingediend", "Laatste pagina", "Begintaal"),
        ("Response_ID", "Date_submitted", "Last_page", "Start_language"),
        (
            *("id: Response ID", "submitdate: Date submitted"),
            *("lastpage: Last page", "startlanguage: Start language"),
        ),
    ],
    ids=["en", "fr", "nl", "underscores", "code and text"],
)
def test_headings_may_be_texts_or_codes_with_texts(
    headings: tuple[str, ...], read: Reader
) -> None:
    text = f"{','.join(headings)},Take part?\n1,2024-01-02,3,en,Y\n2,,1,en,N\n"
    outcome = read({"results-survey998877.csv": text})
    assert cells(outcome, "surveys", "question", "answer", "answers") == [("Take part?", "Y", 1)]


def test_whoever_left_a_box_empty_has_answered_as_well(read: Reader) -> None:
    text = "id,submitdate,lastpage,startlanguage,TOP[SQ1]\n1,2024,3,en,Y\n2,2024,3,en,\n"
    outcome = read({"results-survey998877.csv": text})
    assert cells(outcome, "surveys", "answers", "answered") == [(1, 2)]


@pytest.mark.parametrize("heading", ["LEISURETIME", "Do you work full time", "parttime"])
def test_a_question_about_time_is_no_measure_of_time(heading: str, read: Reader) -> None:
    text = f"id,submitdate,lastpage,startlanguage,{heading}\n1,2024,3,en,Y\n"
    outcome = read({"results-survey998877.csv": text})
    assert cells(outcome, "surveys", "question") == [(heading,)]


@pytest.mark.parametrize("heading", ["interviewtime", "groupTime5", "G01Q01Time", "Group time: A"])
def test_how_long_it_took_is_no_question(heading: str, read: Reader) -> None:
    text = f"id,submitdate,lastpage,startlanguage,{heading},Q\n1,2024,3,en,9,Y\n"
    outcome = read({"results-survey998877.csv": text})
    assert cells(outcome, "surveys", "question") == [("Q",)]


@pytest.mark.parametrize("first", ["Response ID\tDate submitted\tQ", "Antwort\tDatum\tFrage"])
def test_a_file_made_to_be_read_in_again_is_refused_by_name(first: str, read: Reader) -> None:
    codes = "id\tsubmitdate\tlastpage\tstartlanguage\tQ1"
    answers = "1\t2025-01-01\t3\tfr\tA1\n2\t{question_not_shown}\t3\tfr\tA2"
    outcome = read({"vvexport_1234.csv": f"{first}\tx\ty\n{codes}\n{answers}\n"})
    assert (outcome.codes(), outcome.tables) == (["survey_to_read_in"], {})


@pytest.mark.parametrize("numbered", ["", "by their numbers"])
def test_responses_in_json_are_counted_like_those_in_csv(numbered: str, read: Reader) -> None:
    keys = ("id", "submitdate", "lastpage", "startlanguage", "Q1", "TOPICS[SQ001]", "WHY")
    given = [
        ("1", "2025-01-01", "3", "fr", "A1", "Y", "as I say"),
        ("2", "2025-01-02", "3", "fr", "A2", "", ""),
        ("3", None, "1", "fr", "A1", "Y", ""),
    ]
    said = [dict(zip(keys, one, strict=True)) for one in given]
    listed = [{one["id"]: one} for one in said] if numbered else said
    outcome = read({"results-survey1234.json": json.dumps({"responses": listed})})
    assert cells(outcome, "surveys", "question", "answer", "answers", "answered") == [
        ("Q1", "A1", 1, 2),
        ("Q1", "A2", 1, 2),
        ("TOPICS[SQ001]", "Y", 1, 2),
    ]
    assert outcome.one("incomplete_answers").alike == 1
    assert outcome.places("free_answers") == [(None, None)]


@pytest.mark.parametrize("name", ["survey_1.lss", "survey_1.lsa", "survey_1_responses.lsr"])
def test_the_survey_itself_is_refused_by_name(name: str, read: Reader) -> None:
    assert read({name: "<x/>"}).codes() == ["known_and_refused"]


@pytest.mark.parametrize(
    "above", ["Enquête 2026,,,,,\n,,,,,\n", ""], ids=["a title", "a column taken out"]
)
def test_results_that_somebody_laid_out_anew_are_refused_by_name(above: str, read: Reader) -> None:
    headers = "id,submitdate,lastpage,startlanguage,seed,Q1"
    headers = headers if above else headers.replace("submitdate,", "")
    lines = [line.split(",") for line in f"{above}{headers}\n1,2,3,fr,5,Y".splitlines()]
    text = "\n".join(map(",".join, lines))
    for file, content in (("results.csv", text), ("results.xlsx", workbook({"R": lines}))):
        assert read({file: content}).codes() == ["known_and_refused"]
