"""Which rows of a list have a cell for each header? Those are read; the others are told."""

from collections.abc import Iterator, Mapping, Sequence

from connectors.contract import Document, Remark

#: The cells of a row by header.
Record = Mapping[str, str]


def records(document: Document) -> Iterator[tuple[int, Record]]:
    """The rows that have a cell for each header, by header; `broken` tells of the others."""
    for row, cells in whole(document):
        yield row, dict(zip(document.head[0], cells, strict=True))


def whole(document: Document) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows below the headers that have a cell for each; blank ones are passed over."""
    for row, cells in _below(document):
        if len(cells) == len(document.head[0]):
            yield row, cells


def broken(document: Document) -> Iterator[Remark]:
    """A finding for each row that has more or fewer cells than there are headers."""
    for row, cells in _below(document):
        if len(cells) != len(document.head[0]):
            facts = {"cells": len(cells), "expected": len(document.head[0])}
            yield Remark(code="ragged_row", file=document.name, row=row, facts=facts)


def _below(document: Document) -> Iterator[tuple[int, Sequence[str]]]:
    rows = iter(document.rows() if document.rows else ())
    next(rows, None)
    yield from ((row, cells) for row, cells in rows if any(cells))
