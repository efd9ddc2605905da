"""Does a register say the same, whichever software exports it?"""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.connectors.exports import person
from tests.connectors.uploads import Reader

#: Some members, and the name and bytes of the file that a software makes of them.
Software = Callable[[Sequence["Member"]], tuple[str, bytes]]


@dataclass(frozen=True)
class Member:
    """A member, as the cooperative knows them; `name` and `note` are never stored."""

    number: str
    category: str
    legal: bool
    gender: str
    born: date
    postcode: str
    joined: date
    left: date | None
    name: str
    note: str


REGIONS = {"1000": "BE10", "4000": "BE33", "9000": "BE23", "": None}
#: What software and spreadsheets stumble over: signs that cut, mask, quote and end.
TEXTS = st.text(alphabet="aé'\"\u2019;, \n\t=+-@()|#&<\\ŒZ0\u00a0", max_size=8)
CATEGORIES = (
    *("Usager", "a,b;c", 'Membre "actif"', "l\u2019amie", "Œuvre", "A (12)", "Non", "2", "N/A"),
    *("Salarié·e", "+ de 18 ans", "true", "x\u00a0y", "Nuit  et jour", "Section 1\nSud"),
)
MEMBERS = st.lists(
    st.builds(
        Member,
        number=st.integers(1, 10**9).map(lambda number: f"S{number}"),
        category=st.sampled_from(CATEGORIES),
        legal=st.booleans(),
        gender=st.sampled_from(["female", "male", "other", "not_recorded"]),
        born=st.dates(date(1925, 1, 1), date(1985, 12, 31)),
        postcode=st.sampled_from([*REGIONS]),
        joined=st.dates(date(1990, 1, 1), date(2015, 12, 31)),
        left=st.none() | st.dates(date(2016, 1, 1), date(2025, 12, 31)),
        name=TEXTS,
        note=TEXTS,
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda member: member.number,
)
FRENCH = {"female": "Femme", "male": "Homme", "other": "Autre", "not_recorded": ""}


def in_french(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"


def iso(day: date | None) -> str:
    return "" if day is None else f"{day}"


def written(rows: Sequence[Mapping[str, str]], *, sep: str = ",", end: str = "\n") -> str:
    """All cells in quotes, under the headers of the first row."""
    text = io.StringIO()
    out = csv.DictWriter(text, rows[0], delimiter=sep, lineterminator=end, quoting=csv.QUOTE_ALL)
    out.writeheader()
    out.writerows(rows)
    return text.getvalue()


def galette(members: Sequence[Member]) -> tuple[str, bytes]:
    rows = [
        {
            "Nom ": one.name,
            "Statut ": one.category,
            "Personne morale ": f"Coop {one.name}" if one.legal else "",
            "Date de naissance ": in_french(one.born),
            "Genre ": FRENCH[one.gender] or "Non spécifié",
            "Adresse ": one.note,
            "Code Postal ": one.postcode,
            "Pays ": "Belgique",
            "Date de création ": in_french(one.joined),
            "Compte ": "Oui" if one.left is None else "Non",
            "Exempt de cotisation ": "Non",
            "Date d\u2019échéance ": "31/12/2026",
            "Numéro adhérent ": one.number,
        }
        for one in members
    ]
    return "liste_adherents_filtree.csv", written(rows, sep=";", end="\r\n").encode()


def odoo(members: Sequence[Member]) -> tuple[str, bytes]:
    rows = [
        {
            "Nom": masked(one.name),
            "Rue": masked(one.note),
            "Numéro de coopérateur": one.number,
            "Coopérateur effectif": "True" if one.left is None else "",
            "Ancien coopérateur": "" if one.left is None else "True",
            "Nombre de parts": "1",
            "Valeur totale des parts": "25.0",
            "Type de coopérateur": masked(one.category),
            "Est une personne morale": "True" if one.legal else "",
            "Genre": FRENCH[one.gender],
            "Date de naissance": iso(one.born),
            "Code postal": one.postcode,
            "Pays": "Belgique",
            "Date effective": iso(one.joined),
        }
        for one in members
    ]
    return "Contact (res.partner).csv", written(rows).encode()


def masked(cell: str) -> str:
    """As Odoo keeps a cell from being taken for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def paheko(members: Sequence[Member]) -> tuple[str, bytes]:
    rows = [
        {
            "Numéro de membre": one.number,
            "Catégorie": one.category,
            "Nom & prénom": one.name,
            "Adresse": one.note,
            "Type de personne": "Personne morale" if one.legal else "Personne physique",
            "Genre": FRENCH[one.gender],
            "Date de naissance": in_french(one.born),
            "Code postal": one.postcode,
            "Pays": "BE",
            "Date d'inscription": in_french(one.joined),
            "Inscription à la lettre d'information": "Oui",
        }
        for one in members
        if one.left is None
    ]
    return "membres.json", json.dumps(rows).encode()


def civicrm(members: Sequence[Member]) -> tuple[str, bytes]:
    rows = [
        {
            "Contact ID": one.number,
            "Contact Type": "Organization" if one.legal else "Individual",
            "Display Name": one.name,
            "Gender": one.gender.replace("not_recorded", "").capitalize(),
            "Birth Date": iso(one.born),
            "Postal Code": one.postcode,
            "Country": "Belgium",
            "Membership Type": one.category,
            "Member Since": iso(one.joined),
            "Membership Expiration Date": iso(one.left or date(2027, 12, 31)),
            "Source": one.note,
            "Membership Status": "Current" if one.left is None else "Expired",
            "Membership ID": "7",
        }
        for one in members
    ]
    return "CiviCRM_Member_Search.csv", written(rows).encode()


def dolibarr(members: Sequence[Member]) -> tuple[str, bytes]:
    genders = {"female": "woman", "male": "man", "other": "other", "not_recorded": ""}
    rows = [
        {
            "Id adhérent": one.number,
            "Nom": one.name.replace("\n", "\\n"),
            "Prénom": one.note.replace("\n", "\\n"),
            "Nature": "mor" if one.legal else "phy",
            "Genre": genders[one.gender],
            "Code postal": one.postcode,
            "Pays": "BE",
            "Date de naissance": iso(one.born),
            "Statut": "1" if one.left is None else "0",
            "Date validation": f"{one.joined} 10:00:00",
            "Date fin adhésion": iso(one.left or date(2027, 12, 31)),
            "Id type adhérent": "1",
            "Libellé du type adhérent": one.category,
            "Id adhésion": "7",
            "Date adhésion": iso(one.joined),
            "": "",
        }
        for one in members
    ]
    return "export_member_1.csv", written(rows).encode("cp1252")


#: Of whom each keeps a day of leaving; the others tell current members only.
KEEPS_FORMER: Mapping[Software, bool] = {
    galette: False,
    odoo: False,
    paheko: False,
    civicrm: True,
    dolibarr: True,
}


@pytest.mark.parametrize("software", KEEPS_FORMER, ids=lambda made_by: made_by.__name__)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(members=MEMBERS)
def test_a_member_is_never_another_record_for_another_software(
    read: Reader, software: Software, members: list[Member]
) -> None:
    stored = [one for one in members if one.left is None or KEEPS_FORMER[software]]
    assume(stored)
    name, content = software(members)
    outcome = read({name: content}, known={})
    assert not outcome.report.blocked
    columns = ("pseudonym", "category", "person_kind", "gender", "birth_year", "region")
    assert sorted(outcome.tables["members"].select(*columns, "joined_on", "left_on").rows()) == (
        sorted(
            (
                person(one.number),
                one.category,
                "legal" if one.legal else "natural",
                one.gender,
                one.born.year,
                REGIONS[one.postcode],
                one.joined,
                one.left,
            )
            for one in stored
        )
    )
