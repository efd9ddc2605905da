"""In which encoding and with which separator is a text file written? As found, unless said."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from connectors.contract import About, Choice
from connectors.delimited import DELIMITERS
from connectors.encoding import Encoding, Seen, encoding_as_said, find_encoding
from connectors.headers import plain
from hub.vocabulary import Language

#: What a person may say that a file is written in, as Python calls it.
ENCODINGS = ("utf-8", "cp1252", "mac-roman", "utf-16-le", "utf-16-be")

#: What a person may say that stands between the cells.
SEPARATORS: Mapping[str, str] = MappingProxyType(
    {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
)

#: About -> what may be said.
SAID: Mapping[About, Collection[str]] = MappingProxyType(
    {About.ENCODING: ENCODINGS, About.SEPARATOR: tuple(SEPARATORS)}
)


def encoding_of(path: Path, file: str, choices: Collection[Choice], seen: Seen) -> Encoding | None:
    """The encoding of a file, as it was said or found; None where it is none that can be read.

    Args:
        path: where it lies.
        file: its name in the upload.
        choices: as they are compared.
        seen: told how many bytes were read, and of how many.
    """
    said = _said(file, About.ENCODING, choices)
    return find_encoding(path, seen) if said is None else encoding_as_said(path, said, seen)


def separators_of(file: str, choices: Collection[Choice]) -> Sequence[str]:
    """What may stand between the cells of a file: one sign where it was said, else any."""
    said = _said(file, About.SEPARATOR, choices)
    return DELIMITERS if said is None else (SEPARATORS[said],)


def spreadsheet_separator(language: Language) -> str:
    """What spreadsheets of a language put between the cells of a CSV, by its name.

    Where the comma is the decimal sign they expect a semicolon, and show a row with commas as one
    cell.
    """
    return "comma" if language is Language.EN else "semicolon"


def separator_name(sign: str) -> str:
    """What a person may call a separator; the sign itself where it has no name."""
    return next((name for name, one in SEPARATORS.items() if one == sign), sign)


def _said(file: str, about: About, choices: Collection[Choice]) -> str | None:
    names = {plain(file), plain(file.partition("/")[0])}
    said = [one.code for one in choices if one.about is about and one.said in names]
    return said[0] if said and said[0] in SAID[about] else None
