"""Every region that can be counted has a name, in every language of the hub."""

import pytest

from hub.disclosure.plan import ABROAD, UNKNOWN, plan_of
from hub.regions import region_name
from hub.vocabulary import Language

#: The countries whose regions the plan has.
COUNTRIES = ("AT", "BE", "DE", "DK", "ES", "FI", "FR", "IE", "IT", "LU", "NL", "PT", "SE")


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_region_that_is_shown_has_a_name_in_every_language(country: str) -> None:
    columns = plan_of([], country).columns
    codes = {code for name in ("region_0", "region_1", "region") for code in columns[name].codes}
    shown = {code for code in codes - {ABROAD, UNKNOWN} if not code.endswith(".")}
    assert len(shown) > 2
    for code in shown:
        names = region_name(code)
        assert names is not None, code
        assert set(names) == {language.value for language in Language}
        assert all(names.values())


def test_a_country_is_called_as_its_readers_call_it() -> None:
    assert region_name("BE") == {"fr": "Belgique", "nl": "België", "en": "Belgium"}


def test_a_region_keeps_its_own_name_where_the_languages_have_none() -> None:
    assert region_name("FRK2") == dict.fromkeys(("fr", "nl", "en"), "Rhône-Alpes")
    found = region_name("BE33")
    assert found is not None
    assert found["nl"] == "Provincie Luik"


@pytest.mark.parametrize("code", ["QQ", "FRK9", "unknown", ""])
def test_what_is_no_region_has_no_name(code: str) -> None:
    assert region_name(code) is None
