"""What does a register of a million members look like, as each software exports it?

All people are invented. Headers, order, quotes, dates and encoding are those of the exports that
the mapping packs read; nothing of a name, an address or a number is anybody's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

_CATEGORIES = """code,label_en,kind,college,voting_share,college_aggregation
users,Users,user,users,0.5,unknown
workers,Workers,worker,workers,0.5,unknown
"""
_COOPERATIVE = """slug,name,country,synthetic
bench,Bench (invented cooperative),BE,true
"""
_GIVEN = ("Inès", "Aïcha", "Maëlle", "Jean", "Sofie", "Bram", "Chloé", "Noor", "Luc", "Zoë", "Wim")
_FAMILY = ("Gómez", "Peeters", "Dubois", "Jacobs", "N'Diaye", "Lefèvre", "Maes", "Willems", "Roux")
_PLACES = (("1000", "Bruxelles"), ("4000", "Liège"), ("9000", "Gent"), ("75011", "Paris"))
_BATCH = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """How one software writes a register.

    Attributes:
        file: the name that it gives the file.
        headers: as they stand in the file.
        row: number of a member, from 0 -> the cells.
        quoted: whether every cell stands in quotes; no cell needs them where it is not.
        alone: whether the file comes without the cooperative's own code lists.
    """

    file: str
    headers: tuple[str, ...]
    row: Callable[[int], tuple[str, ...]]
    separator: str = ","
    end: str = "\n"
    encoding: str = "utf-8"
    quoted: bool = True
    alone: bool = True


def _day(number: int) -> tuple[int, int, int]:
    return 2010 + number % 14, number % 12 + 1, number % 28 + 1


def _born(number: int) -> tuple[int, int, int]:
    return 1935 + number % 70, number // 70 % 12 + 1, number // 840 % 28 + 1


def _iso(day: tuple[int, int, int]) -> str:
    return f"{day[0]}-{day[1]:02d}-{day[2]:02d}"


def _french(day: tuple[int, int, int]) -> str:
    return f"{day[2]:02d}/{day[1]:02d}/{day[0]}"


def _name(number: int) -> tuple[str, str]:
    return _FAMILY[number % len(_FAMILY)], _GIVEN[number % len(_GIVEN)]


def _template(number: int) -> tuple[str, ...]:
    return (
        f"M-{number:08d}",
        "users" if number % 17 else "workers",
        "natural",
        ("female", "male", "not_recorded")[number % 3],
        str(_born(number)[0]),
        f"BE{number % 3 + 1}",
        _iso(_day(number)),
        "",
    )


def _galette(number: int) -> tuple[str, ...]:
    family, given = _name(number)
    postcode, place = _PLACES[number % len(_PLACES)]
    joined = _french(_day(number))
    return (
        str(number + 1),
        ("Membre actif", "Président", "Membre bienfaiteur")[number % 3],
        *(family, given, ""),
        *("Mme" if number % 2 else "M.", _french(_born(number))),
        *("Femme" if number % 2 else "Homme", f"{number % 300 + 1} rue de l'Église"),
        *(postcode, place, "France", f"06{number:08d}", f"m{number}@example.org"),
        *(joined, joined, "Oui", "Non", f"31/12/{2026 + number % 2}", "fr_FR", f"A{number:07d}"),
    )


def _odoo(number: int) -> tuple[str, ...]:
    return (
        " ".join(_name(number)),
        f"m{number}@example.org",
        f"'+324{number:08d}",
        str(number + 1),
        *("True", "", ""),
        *(str(number % 9 + 1), f"{(number % 9 + 1) * 25}.0"),
        "AB"[number % 2],
        "" if number % 50 else "True",
        _iso(_day(number)),
    )


def _civicrm(number: int) -> tuple[str, ...]:
    family, given = _name(number)
    joined = _iso(_day(number))
    return (
        str(number + 1),
        *("Individual", "", f"{family}, {given}", f"{given} {family}"),
        *(("Female", "Male", "")[number % 3], _iso(_born(number))),
        *(("Usager", "Salarié", "Partenaire")[number % 3], "", ""),
        *(joined, joined, "2027-12-31", "Online", "Current"),
        *(str(number + 1), "", "", "", "", ""),
    )


def _dolibarr(number: int) -> tuple[str, ...]:
    family, given = _name(number)
    postcode, place = _PLACES[number % len(_PLACES)]
    joined = _iso(_day(number))
    return (
        str(number + 1),
        *("MME" if number % 2 else "MR", family, given, "phy", "", postcode, place),
        *(f"m{number}@example.org", _iso(_born(number)), "1", f"{joined} 10:00:00"),
        *(f"{joined} 10:05:00", "2027-12-31", str(number % 3 + 1)),
        *(("Usager", "Salarié", "Partenaire")[number % 3], str(number + 1), joined),
        *("100.00000000", ""),
    )


def _headers(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


EXPORTS: Mapping[str, Export] = {
    "template": Export(
        file="members.csv",
        headers=_headers(
            "member_number|category|person_kind|gender|birth_year|region|joined_on|left_on"
        ),
        row=_template,
        quoted=False,
        alone=False,
    ),
    "galette": Export(
        file="liste_adherents_filtree.csv",
        headers=_headers(
            "ID de l'adhérent |Statut |Nom |Prénom |Personne morale |Titre |Date de naissance |"
            "Genre |Adresse |Code Postal |Ville |Pays |Téléphone |Courriel |Date de création |"
            "Date de modification |Compte |Exempt de cotisation |Date d\u2019échéance |Langue |"
            "Numéro adhérent "
        ),
        row=_galette,
        separator=";",
        end="\r\n",
    ),
    "odoo": Export(
        file="Contact (res.partner).csv",
        headers=_headers(
            "Nom|Courriel|Téléphone|Numéro de coopérateur|Coopérateur effectif|"
            "Candidat coopérateur|Ancien coopérateur|Nombre de parts|Valeur totale des parts|"
            "Type de coopérateur|Est une personne morale|Date effective"
        ),
        row=_odoo,
    ),
    "civicrm": Export(
        file="CiviCRM_Member_Search.csv",
        headers=_headers(
            "Contact ID|Contact Type|Contact Subtype|Sort Name|Display Name|Gender|Birth Date|"
            "Membership Type|Test|Is Pay Later|Member Since|Membership Start Date|"
            "Membership Expiration Date|Source|Membership Status|Membership ID|Primary Member ID|"
            "Max Related|Membership Recurring Contribution|Campaign ID|Status Override"
        ),
        row=_civicrm,
    ),
    "dolibarr": Export(
        file="export_member_1.csv",
        headers=_headers(
            "Id adhérent|Titre|Nom|Prénom|Nature|Société|Code postal|Ville|Email|"
            "Date de naissance|Statut|Date création|Date validation|Date fin adhésion|"
            "Id type adhérent|Libellé du type adhérent|Id adhésion|Date adhésion|Montant|"
        ),
        row=_dolibarr,
        encoding="cp1252",
        quoted=False,
    ),
}


def write_upload(folder: Path, rows: int, *, export: Export = EXPORTS["template"]) -> Path:
    """Write the upload of an invented cooperative with so many members; returns its register."""
    (folder / "cooperative.csv").write_text(_COOPERATIVE)
    if not export.alone:
        (folder / "member_categories.csv").write_text(_CATEGORIES)
    register = folder / export.file
    with register.open("w", encoding=export.encoding, newline="") as stream:
        stream.write(_line(export, export.headers))
        for first in range(0, rows, _BATCH):
            numbers = range(first, min(first + _BATCH, rows))
            stream.writelines(_line(export, export.row(number)) for number in numbers)
    return register


def _line(export: Export, cells: tuple[str, ...]) -> str:
    if export.quoted:
        return '"' + f'"{export.separator}"'.join(cells) + '"' + export.end
    return export.separator.join(cells) + export.end
