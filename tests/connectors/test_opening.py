"""What is in each file of an upload?"""

import pytest

from tests.connectors.uploads import Reader


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "empty_file"),
        ("a.csv", b"\xef\xbb\xbf", "empty_file"),
        ("a.csv", b"\n \n;;\n", "empty_file"),
        ("a.csv", bytes(range(256)), "unknown_encoding"),
        ("a.pdf", b"%PDF", "unknown_format"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "unknown_format"),
        ("a", b"code,name\nc1,One\n", "unknown_format"),
        ("a.yaml", bytes(range(256)), "unknown_encoding"),
        ("a.csv", b"shoe,hat\n41,52\n", "no_known_headers"),
        ("a.csv", b"code,title,\xef\xbf\xbdname\n", "no_rows"),
    ],
)
def test_what_cannot_be_read_is_said(read: Reader, name: str, content: bytes, code: str) -> None:
    assert code in read({name: content}).codes()


@pytest.mark.parametrize("suffix", ["csv", "CSV", "tsv", "txt", "tab"])
def test_text_is_read_whatever_its_suffix(read: Reader, suffix: str) -> None:
    outcome = read({f"a.{suffix}": "code\tname\nc1\tOne\n"})
    assert outcome.report.rows == {"cycles": 1}


def test_a_separator_after_the_last_cell_is_no_column(read: Reader) -> None:
    outcome = read({"a.csv": "code,name,\nc1,One,\n"})
    assert outcome.said() == ""
    [table] = outcome.report.identified
    assert table.unknown == ()


def test_what_was_understood_is_told_with_its_evidence(read: Reader) -> None:
    [table] = read({"a.csv": "Code cycle;Nom;Humeur\nc1;Un;gai\n"}).report.identified
    assert (table.table, table.system, table.version) == ("cycles", "intercoop", "1")
    assert table.columns == {"Code cycle": "code", "Nom": "name"}
    assert table.evidence == ("Code cycle", "Nom")
    assert table.unknown == ("Humeur",)
    assert table.rows == 1
