"""What is the software called that a file was exported from? As its makers write it."""

from collections.abc import Mapping

from hub.vocabulary import Language

#: Names that are the same in every language.
SYSTEMS: Mapping[str, str] = {
    "belenios": "Belenios",
    "civicrm": "CiviCRM",
    "decidim": "Decidim",
    "decidim-action_delegator": "Decidim (action_delegator)",
    "dolibarr": "Dolibarr",
    "easy_my_coop": "easy_my_coop",
    "galette": "Galette",
    "helios": "Helios",
    "helloasso": "HelloAsso",
    "limesurvey": "LimeSurvey",
    "loomio": "Loomio",
    "odoo-cooperator": "Odoo (cooperator)",
    "openslides": "OpenSlides",
    "paheko": "Paheko",
}
#: No software: the hub's own files to fill in.
_OWN = "intercoop"
_TEMPLATE = {
    Language.FR: "modèle du hub",
    Language.NL: "sjabloon van de hub",
    Language.EN: "template of the hub",
}


def system_name(system: str, language: Language) -> str:
    """How a reader calls a system; its code where nobody named it."""
    return _TEMPLATE[language] if system == _OWN else SYSTEMS.get(system, system)
