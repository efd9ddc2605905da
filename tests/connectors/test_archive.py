"""What is in a zip file?"""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.archive import unpack, weigh
from connectors.unsafe import DangerousFile, UnreadableFile
from tests.connectors.uploads import Reader

CYCLES = "code,name\nc1,One\n"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def spoilt() -> bytes:
    """An archive whose directory is whole and whose content was damaged on its way."""
    content = bytearray(zipped({"cycles.csv": "".join(f"c{n},{n * n}\n" for n in range(500))}))
    content[60:90] = b"\xff" * 30
    return bytes(content)


def nameless() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), "x")
    return out.getvalue()


def test_each_file_is_read_and_named_after_the_archive(read: Reader) -> None:
    content = zipped(
        {
            "in/cycles.csv": CYCLES + ",Two\n",
            "README.md": "x",
            "__MACOSX/a": "x",
            "in/": "",
            "in/Thumbs.db": "x",
            "~$a.xlsx": "x",
        }
    )
    outcome = read({"export.zip": content})
    finding = outcome.one("missing_value")
    assert (finding.file, finding.row, finding.column) == ("export.zip/in/cycles.csv", 3, "A")
    assert outcome.codes() == ["missing_value"]


def test_findings_stand_in_the_order_of_the_archives(read: Reader) -> None:
    outcome = read({"a.zip": zipped({"x.pdf": "x"}), "b.pdf": "%PDF"})
    assert [one.file for one in outcome.report.findings] == ["a.zip/x.pdf", "b.pdf"]


def test_an_archive_in_an_archive_is_not_opened(read: Reader) -> None:
    outcome = read({"a.zip": zipped({"b.zip": zipped({"cycles.csv": CYCLES})})})
    assert outcome.codes() == ["unknown_format"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK broken", "unreadable_archive"),
        (zipped({"README.md": "x"}), "empty_file"),
        (zipped({"a.csv": b"0" * 20_000_000}), "dangerous_archive"),
        (zipped({f"{number}.csv": "" for number in range(1001)}), "dangerous_archive"),
        (spoilt(), "unreadable_archive"),
        (nameless(), "empty_file"),
    ],
)
def test_what_cannot_be_unpacked_is_said(read: Reader, content: bytes, code: str) -> None:
    assert read({"a.zip": content}).codes() == [code]


def test_an_archive_that_lies_about_its_size_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    content = zipped({"a.csv": b"0" * 1000})
    # the sizes in both directories of the file say ten
    lying = content.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(lying)
    with pytest.raises(UnreadableFile):
        list(unpack(path, tmp_path))


def test_a_locked_archive_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    content = bytearray(zipped({"a.csv": CYCLES}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(UnreadableFile):
        weigh(path)


@settings(max_examples=50, deadline=None)
@given(name=st.text(alphabet="ab./\\: ", min_size=1, max_size=20))
def test_no_name_in_an_archive_ever_leads_out_of_the_scratch_folder(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    folder = tmp_path_factory.mktemp("archive")
    path = folder / "a.zip"
    path.write_bytes(zipped({f"../../{name}.csv": CYCLES}))
    scratch = folder / "scratch"
    scratch.mkdir()
    for _, content in unpack(path, scratch):
        assert content.parent == scratch


def test_a_bomb_is_known_by_its_directory(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.csv": b"0" * 20_000_000}))
    with pytest.raises(DangerousFile):
        weigh(path)
