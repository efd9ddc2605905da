"""Does it matter how much of a file is read at a time? Never: rows and findings are the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors import text_table, waiting
from connectors.contract import Upload
from connectors.reading import read_upload
from connectors.text_table import TextTable
from tests.connectors.uploads import KEY, Outcome, Shelf, read_paths

#: Headers of an export -> what may stand in each column.
EXPORTS = {
    "Numéro adhérent;Statut;Compte;Exempt de cotisation;Date d'échéance;Date de création": (
        *(["1", "2", "3", "", "\ufffd"], ["Actif", "", "Président", "non membre"]),
        *(["Oui", "Non"], ["Non"], [""], ["01/02/2020", "32/01/2020", '01"02', ""]),
    ),
    "Contact ID;Membership Type;Membership Status;Membership Expiration Date;Member Since": (
        *(["1", "2", "3", " 2", ""], ["Usager", "Salarié", ""], ["Current", "Expired", "Pending"]),
        *(["", "2022-01-01", "2021-05-01", "x"], ["2020-01-01", "2019-01-01", "x", ""]),
    ),
    "Id adhérent;Id type adhérent;Libellé du type adhérent;Statut;Date fin adhésion;"
    "Date adhésion": (
        *(["1", "2", "3", ""], ["1"], ["Usager", "Salarié"], ["1", "0", "-1", "-2"]),
        *(["", "2022-01-01", "2021-05-01"], ["2020-01-01", "2019-01-01", "x"]),
    ),
    "name;cooperator_register_number;member;old_member;cooperator_type;effective_date": (
        *(["A (2)", "B (1)", "Bar", " C (3)"], ["", "1", "2"], ["true"], ["", "true"]),
        *(["", "A"], ["2020-01-01", "2019-01-01", "x"]),
    ),
    "Numéro de membre;Catégorie;Nom & prénom;Pronom;Date d'inscription": (
        *(["1", "2", " "], ["Membres actifs", "Anciens membres", ""], [""], ["", "elle"]),
        *(["01/02/2020", "x", ""],),
    ),
    "name;cooperator_register_number;member;old_member;effective_date": (
        *(["A (2)", "B (1)", "Bar", " C (3)"], ["", "1", "2"], ["true"], ["", "true"]),
        *(["2020-01-01", "x"],),
    ),
    "name;cooperator_register_number;share_ids/share_number;share_ids/share_unit_price;"
    "share_ids/effective_date": (
        *(["", "Zoë"], ["", "1", "2"], ["1", "2", "x"], ["25", "50"], ["2020-01-01", "x"]),
    ),
}


@contextmanager
def in_pieces(size: int) -> Iterator[None]:
    """Tables of text are read so many bytes at a time, and checked some rows at a time."""

    def pieces(table: TextTable) -> Iterator[tuple[bytes, bool]]:
        text = b"".join(table.encoding.pieces(table.path)).removesuffix(b"\n") + b"\n"
        for start in range(0, len(text), size):
            yield text[start : start + size], start + size >= len(text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_table, "_pieces", pieces)
        patch.setattr(text_table, "_BATCH", 1)
        patch.setattr(waiting, "_SLICE", max(size // 20, 1))
        yield


def outcome(path: Path, size: int) -> Outcome:
    """What becomes of a file that is read so many bytes at a time."""
    scratch = path.parent / f"scratch-{size}"
    scratch.mkdir()
    with in_pieces(size):
        return read_paths((path,), scratch, known={})


@pytest.mark.parametrize("headers", EXPORTS)
@settings(max_examples=15, deadline=None)
@given(drawn=st.data())
def test_the_size_of_the_pieces_changes_nothing(
    headers: str, drawn: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    row = st.tuples(*(st.sampled_from(cells) for cells in EXPORTS[headers])).map(";".join)
    broken = st.just("1;2")
    rows = drawn.draw(st.lists(st.one_of(row, row, row, row, broken), max_size=40))
    path = tmp_path_factory.mktemp("upload") / "export.csv"
    path.write_text("\n".join([headers, *rows]), encoding="utf-8")
    whole, pieces = outcome(path, 1 << 20), outcome(path, drawn.draw(st.integers(1, 400)))
    assert pieces.report.identified == whole.report.identified
    assert pieces.report.totals == whole.report.totals
    assert sorted(map(repr, pieces.report.findings)) == sorted(map(repr, whole.report.findings))
    assert (pieces.report.rows, pieces.report.faulty) == (whole.report.rows, whole.report.faulty)
    assert pieces.tables.keys() == whole.tables.keys()
    for table, stored in whole.tables.items():
        assert pieces.tables[table].equals(stored)


def test_a_row_without_a_category_has_the_one_that_the_pack_says(tmp_path: Path) -> None:
    [headers, *_] = EXPORTS
    path = tmp_path / "export.csv"
    path.write_text(f"{headers}\n1;;Oui;Non;;01/02/2020\n", encoding="utf-8")
    found = outcome(path, 1 << 20)
    assert found.tables["member_categories"]["code"].to_list() == ["membre"]
    assert not found.report.blocked


def test_what_is_wrong_with_a_row_is_said_once_however_many_tables_are_read(
    tmp_path: Path,
) -> None:
    [headers, *_] = EXPORTS
    path = tmp_path / "export.csv"
    rows = ["1;Actif", "2;Ac\ufffdtif;Oui;Non;;01/02/2020", '3;"Ac"tif;Oui;Non;;01/02/2020']
    path.write_text("\n".join([headers, *rows]), encoding="utf-8")
    found = outcome(path, 1 << 20)
    for row, code in enumerate(("ragged_row", "replacement_character", "unbalanced_quote"), 2):
        assert (found.report.totals[code], found.one(code).row) == (1, row)


def test_progress_counts_a_file_as_often_as_it_is_read(tmp_path: Path) -> None:
    [headers, *_] = EXPORTS
    path = tmp_path / "export.csv"
    path.write_text(f"{headers}\n" + "1;Actif;Oui;Non;;01/02/2020\n" * 9, encoding="utf-8")
    told: list[tuple[int, int]] = []
    upload = Upload(
        cooperative="demo", import_id="i", files=(path,), key=KEY, known={}, scratch=tmp_path
    )
    with in_pieces(100):
        read_upload(
            upload,
            Shelf(),
            lambda stage, done, of: told.append((done, of)) if stage == "read" else None,
        )
    size = path.stat().st_size
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (size, size)
    assert {of for _, of in told} == {size}
