"""A table names its sources once, lists the marks it uses, and puts real cooperatives first."""

from hub.vocabulary import Language
from hub.web.figure import Mark, Shown
from hub.web.table import Column, Group, Line, Table, notes, real_first, sources
from hub.web.wording import Wording
from tests.hub.web.released import STUDY, contents, cooperative, observations

COOPERATIVES = contents().cooperatives


def test_sources_are_one_line_per_document_and_one_for_what_was_computed() -> None:
    lines = sources(observations(), COOPERATIVES, Wording(Language.EN))
    assert [(line.document, line.cooperatives) for line in lines] == [
        (STUDY, "SmartCoop, Railcoop"),
        (None, "Démo SCIC (synthetic)"),
    ]
    assert lines[0].places == "table 3, table 1, table 2, table 4, note 8"


def test_notes_come_once_and_in_order() -> None:
    assert notes(observations()) == []


def test_a_table_lists_the_marks_it_uses_in_the_order_of_the_legend() -> None:
    cell = [Shown(text="3.1%", contested=True), Shown(mark=Mark.NOT_REPORTED)]
    table = Table(
        columns=[Column(heading="2022")],
        groups=[Group(lines=[Line(heading="Turnout", cells=[cell])])],
        sources=[],
        notes=[],
    )
    assert table.marks == [Mark.NOT_REPORTED, Mark.CONTESTED]


def test_invented_cooperatives_come_after_the_real_ones() -> None:
    invented = cooperative("a", "Aaa", "BE", synthetic=True)
    assert [one.slug for one in real_first([invented, *COOPERATIVES])] == [
        "railcoop",
        "smartcoop",
        "a",
        "demo-scic",
    ]


def test_every_mark_has_a_meaning_in_every_language() -> None:
    for mark in Mark:
        spoken = {Wording(language).gettext(mark.meaning) for language in Language}
        assert len(spoken) == len(Language)
