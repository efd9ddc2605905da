"""A text file is read in the encoding and with the separator that a person says, else as found."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from connectors.contract import About, Choice
from connectors.delimited import DELIMITERS
from connectors.written import (
    ENCODINGS,
    SAID,
    SEPARATORS,
    encoding_of,
    separator_name,
    separators_of,
)


def said(about: About, code: str, file: str = "leden.csv") -> Sequence[Choice]:
    return [Choice(system="", table="", about=about, said=file, code=code)]


def found(path: Path, choices: Sequence[Choice], name: str = "leden.csv") -> str | None:
    encoding = encoding_of(path, name, choices, lambda _done, _of: None)
    return None if encoding is None else encoding.name


def test_an_encoding_is_found_unless_it_is_said(tmp_path: Path) -> None:
    file = tmp_path / "leden.csv"
    file.write_bytes("naam;prénom\n".encode("mac-roman"))
    assert found(file, ()) == "mac-roman"
    assert found(file, said(About.ENCODING, "cp1252")) == "cp1252"
    assert found(file, said(About.ENCODING, "cp1252", "other.csv")) == "mac-roman"
    assert found(file, said(About.ENCODING, "cp1252", "all.zip"), "all.zip/leden.csv") == "cp1252"
    assert found(file, said(About.ENCODING, "unheard of")) == "mac-roman"


def test_what_cannot_be_written_so_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "leden.csv"
    file.write_bytes("prénom\n".encode("cp1252"))
    assert found(file, said(About.ENCODING, "utf-8")) is None


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_that_may_be_said_is_read(tmp_path: Path, name: str) -> None:
    file = tmp_path / "leden.csv"
    file.write_bytes("lidnummer;geslacht\n".encode(name))
    encoding = encoding_of(file, "leden.csv", said(About.ENCODING, name), lambda _d, _o: None)
    assert encoding is not None
    assert b"".join(encoding.pieces(file)) == b"lidnummer;geslacht\n"


def test_a_mark_at_the_beginning_is_no_letter(tmp_path: Path) -> None:
    file = tmp_path / "leden.csv"
    file.write_bytes("naam\n".encode("utf-8-sig"))
    encoding = encoding_of(file, "leden.csv", said(About.ENCODING, "utf-8"), lambda _d, _o: None)
    assert encoding is not None
    assert b"".join(encoding.pieces(file)) == b"naam\n"


def test_a_separator_that_is_said_is_the_only_one() -> None:
    assert separators_of("leden.csv", said(About.SEPARATOR, "tab")) == ("\t",)
    assert separators_of("leden.csv", ()) == DELIMITERS


def test_separators_have_names_and_all_of_them_are_known() -> None:
    assert set(SEPARATORS.values()) <= set(DELIMITERS)
    assert separator_name(";") == "semicolon"
    assert separator_name("^") == "^"
    assert set(SAID) == {About.ENCODING, About.SEPARATOR}
