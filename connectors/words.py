"""Which words of a file stand for which coded word? In French, Dutch and English."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import polars as pl
import yaml

from connectors.headers import plain
from hub.vocabulary import Language

#: How true and false are written, in the three languages.
TRUE_OR_FALSE: Mapping[str, bool] = MappingProxyType(
    dict.fromkeys(("true", "oui", "ja", "yes", "vrai", "waar", "1"), True)
    | dict.fromkeys(("false", "non", "nee", "neen", "no", "faux", "onwaar", "0"), False)
)


@lru_cache(maxsize=1)
def _written() -> Mapping[frozenset[str], Mapping[str, Mapping[str, list[str]]]]:
    text = files("connectors").joinpath("words.yaml").read_text(encoding="utf-8")
    lists = yaml.load(text, yaml.CSafeLoader).values()
    return MappingProxyType({frozenset(words): words for words in lists})


@lru_cache(maxsize=1)
def _code_lists() -> Mapping[frozenset[str], Mapping[str, str]]:
    lists = {}
    for words in _written().values():
        known = {
            plain(spoken): code
            for code, languages in words.items()
            for spoken_in in languages.values()
            for spoken in spoken_in
        }
        # the code itself wins over a word of another code that happens to look like it
        known |= {plain(code): code for code in words}
        lists[frozenset(words)] = MappingProxyType(known)
    return MappingProxyType(lists)


def spoken_words(coded: pl.Enum) -> Mapping[str, str]:
    """Plain word -> code for a coded column; the codes alone where no list knows them.

    Args:
        coded: the column's type, one of the code lists of `hub.vocabulary` or of a table.
    """
    codes = coded.categories.to_list()
    return _code_lists().get(frozenset(codes), {plain(code): code for code in codes})


def words_in(coded: pl.Enum, language: Language) -> Mapping[str, str]:
    """Code -> the word a reader of one language knows it by; the code itself where none is listed.

    Args:
        coded: the column's type.
        language: of the reader.
    """
    codes = coded.categories.to_list()
    return dict(zip(codes, spoken(codes, language), strict=True))


def spoken(codes: Sequence[str], language: Language) -> list[str]:
    """The word for each code of one whole list, as `words_in` gives them."""
    written = _written().get(frozenset(codes), {})
    return [written[code][language.value][0] if code in written else code for code in codes]
