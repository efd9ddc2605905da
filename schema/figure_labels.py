"""What do a figure's codes say in words? Its status, and the reason for it.

Part of the indicators domain.
"""

from collections.abc import Mapping
from typing import Protocol

import strawberry

from schema.labels import InLanguage
from schema.words import Language, Status

_ORDER = (Language.FR, Language.NL, Language.EN)

#: In that order.
_Texts = tuple[str, str, str]

_STATUSES: Mapping[Status, _Texts] = {
    Status.PUBLISHED: ("publié tel quel", "gepubliceerd zoals het is", "published as it is"),
    Status.DECLARED_PUBLIC: (
        "publié comme la coopérative l'a déclaré",
        "gepubliceerd zoals de coöperatie het opgaf",
        "published as the cooperative declared it",
    ),
    Status.PUBLIC_ROLE: (
        "publié : un rôle public",
        "gepubliceerd: een openbare rol",
        "published: a public role",
    ),
    Status.ROUNDED: ("arrondi", "afgerond", "rounded"),
    Status.DERIVED: (
        "calculé à partir de chiffres publiés",
        "berekend uit gepubliceerde cijfers",
        "calculated from published figures",
    ),
    Status.SUPPRESSED_PRIMARY: (
        "retenu : il parlerait de trop peu de personnes",
        "achtergehouden: het zou over te weinig mensen gaan",
        "withheld: it would tell of too few people",
    ),
    Status.SUPPRESSED_COMPLEMENTARY: (
        "retenu : un autre chiffre s'en déduirait",
        "achtergehouden: een ander cijfer zou eruit volgen",
        "withheld: another figure would follow from it",
    ),
    Status.HELD: (
        "maintenu : comme dans une publication antérieure",
        "aangehouden: zoals in een eerdere uitgave",
        "held: as in an earlier release",
    ),
    Status.NOT_PRODUCED: ("non produit", "niet gemaakt", "not produced"),
    Status.MISSING: ("absent de la source", "ontbreekt in de bron", "missing in the source"),
    Status.NOT_APPLICABLE: ("sans objet", "niet van toepassing", "not applicable"),
}

_REASONS: Mapping[str, _Texts] = {
    "fewer_members_than_the_minimum": (
        "moins de dix sociétaires",
        "minder dan tien leden",
        "fewer than ten members",
    ),
    "small_body_without_declaration": (
        "un organe qui n'est pas déclaré public",
        "een orgaan dat niet openbaar is verklaard",
        "a body that is not declared public",
    ),
    "few_or_dominant_holders": (
        "peu de détenteurs, ou un seul qui en a presque tout",
        "weinig houders, of één die het meeste heeft",
        "few holders, or one who has most of it",
    ),
    "protects_another_amount": (
        "un autre montant s'en déduirait",
        "een ander bedrag zou eruit volgen",
        "another amount would follow from it",
    ),
    "too_many_groups_for_so_few_members": (
        "trop de groupes pour si peu de sociétaires",
        "te veel groepen voor zo weinig leden",
        "too many groups for so few members",
    ),
    "few_movers_since_another_day": (
        "presque personne n'a bougé depuis un autre jour",
        "bijna niemand bewoog sinds een andere dag",
        "hardly anybody moved since another day",
    ),
    "not_recorded_person_by_person": (
        "pas enregistré pour chaque sociétaire",
        "niet van elk lid geregistreerd",
        "not recorded of each member",
    ),
    "denominator_too_small": (
        "sur trop peu de personnes",
        "op te weinig personen",
        "out of too few people",
    ),
    "fewer_cooperatives_than_the_minimum": (
        "moins de quatre coopératives",
        "minder dan vier coöperaties",
        "fewer than four cooperatives",
    ),
    "few_movers": (
        "peu de personnes ont bougé depuis la publication précédente",
        "weinig mensen bewogen sinds de vorige uitgave",
        "few people moved since the release before",
    ),
    "band": (
        "une classe à la place d'une valeur",
        "een klasse in plaats van een waarde",
        "a class in place of a value",
    ),
    "blank_in_source": ("vide dans la source", "leeg in de bron", "blank in the source"),
    "only_a_part_is_printed": (
        "une seule de ses deux parties est imprimée",
        "slechts één van de twee delen is gedrukt",
        "only one of its two parts is printed",
    ),
    "could_not_exist": (
        "ne pouvait pas exister alors",
        "kon toen niet bestaan",
        "it could not exist then",
    ),
    "nothing_to_count": ("sur personne", "op niemand", "out of nobody"),
}

#: The parts of a figure that these fields are made of.
PARTS: Mapping[str, str] = {"statusLabel": "status", "reasonLabel": "reason"}


class _Explained(Protocol):
    status: Status
    reason: str | None


def _status(root: strawberry.Parent[_Explained], language: InLanguage = Language.EN) -> str:
    return _STATUSES[root.status][_ORDER.index(language)]


def _reason(root: strawberry.Parent[_Explained], language: InLanguage = Language.EN) -> str | None:
    texts = _REASONS.get(root.reason or "")
    return texts and texts[_ORDER.index(language)]


@strawberry.type
class Explained:
    """A figure whose status and reason are said in words."""

    status_label: str = strawberry.field(
        resolver=_status, description="What became of the value, in a few words."
    )
    reason_label: str | None = strawberry.field(
        resolver=_reason, description="Why it is withheld or missing; null where nothing is said."
    )
