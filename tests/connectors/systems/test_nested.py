"""How is a list of nested records read as rows?"""

from connectors.contract import Document
from connectors.systems.nested import as_rows, paths

RECORDS = [
    {"id": 1, "title": {"fr": "A", "nl": None}},
    {"id": 2, "urls": ["x", "y"], "more": [{}]},
]


def test_a_path_is_a_column_and_a_list_of_texts_one_cell() -> None:
    document = as_rows(Document(name="a.json", value=RECORDS))
    assert document.head == (("id", "title/fr", "urls"),)
    assert document.rows is not None
    assert list(document.rows()) == [
        (0, ("id", "title/fr", "urls")),
        (1, ("1", "A", "")),
        (2, ("2", "", "x, y")),
    ]


def test_paths_are_those_of_the_rows() -> None:
    assert paths(RECORDS) == ("id", "title/fr", "urls")


def test_what_is_no_list_of_records_stays_as_it_is() -> None:
    document = Document(name="a.json", value=[1, 2])
    assert as_rows(document) is document
    assert paths(document.value) == ()


def test_records_nested_beyond_reason_are_read_as_far_as_a_table_goes() -> None:
    deep: dict[str, object] = {"id": 1}
    for _ in range(900):
        deep = {"in": deep}
    assert paths([{"name": "x", **deep}]) == ("name",)
