"""Which rows of a list have a cell for each header? Those are read; the others are told."""

from collections.abc import Iterator, Mapping

from connectors.contract import Document, Remark

#: The cells of a row by header.
Record = Mapping[str, str]


def records(document: Document) -> Iterator[tuple[int, Record]]:
    """The rows that have a cell for each header; `broken` tells of the others."""
    rows = iter(document.rows() if document.rows else ())
    _, headers = next(rows)
    for row, cells in rows:
        if any(cells) and len(cells) == len(headers):
            yield row, dict(zip(headers, cells, strict=True))


def broken(document: Document) -> Iterator[Remark]:
    """A finding for each row that has more or fewer cells than there are headers."""
    rows = iter(document.rows() if document.rows else ())
    _, headers = next(rows, (0, ()))
    for row, cells in rows:
        if any(cells) and len(cells) != len(headers):
            facts = {"cells": len(cells), "expected": len(headers)}
            yield Remark(code="ragged_row", file=document.name, row=row, facts=facts)
