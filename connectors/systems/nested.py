"""How is a list of nested records read as rows? One column for each path to a value: `title/fr`.

So do systems themselves that offer one export as CSV and as JSON.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from connectors.contract import Document
from connectors.json_table import json_table, records

#: So many records show which paths there are.
_FIRST = 40


def paths(value: object) -> tuple[str, ...]:
    """The paths that the first records of a JSON list have; none where it is no such list."""
    found = records(value) or ()
    return json_table([_plain(one) for one in found[:_FIRST]]).headers


def as_rows(document: Document) -> Document:
    """The document with its records as rows, numbered from 1; itself where it holds no list."""
    found = records(document.value)
    if found is None:
        return document
    table = json_table([_plain(one) for one in found])

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        yield 0, table.headers
        for number, cells in enumerate(table.cells.iter_rows(), start=1):
            yield number, tuple(cell or "" for cell in cells)

    return replace(document, head=(table.headers,), rows=rows)


def _plain(record: Mapping[str, object]) -> Mapping[str, object]:
    """The record with each list of texts as the one cell that CSV makes of it."""
    return {
        key: ", ".join(value) if isinstance(value, list) and all(map(_is_text, value)) else value
        for key, value in record.items()
    }


def _is_text(value: object) -> bool:
    return isinstance(value, str)
