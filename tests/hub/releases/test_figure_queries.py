"""Questions of one kind share a statement; their values are given apart from it."""

from datetime import date

import pytest
import sqlalchemy as sa

from hub.releases.figure_queries import in_order, of_each
from hub.releases.wanted import TOTALS, Wanted
from hub.stores import open_store

PARTS = frozenset({"position", "value"})


def wanted(*cooperatives: str) -> Wanted:
    return Wanted(cooperatives=cooperatives, dimensions=TOTALS, last=date(2024, 12, 31))


@pytest.mark.parametrize("of", [in_order, of_each])
def test_the_same_kind_of_question_is_the_same_statement(of: type) -> None:
    one, other, longer = (
        of("r", wanted(*slugs), limit=limit, after=-1, parts=PARTS).statement
        for slugs, limit in ((("a",), 5), (("b",), 7), (("a", "b"), 5))
    )
    assert one.kind == other.kind != longer.kind
    assert str(one.write()) == str(other.write())
    assert (one.values["cooperative_0"], other.values["cooperative_0"]) == ("a", "b")
    assert (one.values["most"], other.values["most"]) == (5, 7)


def test_other_parts_are_another_statement() -> None:
    kinds = {
        in_order("r", wanted("a"), limit=None, after=-1, parts=parts).statement.kind
        for parts in (PARTS, PARTS | {"unit"})
    }
    assert len(kinds) == 2


def test_no_value_stands_in_the_statement(store_url: str) -> None:
    engine = open_store(store_url)
    asked = in_order("the release", wanted("a slug"), limit=5, after=-1, parts=PARTS)
    text = str(asked.statement.write().compile(engine))
    engine.dispose()
    assert "the release" not in text
    assert "a slug" not in text
    assert "2024" not in text


def test_of_none_there_is_nothing_to_ask_for() -> None:
    none = in_order("r", wanted(), limit=None, after=-1, parts=PARTS).statement
    assert isinstance(none.write(), sa.Select)
    assert "IN ()" not in str(none.write())


def test_the_figures_come_in_the_shape_of_their_parts() -> None:
    for asked in (
        in_order("r", wanted("a"), parts=PARTS),
        of_each("r", wanted("a"), limit=1, parts=PARTS),
    ):
        assert asked.shape.standing == {"position": 0, "value": 1}
