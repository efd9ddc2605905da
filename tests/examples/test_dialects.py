"""Do the mapping packs accept every header and word of the French dialect?"""

import polars as pl

from connectors.headers import plain
from connectors.pack import find_packs
from connectors.table_pack import Parse, TablePack
from connectors.words import spoken_words
from examples.dialects import FRENCH
from tests.examples.conftest import Pushed


def _packs() -> dict[str, TablePack]:
    packs = {pack.table: pack for pack in find_packs() if pack.system == "intercoop"}
    return packs | {"cooperative": packs["cooperatives"]}


def test_every_header_is_known_and_means_one_column(rail: Pushed) -> None:
    for table, pack in _packs().items():
        if table not in rail:
            continue
        for header in FRENCH.translated(table, rail[table].head(0)).columns:
            meant = [
                column
                for column, field in pack.fields.items()
                if plain(header) in {plain(known) for known in field.headers}
            ]
            assert (table, header, len(meant)) == (table, header, 1)


def test_every_word_stands_for_the_code_it_was_written_for(rail: Pushed) -> None:
    packs = _packs()
    for table, rows in rail.items():
        written = FRENCH.translated(table, rows)
        for column, header in zip(rows.columns, written.columns, strict=True):
            field = packs[table].fields.get(column)
            if field is None or field.parse is not Parse.WORD:
                continue
            coded = packs[table].schema.create_empty().schema[column]
            assert isinstance(coded, pl.Enum)
            known = dict(spoken_words(coded)) | dict(field.values)
            codes = rows[column].cast(pl.String)
            assert [known.get(plain(word)) for word in written[header].drop_nulls()] == (
                codes.drop_nulls().to_list()
            )


def test_no_word_is_lost_in_the_encoding(rail: Pushed) -> None:
    for table, rows in rail.items():
        text = FRENCH.translated(table, rows).write_csv()
        assert text.encode(FRENCH.encoding).decode(FRENCH.encoding) == text
