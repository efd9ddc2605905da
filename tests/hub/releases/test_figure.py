"""A figure holds the parts that were asked for, each as it was written, and no other."""

import pytest

from hub.releases.figure import COLUMNS, WHOLE, Figures, columns, shaped
from hub.releases.observation import Source
from hub.releases.shelf import OBSERVATIONS
from hub.vocabulary import Comparability, Dimension, Unit


def test_parts_are_read_from_their_columns() -> None:
    parts = frozenset({"unit", "value", "breakdown", "source", "contested", "comparability"})
    names = [name for name in COLUMNS if name in parts]
    row = {
        "breakdown": "gender=female",
        "value": 0.5,
        "unit": "ratio",
        "source": '{"document": "report", "page": "3"}',
        "contested": 1,
        "comparability": '["mixed_dates"]',
    }
    found = shaped(parts)(row[name] for name in names)
    assert found.breakdown == ((Dimension.GENDER, "female"),)
    assert (found.value, found.unit, found.contested) == (0.5, Unit.RATIO, True)
    assert found.source == Source(document="report", page="3")
    assert found.comparability == (Comparability.MIXED_DATES,)


@pytest.mark.parametrize("printed", [None, "null"])
def test_no_source_is_none_on_either_database(printed: str | None) -> None:
    assert shaped(frozenset({"source"}))([printed]).source is None


def test_what_was_not_asked_for_is_not_there() -> None:
    found = shaped(frozenset({"position", "value"}))([7, 0.5])
    assert (found.position, found.value) == (7, 0.5)
    with pytest.raises(AttributeError):
        _ = found.period


def test_columns_come_in_the_order_of_the_parts() -> None:
    selected = columns(frozenset({"value", "position", "source"}), OBSERVATIONS.c)
    assert [column.name for column in selected] == ["position", "value", "source"]
    assert len(columns(WHOLE, OBSERVATIONS.c)) == len(COLUMNS)


def test_a_shape_tells_what_its_rows_say_as_they_are() -> None:
    shape = shaped(frozenset({"position", "unit", "source", "contested"}))
    assert shape.standing == {"position": 0}
    assert shape.coded == {"unit": (1, Unit)}


def test_figures_are_made_of_their_rows_when_they_are_looked_at() -> None:
    shape = shaped(frozenset({"position", "cooperative"}))
    found = Figures(shape, [(0, "one"), (1, "other")])
    assert [figure.cooperative for figure in found] == ["one", "other"]
    assert (len(found), found[1].position, found[:1].rows) == (2, 1, [(0, "one")])
    assert list(found.by("cooperative")) == [("one", (0, "one")), ("other", (1, "other"))]
