"""What a person says of a column or a word is read like what a mapping pack says."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.annotated import annotated
from connectors.choices import ImpossibleChoice, checked, codes_of, digest, packs_of, with_choices
from connectors.contract import About, Choice, Upload
from connectors.pack import find_packs
from connectors.reading import read_upload
from hub.vocabulary import Language
from tests.connectors.uploads import KEY, KNOWN, Outcome, Shelf

PACKS = find_packs()
MEMBERS = next(one for one in PACKS if (one.system, one.table) == ("intercoop", "members"))
TEXT = """\
Référence interne,categorie,soort persoon,Sekse,lid sinds,Hobby
L1,users,natuurlijk,Zij,2019-04-01,x
L2,users,natuurlijk,m,2019-04-01,y
"""


def column(said: str, field: str) -> Choice:
    return checked(
        Choice(system="intercoop", table="members", about=About.COLUMN, field=field, said=said),
        PACKS,
    )


def word(said: str, field: str, code: str) -> Choice:
    return checked(
        Choice(
            system="intercoop",
            table="members",
            about=About.WORD,
            field=field,
            said=said,
            code=code,
        ),
        PACKS,
    )


CHOICES = (
    column("Référence  INTERNE", "pseudonym"),
    column("sekse", "gender"),
    column("Hobby", ""),
    word("ZIJ", "gender", "female"),
)


def read(tmp_path: Path, *choices: Choice, text: str = TEXT) -> Outcome:
    scratch = tmp_path / "scratch"
    scratch.mkdir(parents=True)
    file = tmp_path / "register.csv"
    file.write_text(text)
    upload = Upload(
        cooperative="demo",
        import_id="i",
        files=(file,),
        key=KEY,
        known=KNOWN,
        scratch=scratch,
        choices=choices,
    )
    shelf = Shelf()
    report = read_upload(upload, shelf, lambda *_: None)
    return Outcome(
        report=report, tables={name: pl.concat(rows) for name, rows in shelf.tables.items()}
    )


def test_without_choices_the_file_is_refused(tmp_path: Path) -> None:
    assert "unrecognised_table" in read(tmp_path).codes()


def test_with_choices_it_is_read_and_the_report_says_so(tmp_path: Path) -> None:
    outcome = read(tmp_path, *CHOICES)
    assert outcome.tables["members"]["gender"].to_list() == ["female", "male"]
    assert outcome.codes() == ["column_chosen", "column_chosen", "words_chosen"]
    assert outcome.places("column_chosen") == [(1, "A"), (1, "D")]
    [identified] = outcome.report.identified
    assert identified.columns["Référence interne"] == "pseudonym"
    assert not outcome.tables["members"]["pseudonym"].str.contains("L").any()


def test_a_column_of_a_system_that_is_not_to_be_told_again_is_not(tmp_path: Path) -> None:
    text = (
        "ID de l'adhérent;Statut;Nom;Ville;Date de création;Compte;Exempt de cotisation;"
        "Date d'échéance;Numéro adhérent\n1;Membre actif;X;Y;12/02/2019;Oui;Non;;A1\n"
    )
    said = Choice(system="galette", table="members", about=About.COLUMN, field="", said="Nom")
    report = read(tmp_path, checked(said, PACKS), text=text).report
    [left] = [one for one in report.findings if one.code == "columns_left_out"]
    assert "Ville" in str(left.facts["columns"])
    assert "Nom" not in str(left.facts["columns"])


def test_a_header_chosen_for_one_column_is_no_longer_anothers(tmp_path: Path) -> None:
    text = TEXT.replace("Hobby", "ingangsdatum").replace(",x", ",2020-01-01").replace(",y", ",")
    outcome = read(tmp_path, *CHOICES, column("lid sinds", ""), text=text)
    assert "unrecognised_table" in outcome.codes()


def test_an_error_column_is_added_by_the_same_choices(tmp_path: Path) -> None:
    read(tmp_path, *CHOICES)
    file = tmp_path / "register.csv"
    assert annotated(file, [], Language.EN, scratch=tmp_path, choices=CHOICES) is not None


@pytest.mark.parametrize(
    "choice",
    [
        {"table": "no_such_table"},
        {"system": "no_such_system"},
        {"field": "no_such_column"},
        {"said": " : "},
        {"about": About.WORD, "field": "gender", "code": "no_such_code"},
        {"about": About.WORD, "field": "joined_on", "code": "2020"},
        {"about": About.WORD, "field": "category", "code": ""},
    ],
)
def test_what_no_reading_could_follow_is_refused(choice: dict[str, Any]) -> None:
    with pytest.raises(ImpossibleChoice):
        checked(replace(column("x", "gender"), **choice), PACKS)


def test_codes_are_listed_where_the_hub_defines_them() -> None:
    assert "female" in (codes_of(MEMBERS, "gender") or ())
    assert codes_of(MEMBERS, "category") == ()
    assert codes_of(MEMBERS, "joined_on") is None


@given(st.permutations(CHOICES))
def test_the_order_of_choices_decides_nothing(choices: list[Choice]) -> None:
    assert digest(choices) == digest(CHOICES)
    assert with_choices(PACKS, choices) == with_choices(PACKS, CHOICES)
    assert digest(choices[1:]) != digest(CHOICES)


def file(said: str, system: str, table: str) -> Choice:
    return checked(Choice(system=system, table=table, about=About.FILE, said=said), PACKS)


def test_a_file_is_read_as_what_a_person_says_it_is(tmp_path: Path) -> None:
    text = "member_number,kind,code,name_fr,date\nL1,board,ca,Conseil,2020-01-01\n"
    before = read(tmp_path / "a", text=text).report.identified
    after = read(
        tmp_path / "b", file("REGISTER.csv", "intercoop", "bodies"), text=text
    ).report.identified
    assert [one.table for one in before] == ["assemblies"]
    assert [one.table for one in after] == ["bodies"]


def test_a_file_that_cannot_be_what_is_said_is_refused(tmp_path: Path) -> None:
    outcome = read(tmp_path, file("register.csv", "intercoop", "motions"))
    assert outcome.report.blocked
    assert outcome.report.identified == ()


def test_whoever_says_the_software_need_not_show_it() -> None:
    galette = [one for one in PACKS if one.system == "galette"]
    found = packs_of("x.csv", PACKS, [file("x.csv", "galette", "members")])
    assert found == [replace(one, signature=()) for one in galette if one.table == "members"]


def test_what_is_said_of_an_archive_is_said_of_every_file_in_it() -> None:
    assert packs_of("a.zip/x.csv", PACKS, [file("a.zip", "galette", "members")])
    assert packs_of("a.zip/x.csv", PACKS, [file("a.zip/x.csv", "galette", "members")])


def test_of_a_file_that_nobody_spoke_of_nothing_is_known() -> None:
    assert packs_of("y.csv", PACKS, [file("x.csv", "galette", "members")]) is None


def test_a_file_cannot_be_a_list_that_is_only_implied() -> None:
    with pytest.raises(ImpossibleChoice):
        file("x.csv", "galette", "member_categories")


@pytest.mark.parametrize("more", [{"field": "gender"}, {"code": "x"}, {"said": " "}])
def test_of_a_file_nothing_more_can_be_said(more: dict[str, Any]) -> None:
    with pytest.raises(ImpossibleChoice):
        checked(replace(file("x.csv", "galette", "members"), **more), PACKS)
