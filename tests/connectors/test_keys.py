"""Which rows repeat another one?"""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from connectors.findings import Findings, Place
from connectors.keys import Keys

PLACE = Place(file="a.csv", column="A")


@given(batches=st.lists(st.lists(st.sampled_from(["a", "b", "c", None]), max_size=6), max_size=4))
def test_every_later_row_with_the_same_key_is_found(batches: list[list[str | None]]) -> None:
    keys, findings, row = Keys(), Findings(), 1
    expected: list[tuple[int, int]] = []
    seen: dict[str | None, int] = {}
    for batch in batches:
        rows = range(row + 1, row + 1 + len(batch))
        frame = pl.DataFrame(
            {"code": batch, "source_row": list(rows)},
            schema={"code": pl.String, "source_row": pl.UInt32},
        )
        keys.add(frame, ["code"], PLACE)
        for code, at in zip(batch, rows, strict=True):
            if code in seen:
                expected.append((at, seen[code]))
            seen.setdefault(code, at)
        row += len(batch)
    keys.report({"fields": "code"}, findings)
    found = [(one.row, one.facts["first_row"]) for one in findings.listed(["a.csv"])]
    assert sorted(found) == sorted(expected)[: len(found)]
    assert findings.totals["duplicate_key"] == len(expected)


def test_a_row_of_another_sheet_repeats_one_of_the_same_number() -> None:
    keys, findings = Keys(), Findings()
    frame = pl.DataFrame(
        {"code": ["a"], "source_row": [2]}, schema_overrides={"source_row": pl.UInt32}
    )
    for sheet in ("2025", "2026"):
        keys.add(frame, ["code"], Place(file="a.xlsx", sheet=sheet, column="A"))
    keys.report({"fields": "code"}, findings)
    [found] = findings.listed(["a.xlsx"])
    assert (found.sheet, found.row, found.facts["first_file"]) == ("2026", 2, "a.xlsx (2025)")
