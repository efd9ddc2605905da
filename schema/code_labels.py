"""What is a group called? The labels of the codes that every cooperative shares."""

from collections.abc import Mapping
from types import MappingProxyType

from hub.regions import region_name
from schema.words import Dimension

#: dimension -> code -> (French, Dutch, English)
_LABELS: Mapping[Dimension, Mapping[str, tuple[str, str, str]]] = {
    Dimension.AGE_BAND: {
        "18-24": ("18 à 24 ans", "18 tot 24 jaar", "aged 18 to 24"),
        "25-34": ("25 à 34 ans", "25 tot 34 jaar", "aged 25 to 34"),
        "35-44": ("35 à 44 ans", "35 tot 44 jaar", "aged 35 to 44"),
        "45-54": ("45 à 54 ans", "45 tot 54 jaar", "aged 45 to 54"),
        "55-64": ("55 à 64 ans", "55 tot 64 jaar", "aged 55 to 64"),
        "65+": ("65 ans et plus", "65 jaar en ouder", "aged 65 and over"),
        "18-34": ("18 à 34 ans", "18 tot 34 jaar", "aged 18 to 34"),
        "35-54": ("35 à 54 ans", "35 tot 54 jaar", "aged 35 to 54"),
        "55+": ("55 ans et plus", "55 jaar en ouder", "aged 55 and over"),
        "unknown": ("âge inconnu", "leeftijd onbekend", "age unknown"),
    },
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
    Dimension.REGION: {
        "abroad": ("à l'étranger", "in het buitenland", "abroad"),
        "unknown": ("région inconnue", "regio onbekend", "region unknown"),
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
    Dimension.TENURE_BAND: {
        "0-1": (
            "sociétaires depuis moins de 2 ans",
            "minder dan 2 jaar vennoot",
            "members for less than 2 years",
        ),
        "2-4": (
            "sociétaires depuis 2 à 4 ans",
            "2 tot 4 jaar vennoot",
            "members for 2 to 4 years",
        ),
        "5-9": (
            "sociétaires depuis 5 à 9 ans",
            "5 tot 9 jaar vennoot",
            "members for 5 to 9 years",
        ),
        "10+": (
            "sociétaires depuis 10 ans et plus",
            "10 jaar en langer vennoot",
            "members for 10 years and more",
        ),
    },
}


def shared_label(dimension: Dimension, code: str) -> Mapping[str, str] | None:
    """The label of a code per language; None where each cooperative has codes of its own."""
    known = _LABELS.get(dimension, {}).get(code)
    if known:
        return MappingProxyType(dict(zip(("fr", "nl", "en"), known, strict=True)))
    return region_name(code) if dimension is Dimension.REGION else None
