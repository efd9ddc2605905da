"""How is an OpenDocument spreadsheet written?"""

import io
import tempfile
import zipfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from connectors.archive import weigh
from connectors.open_document import as_ods

CELLS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn")),
    max_size=12,
)


def read(content: bytes, sheet: str) -> list[list[object]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.ods")
        file.write_bytes(content)
        assert "content.xml" in weigh(file)
        book = CalamineWorkbook.from_path(str(file))
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        return [list(row) for row in rows]


def test_cells_and_rows_stay_where_they_are() -> None:
    rows = [['Register <2024> & "co"\'s'], [], ["a", "", "c"], ["1", "=2+2", "3\n4"]]
    found = read(as_ods({'Leden & "co"': rows}), 'Leden & "co"')
    assert found[0][0] == rows[0][0]
    assert found[2] == ["a", "", "c"]
    assert found[3][:2] == ["1", "=2+2"]
    assert len(found) == 4


@settings(max_examples=50, deadline=None)
@given(cells=st.lists(CELLS, min_size=1, max_size=5))
def test_any_text_comes_back(cells: list[str]) -> None:
    marked = ["start", *cells, "end"]
    assert read(as_ods({"S": [marked]}), "S") == [marked]


def test_what_no_xml_can_hold_is_left_out() -> None:
    assert read(as_ods({"S": [["a\x00b\x07", "c"]]}), "S") == [["ab", "c"]]


def test_its_type_stands_first_and_unpacked() -> None:
    with zipfile.ZipFile(io.BytesIO(as_ods({"S": [["a"]]}))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
