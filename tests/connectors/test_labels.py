"""A column is called as the template heads it, in the reader's language."""

import pytest

from connectors.labels import label, own_packs
from hub.records.tables import TABLES
from hub.vocabulary import Language


def test_a_column_is_named_in_each_language() -> None:
    said = [label("joined_on", language, "members") for language in Language]
    assert set(said) == {"date d'adhésion", "toetredingsdatum", "joined"}


def test_without_its_table_the_first_that_has_it_names_it() -> None:
    assert label("joined_on", Language.FR) == "date d'adhésion"
    assert label("unheard of", Language.FR) == "unheard of"
    assert label("unheard of", Language.FR, "members") == "unheard of"


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_canonical_table_has_a_pack_of_the_hub_s_own(table: str) -> None:
    assert table in own_packs()
