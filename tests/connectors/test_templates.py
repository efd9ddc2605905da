"""What file should a cooperative fill in?"""

import csv
import io

import pytest

from connectors.templates import UnknownTable, as_csv, as_xlsx, guide_as_csv, template
from hub.records.tables import TABLES
from hub.vocabulary import Language
from tests.connectors.uploads import Reader

#: Codes that the examples use and that other tables would define.
KNOWN = {
    "assemblies": frozenset({"ag-2024"}),
    "bodies": frozenset({"board"}),
    "cycles": frozenset({"2024"}),
    "member_categories": frozenset({"users", "workers"}),
    "motions": frozenset({"m-2024-1"}),
    "recommendations": frozenset({"r7"}),
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("table", TABLES)
def test_the_example_of_every_template_is_read_without_a_word(
    read: Reader, table: str, language: Language
) -> None:
    filled = template(table, language)
    for name, content in (
        (f"{table}.csv", as_csv(filled)),
        (f"{table}.xlsx", as_xlsx(filled)),
    ):
        outcome = read({name: content}, known=KNOWN, cooperative="exemple")
        assert outcome.said() == ""
        assert outcome.report.rows == {table: 1}
        assert outcome.report.identified[0].unknown == ()


@pytest.mark.parametrize("language", Language)
def test_the_guide_explains_each_column_once_in_the_reader_s_language(language: Language) -> None:
    filled = template("members", language)
    text = io.StringIO(guide_as_csv(filled).decode("utf-8-sig"))
    [_, *rows] = list(csv.reader(text, delimiter=filled.separator))
    assert [row[0] for row in rows] == list(filled.headers)
    by_column = {row[1]: row for row in rows}
    words = {"fr": "femme", "nl": "vrouw", "en": "woman"}[language.value]
    assert words in by_column["gender"][3]
    required = {"fr": ("oui", "non"), "nl": ("ja", "nee"), "en": ("yes", "no")}[language.value]
    assert (by_column["joined_on"][2], by_column["left_on"][2]) == required


@pytest.mark.parametrize(
    ("language", "named"),
    [
        (Language.FR, ("CITE 2011", "CITP-08")),
        (Language.NL, ("ISCED 2011", "ISCO-08")),
        (Language.EN, ("ISCED 2011", "ISCO-08")),
    ],
)
def test_a_number_that_stands_for_something_names_its_classification(
    language: Language, named: tuple[str, str]
) -> None:
    said = {row[1]: row[3] for row in template("members", language).guide}
    assert (named[0] in said["education"], named[1] in said["occupation"]) == (True, True)


@pytest.mark.parametrize(
    ("language", "sign"), [(Language.FR, ";"), (Language.NL, ";"), (Language.EN, ",")]
)
def test_a_spreadsheet_of_the_reader_s_language_cuts_the_rows(
    language: Language, sign: str
) -> None:
    filled = template("members", language)
    header, example = as_csv(filled).decode("utf-8-sig").splitlines()
    assert header.split(sign) == list(filled.headers)
    assert example.split(sign) == list(filled.example)


def test_headers_are_in_the_reader_s_language() -> None:
    assert template("members", Language.NL).headers[0] == "lidnummer"
    assert template("members", Language.FR).headers[0] == "numéro de membre"


def test_an_unknown_table_names_those_that_exist() -> None:
    with pytest.raises(UnknownTable, match="members"):
        template("people", Language.EN)
