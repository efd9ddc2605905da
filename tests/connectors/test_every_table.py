"""Is every canonical table read? In three languages, every encoding and every delimiter."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from connectors.headers import plain
from connectors.pack import find_packs
from connectors.pseudonyms import pseudonyms
from connectors.table_pack import PERSONS, Parse, TablePack
from connectors.words import spoken_words
from tests.connectors.uploads import KEY, Reader

PACKS = {pack.table: pack for pack in find_packs() if pack.system == "intercoop"}
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "mac-roman", "utf-16", "utf-16-le"]

#: Columns whose text has a form of its own.
FORMS = {
    "age_band": "25-34",
    "breakdown": "gender=female|category=users",
    "country": "BE",
    "currency": "EUR",
    "language": "fr",
    "languages": "fr nl",
    "public_role_attributes": "gender|role",
    "public_role_url": "https://a.example/",
    "region": "BE100",
    "slug": "demo",
    "url": "https://a.example/",
    "website": "https://a.example/",
}
KNOWN = {
    table: frozenset({"code"})
    for table in (
        "assemblies",
        "member_categories",
        "cycles",
        "bodies",
        "motions",
        "recommendations",
    )
}


#: What a French or Dutch file could hold, and what it stands for.
EXAMPLES: Mapping[Parse, tuple[str, object]] = {
    Parse.PSEUDONYM: ("N° 12", pseudonyms(pl.Series(["N° 12"]), KEY)[0]),
    Parse.DATE: ("29/02/2020", date(2020, 2, 29)),
    Parse.PARTIAL_DATE: ("02/2020", "2020-02"),
    Parse.PERIOD: ("2019/2020", "2019/2020"),
    Parse.YEAR: ("06/05/1980", 1980),
    Parse.INTEGER: (" 1 ", 1),
    Parse.SHARE: ("50 %", 0.5),
    Parse.DECIMAL: ("0,5", 0.5),
    Parse.AMOUNT: ("1\u00a0234,50 €", Decimal("1234.50")),
    Parse.BOOLEAN: ("Oui", True),
}


def written_and_meant(pack: TablePack, column: str, turn: int) -> tuple[str, object]:
    """An example for one column."""
    kind = pack.schema.columns()[column].dtype
    parse = pack.fields[column].parse
    if column in PERSONS and header(pack, PERSONS[0], turn) == PERSONS[0]:
        return "ab" * 32, "ab" * 32
    if parse in EXAMPLES:
        return EXAMPLES[parse]
    if isinstance(kind, pl.Enum):
        code = kind.categories[0]
        return next(word for word, meant in spoken_words(kind).items() if meant == code), code
    text = "code" if column in pack.schema.REFERENCES else 'Été à l\'ouïe, "ici"; là'
    return FORMS.get(column, text), FORMS.get(column, text)


def header(pack: TablePack, column: str, turn: int) -> str:
    """One of the accepted headers; the turn picks which."""
    headers = pack.fields[column].headers
    return headers[turn % len(headers)]


@pytest.mark.parametrize("table", PACKS)
@pytest.mark.parametrize(("turn", "delimiter"), list(enumerate([",", ";", "\t", "|", ",", ";"])))
def test_every_column_of_every_table_is_read_in_every_dialect(
    read: Reader, table: str, turn: int, delimiter: str
) -> None:
    pack = PACKS[table]
    columns = list(pack.fields)
    cells = {column: written_and_meant(pack, column, turn) for column in columns}
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(["Export 2024"])
    writer.writerow([header(pack, column, turn).upper() for column in columns])
    writer.writerow([cells[column][0] for column in columns])
    content = out.getvalue().encode(ENCODINGS[turn])
    outcome = read({f"{table}.csv": content}, known=KNOWN)
    assert outcome.said() == ""
    [row] = outcome.tables[table].to_dicts()
    assert {column: row[column] for column in columns} == {
        column: meant for column, (_, meant) in cells.items()
    }
    assert list(row) == pack.schema.column_names()


@pytest.mark.parametrize("table", PACKS)
def test_every_accepted_header_is_recognised_whatever_its_accents(table: str) -> None:
    for field in PACKS[table].fields.values():
        for one in field.headers:
            assert plain(one) == plain(one.upper())
