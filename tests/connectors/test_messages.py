"""How is a finding said? Every finding that can be raised, in three languages."""

import re
from pathlib import Path

import dataframely as dy
import pytest

import connectors
from connectors.contract import Finding, Severity
from connectors.messages import catalogue, concerned, say, severity, told
from connectors.rules import finding_code
from hub.records.record import PARTIAL_DATE
from hub.records.tables import TABLES
from hub.vocabulary import Language

CODES = catalogue()["codes"]
SOURCES = [path.read_text("utf-8") for path in Path(connectors.__file__).parent.glob("*.py")]
SAMPLE = {"table": "members", "form": "country"}


def raised_by_code() -> set[str]:
    """Every code that is written in the connectors' source as a text."""
    quoted = {word for source in SOURCES for word in re.findall(r'"([a-z_]+)"', source)}
    said = re.compile(r'(?:add|add_rows|fault)\(\s*"([a-z_]+)"')
    return {code for source in SOURCES for code in said.findall(source)} | (quoted & set(CODES))


def rules() -> list[tuple[str, str]]:
    return [
        (table, rule)
        for table, schema in TABLES.items()
        for rule in schema._validation_rules(with_cast=False)  # noqa: SLF001 - no public list
    ]


@pytest.mark.parametrize("code", sorted(raised_by_code() | set(CODES)))
@pytest.mark.parametrize("language", Language)
def test_every_code_says_what_is_wrong_and_what_to_do(code: str, language: Language) -> None:
    said = CODES[code][language.value]
    facts = re.findall(r"\{(\w+)\}", said["what"] + said["fix"])
    finding = Finding(
        code=code,
        severity=severity(code),
        file="f.csv",
        facts={fact: SAMPLE.get(fact, "x") for fact in facts},
    )
    text = say(finding, language)
    assert text.startswith("f.csv: ")
    assert "{" not in text
    assert len(said["what"]) > 10
    assert len(said["fix"]) >= 10


@pytest.mark.parametrize("code", CODES)
def test_the_three_languages_ask_for_the_same_facts(code: str) -> None:
    asked = {
        language: set(re.findall(r"\{(\w+)\}", str(CODES[code][language.value])))
        for language in Language
    }
    assert asked[Language.FR] == asked[Language.NL] == asked[Language.EN]


@pytest.mark.parametrize(("table", "rule"), rules())
def test_every_rule_of_every_table_has_a_message(table: str, rule: str) -> None:
    column, _, kind = rule.partition("|")
    columns = TABLES[table].columns()
    if kind:
        assert finding_code(kind, columns[column]) in CODES
    else:
        assert rule in CODES
        assert set(concerned(rule)) & set(columns)


@pytest.mark.parametrize("table", TABLES)
def test_every_form_is_described_without_a_regular_expression(table: str) -> None:
    for name, column in TABLES[table].columns().items():
        # partial dates are read as dates, and reported as such
        if isinstance(column, dy.String) and column.regex not in {None, PARTIAL_DATE}:
            for language in Language:
                assert "^" not in catalogue()["forms"][name][language.value]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_a_name_in_three_languages(table: str) -> None:
    assert set(catalogue()["tables"][table]) == {"fr", "nl", "en"}


def test_a_finding_says_where_what_and_what_to_do() -> None:
    finding = Finding(
        code="unreadable_date",
        severity=Severity.BLOCKING,
        file="register.xlsx",
        sheet="Leden",
        row=12,
        column="F",
        header="geboren op",
        alike=3,
    )
    assert say(finding, Language.NL) == (
        "register.xlsx, blad Leden, rij 12 (en nog 2 rijen), kolom F (geboren op): Dit is geen "
        "bestaande datum. Schrijf ze als 2020-02-29 of 29/02/2020, met het jaar in vier cijfers. "
        "Staat de maand vooraan, schrijf dan de hele kolom anders: 03/04/2020 wordt gelezen als "
        "3 april."
    )


def test_words_and_columns_are_named_in_the_reader_s_language() -> None:
    words = {"words": "female, male, other, declined, not_recorded"}
    unknown = Finding(code="unknown_word", severity=Severity.BLOCKING, file="f.csv", facts=words)
    assert "femme, homme, autre" in say(unknown, Language.FR)
    assert "vrouw, man, ander" in say(unknown, Language.NL)
    repeated = Finding(
        code="duplicate_key",
        severity=Severity.BLOCKING,
        file="f.csv",
        facts={"fields": "pseudonym, category", "first_file": "f.csv", "first_row": 2},
    )
    assert "(zelfde lidnummer, categorie)" in say(repeated, Language.NL)


def test_what_says_the_same_is_said_once_and_what_blocks_first() -> None:
    def found(code: str, row: int | None, alike: int = 1) -> Finding:
        return Finding(code=code, severity=severity(code), file="a.csv", row=row, alike=alike)

    left_out = found("result_of_nothing", 9)
    blank = [found("no_rows", row) for row in (2, 3, 4, 7)]
    last = found("no_rows", 12, 5)
    sentences = [said for _, said in told([left_out, *blank, last], Language.NL)]
    assert [one.partition(":")[0] for one in sentences] == [
        "a.csv, rijen 2\u20134, 7, 12 (en nog 4 rijen)",
        "a.csv, rij 9",
    ]


def test_a_number_of_rows_is_said_where_none_is_named() -> None:
    code = "incomplete_answers"
    one = Finding(code=code, severity=severity(code), file="a.csv", alike=3)
    assert say(one, Language.FR).startswith("a.csv, 3 lignes:")


def test_a_reader_knows_software_by_its_name() -> None:
    facts = {"table": "members", "system": "civicrm", "before": "odoo-cooperator, intercoop"}
    code = "other_system"
    one = Finding(code=code, severity=severity(code), file="a.csv", facts=facts)
    assert "Odoo (cooperator), sjabloon van de hub, deze uit CiviCRM" in say(one, Language.NL)
