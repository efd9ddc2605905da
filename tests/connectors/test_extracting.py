"""What do connectors take from an upload?"""

from pathlib import Path

import pytest

from connectors.contract import Extract
from connectors.extracting import OpenTable, extract_table
from connectors.frame_table import FrameTable
from connectors.pack import find_packs
from connectors.systems.easy_my_coop import EasyMyCoop
from tests.connectors.exports import export


def test_documents_of_one_system_are_read_together(tmp_path: Path) -> None:
    names = ("election.json", "result.json", "records.json", "voters.json")
    outcome = export("belenios", *names, scratch=tmp_path)
    assert {one.file for one in outcome.report.identified} == {"result.json"}
    assert {one.system for one in outcome.report.identified} == {"belenios"}


def test_a_document_of_which_nothing_is_stored_never_looks_imported(tmp_path: Path) -> None:
    outcome = export("belenios", "voters.json", scratch=tmp_path)
    assert outcome.one("nothing_taken").facts == {"system": "belenios"}
    assert outcome.report.blocked


@pytest.mark.parametrize("at", ["C", None, 1.5])
def test_a_place_that_no_sheet_has_is_a_shape_that_is_not_known(at: object) -> None:
    with pytest.raises(TypeError):
        opened(at)


def test_a_column_of_the_sheet_is_told_by_its_letters() -> None:
    table = opened(27).table
    assert isinstance(table, FrameTable)
    assert table.at == {0: "AB"}


def opened(at: object) -> OpenTable:
    one = Extract(
        table="cycles",
        file="a.xlsx",
        evidence=("x",),
        cells={"code": ["c1"]},
        rows=[1],
        columns={"code": "Code"},
        at={"code": at},  # type: ignore[dict-item]  # what a third party may give
    )
    return extract_table(one, EasyMyCoop(), find_packs())
