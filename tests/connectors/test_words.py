"""Which words of a file stand for which coded word?"""

from importlib.resources import files

import polars as pl
import pytest
import yaml

from connectors.headers import plain
from connectors.words import spoken_words
from hub.records.tables import TABLES
from hub.vocabulary import Language

LISTS = yaml.safe_load(files("connectors").joinpath("words.yaml").read_text(encoding="utf-8"))
CODED = sorted(
    {
        (f"{table}.{name}", tuple(column.dtype.categories))
        for table, schema in TABLES.items()
        for name, column in schema.columns().items()
        if isinstance(column.dtype, pl.Enum)
    }
)


@pytest.mark.parametrize(("column", "codes"), CODED)
def test_every_code_of_every_coded_column_has_words_in_three_languages(
    column: str, codes: tuple[str, ...]
) -> None:
    [words] = [one for one in LISTS.values() if set(one) == set(codes)]
    for code in codes:
        for language in Language:
            assert words[code][language.value], f"{column}: {code} in {language}"


@pytest.mark.parametrize("name", LISTS)
def test_no_word_ever_stands_for_two_codes(name: str) -> None:
    words = LISTS[name]
    known = spoken_words(pl.Enum(list(words)))
    for code, languages in words.items():
        for spoken in (word for said in languages.values() for word in said):
            assert known[plain(spoken)] == code, f"{name}: {spoken}"


def test_the_code_itself_is_always_accepted() -> None:
    known = spoken_words(pl.Enum(["by_post", "elsewhere"]))
    assert known["by post"] == "by_post"
