"""What table does a JSON file hold? One row per record, one column per path to a value.

`{"order": {"date": …}}` has the column `order/date`; answers to questions of one's own, a list of
`{"name": …, "answer": …}`, have one column per question: `customFields/Genre`. A reference such as
`[75, "France"]`, which Odoo writes, is the name of what it refers to.
"""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from connectors.frame_table import FrameTable

_QUESTION, _ANSWERS = "name", ("answer", "value")
_MOST_COLUMNS = 2000
_DEEPEST = 20


def records(value: object) -> list[Mapping[str, object]] | None:
    """The records of a JSON text: a list of objects, or the one such list of an object."""
    if isinstance(value, list):
        found: list[Mapping[str, object]] = [one for one in value if isinstance(one, dict)]
        return found if found and len(found) == len(value) else None
    if isinstance(value, dict):
        lists = [inner for one in value.values() if (inner := records_list(one))]
        return lists[0] if len(lists) == 1 else None
    return None


def records_list(value: object) -> list[Mapping[str, object]] | None:
    """A list of objects, or None."""
    return records(value) if isinstance(value, list) else None


def json_table(found: Sequence[Mapping[str, object]], rows: Sequence[int] = ()) -> FrameTable:
    """Records as a table of text; a value that a record lacks is null.

    Args:
        found: the records.
        rows: the line of each; left out, they are counted from 1.
    """
    flat = [dict(_flat(record, "")) for record in found]
    headers = list(dict.fromkeys(path for record in flat for path in record))[:_MOST_COLUMNS]
    return FrameTable(
        headers=tuple(headers),
        cells=pl.DataFrame(
            {
                str(number): [record.get(path) for record in flat]
                for number, path in enumerate(headers)
            },
            schema={str(number): pl.String for number in range(len(headers))},
        ),
        rows=pl.Series("row", rows or range(1, len(flat) + 1), dtype=pl.UInt32),
    )


def _flat(value: Mapping[str, object], before: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        path = f"{before}{key}"
        if isinstance(inner, dict):
            # no export is as deep: what lies below is no cell of a table
            if depth < _DEEPEST:
                yield from _flat(inner, f"{path}/", depth + 1)
        elif isinstance(inner, list):
            yield from [(path, name)] if (name := _referred(inner)) else _answers(inner, path)
        elif (text := as_text(inner)) is not None:
            yield path, text


def _answers(values: Sequence[object], path: str) -> Iterator[tuple[str, str]]:
    for one in values:
        question = one.get(_QUESTION) if isinstance(one, dict) else None
        if isinstance(one, dict) and isinstance(question, str):
            answer = next((one[key] for key in _ANSWERS if key in one), None)
            if (text := as_text(answer)) is not None:
                yield f"{path}/{question}", text


def _referred(value: Sequence[object]) -> str | None:
    """The name in a number and a name, or None."""
    match value:
        case [int(), str(name)]:
            return name
    return None


def as_text(value: object) -> str | None:
    """A JSON value as a cell; null, lists and objects are no cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else None
