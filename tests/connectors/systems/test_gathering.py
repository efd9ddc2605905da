"""How does a connector put rows of several tables together?"""

from connectors.systems.gathering import Gathering, place_of


def test_rows_of_one_table_share_their_columns() -> None:
    rows = Gathering("a.json", ["x"], origins={"bodies": {"code": ["Id"]}}, implied="bodies")
    rows.add("bodies", 1, code="b1", kind="space")
    rows.add("bodies", 2, code="b2", seats=3)
    rows.add("cycles", 1, code="c1")
    bodies, cycles = rows.extracts()
    assert bodies.cells == {"code": ["b1", "b2"], "kind": ["space", None], "seats": [None, "3"]}
    assert (bodies.rows, bodies.columns, bodies.implied) == ([1, 2], {"code": "Id"}, True)
    assert (cycles.table, cycles.implied) == ("cycles", False)


def test_a_column_is_placed_at_the_header_that_the_file_has() -> None:
    headers = ["id", "category/name", "title/nl"]
    assert place_of(["taxonomies/name", "category/name"], headers) == ("category/name", 1)
    assert place_of(["title"], headers) == ("title/nl", 2)
    assert place_of([0], headers) == ("id", 0)
    assert place_of(["body"], headers) is None
