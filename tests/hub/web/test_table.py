"""A table lists the marks it uses, sets apart what is withheld, puts real cooperatives first."""

from hub.vocabulary import Language
from hub.web.figure import Mark, Shown
from hub.web.table import Column, Group, Line, Table, apart, real_first
from hub.web.wording import Wording
from tests.hub.web.released import contents, cooperative

COOPERATIVES = contents().cooperatives


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


def test_a_row_withheld_throughout_is_set_apart_and_an_empty_one_left_out() -> None:
    hidden, blank = Shown(mark=Mark.CONFIDENTIAL), Shown(mark=Mark.NOT_REPORTED)
    read, withheld = apart(
        [
            Line(heading="half", cells=[[hidden], [Shown(text="3")]]),
            Line(heading="hidden", cells=[[hidden], []]),
            Line(heading="blank", cells=[[blank], []]),
            Line(heading="empty", cells=[[], []]),
        ]
    )
    assert [line.heading for line in read] == ["half", "blank"]
    assert withheld == ["hidden"]


def test_a_row_set_apart_says_why_where_there_is_one_reason() -> None:
    few = Shown(mark=Mark.CONFIDENTIAL, why="out of too few people")
    other = Shown(mark=Mark.CONFIDENTIAL, why="not recorded of each member")
    _, withheld = apart(
        [
            Line(heading="by age", cells=[[few], [few]]),
            Line(heading="by region", cells=[[few], [other]]),
        ]
    )
    assert withheld == ["by age (out of too few people)", "by region"]
