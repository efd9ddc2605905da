"""An import's report is said in the reader's language, findings and ending alike."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from connectors.contract import Identified, Report
from hub.intake import import_upload, preview_upload
from hub.intake_desk import Outcome
from hub.report import ending, for_people, for_programs, recognised_and_found
from hub.settings import Settings
from hub.vocabulary import Language


@pytest.fixture
def preview(settings: Settings, upload: Path) -> Outcome:
    members = upload / "members.csv"
    members.write_text(members.read_text().replace("2019-02-01", "31/02/2020", 1))
    return preview_upload(settings, upload, "essai", progress=lambda *_: None)


def said(outcome: Outcome, language: Language) -> str:
    console = Console(width=300, file=None)
    with console.capture() as captured:
        console.print(for_people(outcome, language), soft_wrap=True)
    return captured.get()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.FR, ("bloquant", "ligne 2, colonne F", "rien n'a été enregistré")),
        (Language.NL, ("blokkerend", "rij 2, kolom F", "er is niets opgeslagen")),
        (Language.EN, ("blocking", "row 2, column F", "nothing was stored")),
    ],
)
def test_a_person_reads_everything_in_one_language(
    preview: Outcome, language: Language, words: tuple[str, ...]
) -> None:
    text = said(preview, language)
    assert [word for word in words if word not in text] == []


def test_a_preview_of_what_would_be_refused_says_so_and_what_to_do(preview: Outcome) -> None:
    assert "zo kan ook niets worden opgeslagen" in ending(preview, Language.NL)
    assert "--tables BESTAND=TABEL" in ending(preview, Language.NL)
    whole = replace(preview, report=replace(preview.report, findings=()))
    assert ending(whole, Language.NL) == "Voorbeeld van 38 rijen; er is niets opgeslagen."


def test_of_a_file_that_is_refused_as_a_whole_nothing_is_measured(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    outcome = preview_upload(settings, tmp_path / "a.csv", "essai", progress=lambda *_: None)
    assert "kwaliteit" not in said(outcome, Language.NL)


def test_a_program_gets_codes_and_messages(preview: Outcome) -> None:
    answer = for_programs(preview, Language.NL)
    [finding] = answer["findings"]
    assert (finding["code"], finding["row"]) == ("unreadable_date", 2)
    assert finding["message"].startswith("members.csv, rij 2")


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        (Language.FR, "12\N{NARROW NO-BREAK SPACE}345"),
        (Language.NL, "12.345"),
        (Language.EN, "12,345"),
    ],
)
def test_thousands_are_written_as_the_language_does(
    preview: Outcome, language: Language, rows: str
) -> None:
    report = replace(preview.report, rows={"members": 12345}, findings=())
    many = replace(preview, report=report)
    assert f" {rows} " in ending(many, language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.FR, ("disparues", "complétude")),
        (Language.NL, ("verdwenen", "volledigheid")),
        (Language.EN, ("gone", "completeness")),
    ],
)
def test_what_changes_and_how_good_it_is_are_said(
    settings: Settings, upload: Path, language: Language, words: tuple[str, ...]
) -> None:
    import_upload(settings, upload, "essai", progress=lambda *_: None)
    outcome = preview_upload(settings, upload, "essai", progress=lambda *_: None)
    text = said(outcome, language)
    assert [word for word in words if word not in text] == []
    answer = for_programs(outcome, language)
    assert answer["differences"]["members"] == {"before": 12, "added": 0, "gone": 0, "changed": 0}
    assert answer["quality"]["validity"]["score"] == 100
    assert answer["quality"]["validity"]["definition"] in text


def test_an_import_that_was_not_judged_has_no_scores(preview: Outcome) -> None:
    assert for_programs(replace(preview, quality=None), Language.EN)["quality"] == {}


def test_markup_in_a_file_is_shown_as_it_is(settings: Settings, upload: Path) -> None:
    (upload / "[bold]x.csv").write_text("a,b\n1,2\n")
    outcome = preview_upload(settings, upload, "essai", progress=lambda *_: None)
    assert "[bold]x.csv" in said(outcome, Language.EN)


def test_of_two_tables_of_one_file_its_name_is_said_once() -> None:
    one = Identified(
        file="liste.csv",
        sheet=None,
        table="members",
        system="galette",
        version="1.2",
        evidence=("Compte",),
        columns={},
        unknown=("Nom",),
        rows=3,
    )
    both = (one, replace(one, table="member_categories"))
    report = Report(identified=both, findings=(), totals={}, rows={})
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(recognised_and_found(report, Language.NL))
    text = console.export_text()
    assert [text.count(word) for word in ("liste.csv", "Galette", "Compte", "Nom")] == [1] * 4
    assert "ledencategorieën" in text


@pytest.mark.parametrize(
    ("language", "name"),
    [
        (Language.FR, "catégories de membres"),
        (Language.NL, "ledencategorieën"),
        (Language.EN, "member categories"),
    ],
)
def test_people_read_the_name_of_a_table_the_version_and_what_a_file_was_known_by(
    language: Language, name: str
) -> None:
    one = Identified(
        file="liste.csv",
        sheet=None,
        table="member_categories",
        system="galette",
        version="0.9\u20131.2",
        evidence=("Exempt de cotisation\u00a0", "Compte\u00a0"),
        columns={},
        unknown=("Nom\u00a0",),
        rows=3,
    )
    report = Report(identified=(one,), findings=(), totals={}, rows={})
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(recognised_and_found(report, language))
    said = console.export_text()
    assert name in said
    assert "Galette 0.9\u20131.2" in said
    assert "Exempt de cotisation, Compte" in said
    assert "member_categories" not in said
