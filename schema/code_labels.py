"""What is a group called? The labels of the codes that every cooperative shares."""

from collections.abc import Mapping
from types import MappingProxyType

from schema.words import Dimension

#: dimension -> code -> (French, Dutch, English)
_LABELS: Mapping[Dimension, Mapping[str, tuple[str, str, str]]] = {
    Dimension.ASSEMBLY_KIND: {
        "ordinary": ("assemblée ordinaire", "gewone vergadering", "ordinary assembly"),
        "extraordinary": (
            "assemblée extraordinaire",
            "buitengewone vergadering",
            "extraordinary assembly",
        ),
        "mixed": ("assemblée mixte", "gemengde vergadering", "mixed assembly"),
        "board": ("réunion du conseil", "bestuursvergadering", "board meeting"),
        "circle": ("réunion de cercle", "kringvergadering", "circle meeting"),
        "other": ("autre réunion", "andere vergadering", "other meeting"),
    },
    Dimension.BODY_KIND: {
        "assembly": ("assemblée générale", "algemene vergadering", "general assembly"),
        "board": ("conseil d'administration", "raad van bestuur", "board"),
        "management": ("direction", "directie", "management"),
        "ethics": ("comité d'éthique", "ethische commissie", "ethics commission"),
        "space": ("espaces participatifs", "participatieve ruimten", "participatory spaces"),
        "staff": ("équipe opérationnelle", "operationeel team", "operational team"),
        "other": ("autre instance", "ander orgaan", "other body"),
    },
    Dimension.CATEGORY_KIND: {
        "user": ("usagers", "gebruikers", "users"),
        "worker": ("travailleurs", "werkers", "workers"),
        "employee": ("salariés", "werknemers", "employees"),
        "producer": ("producteurs", "producenten", "producers"),
        "public_body": ("collectivités publiques", "overheden", "public bodies"),
        "legal_person": ("personnes morales", "rechtspersonen", "legal persons"),
        "investor": ("investisseurs", "investeerders", "investors"),
        "supporter": ("soutiens", "steunende leden", "supporters"),
        "other": ("autres", "andere", "others"),
    },
    Dimension.CHANNEL: {
        "in_person": ("en présence", "ter plaatse", "in person"),
        "proxy": ("par procuration", "bij volmacht", "by proxy"),
        "remote": ("à distance", "op afstand", "remotely"),
        "post": ("par courrier", "per post", "by post"),
    },
    Dimension.GENDER: {
        "female": ("femmes", "vrouwen", "women"),
        "male": ("hommes", "mannen", "men"),
        "other": ("autre genre", "ander gender", "another gender"),
        "declined": ("ne souhaite pas répondre", "wil niet antwoorden", "prefer not to say"),
        "not_recorded": ("non renseigné", "niet geregistreerd", "not recorded"),
    },
    Dimension.PERSON_KIND: {
        "natural": ("personnes physiques", "natuurlijke personen", "natural persons"),
        "legal": ("personnes morales", "rechtspersonen", "legal persons"),
    },
    Dimension.ROLE: {
        "member": ("membre", "lid", "member"),
        "chair": ("présidence", "voorzitter", "chair"),
        "facilitator": ("facilitation", "facilitator", "facilitator"),
        "secretary": ("secrétariat", "secretaris", "secretary"),
        "referent": ("référence", "referent", "referent"),
        "rapporteur": ("rapport", "rapporteur", "rapporteur"),
        "treasurer": ("trésorerie", "penningmeester", "treasurer"),
        "director": ("direction", "directeur", "director"),
        "other": ("autre rôle", "andere rol", "other role"),
    },
}


def shared_label(dimension: Dimension, code: str) -> Mapping[str, str] | None:
    """The label of a code per language; None where each cooperative has codes of its own."""
    known = _LABELS.get(dimension, {}).get(code)
    return MappingProxyType(dict(zip(("fr", "nl", "en"), known, strict=True))) if known else None
