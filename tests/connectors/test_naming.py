"""How does a reader call a canonical column?"""

import pytest

from connectors.naming import column_name, named
from connectors.pack import find_packs
from connectors.table_pack import TablePack
from hub.vocabulary import Language


def pack(system: str, table: str) -> TablePack:
    return next(one for one in find_packs() if (one.system, one.table) == (system, table))


@pytest.mark.parametrize(
    ("language", "name"),
    [
        (Language.FR, "date d'adhésion"),
        (Language.NL, "toetredingsdatum"),
        (Language.EN, "joined"),
    ],
)
def test_a_column_is_called_as_the_template_calls_it(language: Language, name: str) -> None:
    assert column_name(pack("intercoop", "members"), "joined_on", language) == name
    assert column_name(pack("helloasso", "members"), "joined_on", language) == name


def test_where_the_system_has_a_word_of_its_own_that_is_used() -> None:
    assert column_name(pack("civicrm", "members"), "category", Language.FR) == "Type de membre"


def test_a_column_that_no_template_names_is_at_least_words() -> None:
    assert column_name(pack("intercoop", "members"), "no_such_column", Language.EN) == (
        "no such column"
    )


def test_a_fact_is_said_in_every_language_and_kept_for_programs() -> None:
    facts = named("lacking", ["category", "joined_on"], pack("intercoop", "members"))
    assert facts == {
        "lacking": "category, joined_on",
        "lacking_fr": "catégorie, date d'adhésion",
        "lacking_nl": "categorie, toetredingsdatum",
        "lacking_en": "member category, joined",
    }
