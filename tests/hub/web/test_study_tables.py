"""The four tables say what the study prints, cell by cell."""

from collections.abc import Iterator

import pytest

from hub.releases.reader import Shelf
from hub.settings import Settings
from hub.stores import open_store
from hub.vocabulary import Language
from hub.web.figure import Mark
from hub.web.study_tables import (
    Figures,
    capital_table,
    figures,
    membership_table,
    turnout_table,
    women_table,
)
from hub.web.table import Group, Table
from hub.web.wording import Wording

EN = Wording(Language.EN)


@pytest.fixture(scope="module")
def known(released: tuple[Settings, str]) -> Iterator[Figures]:
    engine = open_store(released[0].shelf_url, read_only=True)
    yield figures(Shelf(engine), released[1])
    engine.dispose()


def cells(group: Group) -> dict[str, list[str]]:
    """Rows by heading; of each cell the first figure, or its mark's sign, or nothing."""
    return {
        line.heading: [
            (cell[0].text or (cell[0].mark.sign if cell[0].mark else "")) if cell else ""
            for cell in line.cells
        ]
        for line in group.lines
    }


def side(table: Table) -> dict[str, list[str]]:
    return cells(table.groups[0])


def test_table_1_has_the_members_as_printed(known: Figures) -> None:
    assert side(membership_table(known, EN)) == {
        "Members": ["13,498", "35,755", "1,200"],
        "Users": ["13,242", "35,681", Mark.CONFIDENTIAL.sign],
        "Staff who are members": ["", "30.0%", ""],
    }


def test_table_2_has_the_capital_with_its_interval(known: Figures) -> None:
    table = capital_table(known, EN)
    assert side(table) == {
        "Mean holding": ["", "€98.37"],
        "Share capital": ["€5,600,000", "€3,200,000"],
    }
    assert table.groups[0].withheld == ["Gini of holdings: by kind of person"]
    smart = table.groups[0].lines[1].cells[1][0]
    assert smart.interval == "€3,150,000 – €3,250,000"  # noqa: RUF001  a range's dash


def test_table_3_has_voters_members_and_turnout_with_blanks_as_marks(known: Figures) -> None:
    railcoop, smartcoop, _ = turnout_table(known, EN).groups
    blank = Mark.NOT_REPORTED.sign
    assert cells(smartcoop) == {
        "Voters": ["650", "1,184", "738", "752", "1,013", blank, "1,046"],
        "Members": ["17,100", "21,890", "25,654", "28,990", "32,534", blank, "35,843"],
        "Turnout": ["3.8%", "5.4%", "2.9%", "2.6%", "3.1%", blank, "2.9%"],
    }
    assert cells(railcoop) == {
        "Voters": [blank, blank, blank, "5,201", "7,260", "6,626", "2,900"],
        "Members": [blank, "50", "3,100", "8,074", "12,336", "13,710", "14,000"],
        "Turnout": [blank, blank, blank, "64.4%", "58.9%", "48.3%", "21%"],
    }


def test_table_4_keeps_words_as_words_and_later_news_beside(known: Figures) -> None:
    table = women_table(known, EN)
    assert side(table) == {
        "All members": ["26%", "48%"],
        "Circles and working groups": ["18%", "Légère majorité de femmes"],
        "Circles and working groups: facilitators": ["8%", ""],
        "Management": ["", "28%"],
    }
    [circles, _, management] = table.groups[0].lines[1:]
    assert circles.cells[1][0].words
    assert [(one.beside, one.text) for one in management.cells[1]] == [
        (None, "28%"),
        ("2024:", "parité"),
    ]
