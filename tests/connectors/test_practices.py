"""What does a practices file say?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.connectors.uploads import Reader

FILE = """\
practices:
  - code: circles
    name: {fr: Cercles, en: Circles}
    mechanism: circles
    licence: CC-BY-4.0
    adopted_from: other/circles
    adopted_on: 06/2020
    adoption_result: {fr: Bien, en: Well}
    dimensions:
      purpose:
        - text: {fr: Premier, en: First}
          evidence: "section 3"
          status: asserted
          period: "2019/2023"
        - text: {en: Second}
          status: contested
"""


def test_each_statement_and_language_is_a_row(read: Reader) -> None:
    outcome = read({"practices.yaml": FILE})
    assert outcome.said() == ""
    rows = outcome.tables["practices"]
    assert rows.select("language", "position", "text", "name", "status").rows() == [
        ("fr", 1, "Premier", "Cercles", "asserted"),
        ("en", 1, "First", "Circles", "asserted"),
        ("en", 2, "Second", "Circles", "contested"),
    ]
    assert rows["source_row"].to_list() == [11, 11, 15]
    assert rows["adopted_on"].unique().to_list() == ["2020-06"]
    assert rows["adoption_result"].to_list() == ["Bien", "Well", "Well"]
    assert rows["evidence"].to_list() == ["section 3", "section 3", None]


@pytest.mark.parametrize(
    ("old", "new", "code", "row"),
    [
        ("status: contested", "status: doubtful", "unknown_word", 15),
        ("      purpose:", "      purposes:", "unknown_word", 11),
        ("text: {en: Second}", "text: Second", "wrong_shape", 15),
        ("text: {en: Second}", "text: {en: [Second]}", "wrong_shape", 15),
        ("{fr: Cercles, en: Circles}", "{fr: Cercles}", "missing_value", 11),
        ("code: circles", "code:", "missing_value", 11),
        ('"2019/2023"', "2023/2019", "unreadable_period", 11),
        ("    mechanism:", "    machine:", "unknown_key", 4),
        ("    mechanism: circles", "    code: twice", "repeated_column", 4),
        ("practices:", "practises:", "unknown_key", 1),
        ("    licence: CC-BY-4.0", "    licence: [CC-BY-4.0", "unreadable_yaml", 6),
        (
            "name: {fr: Cercles, en: Circles}",
            "name: &name Circles\n    more: *name",
            "unreadable_yaml",
            4,
        ),
    ],
)
def test_every_fault_is_found_at_its_line(
    read: Reader, old: str, new: str, code: str, row: int
) -> None:
    outcome = read({"practices.yaml": FILE.replace(old, new)})
    assert (row, None) in outcome.places(code)
    assert set(outcome.codes()) == {code}


@pytest.mark.parametrize(
    "text",
    [
        "practices: 3",
        "- practices",
        "practices:\n  - code: a\n",
        "practices:\n  - dimensions: 3\n",
        "[" * 5000,
        "\x01",
    ],
)
def test_another_shape_is_a_finding(read: Reader, text: str) -> None:
    outcome = read({"practices.yaml": text})
    assert outcome.report.blocked
    assert set(outcome.codes()) <= {"wrong_shape", "unreadable_yaml"}


def test_a_file_that_refers_to_itself_is_never_unfolded(read: Reader) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert read({"practices.yaml": bomb}).codes() == ["unreadable_yaml"]


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="practices: -[]{}\n\"'&*#|>abc", max_size=80))
def test_no_text_ever_stops_the_reader(read: Reader, text: str) -> None:
    read({"practices.yaml": "practices:\n" + text})
