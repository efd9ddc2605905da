"""Whatever a page names by a code, a reader of each language reads as a word."""

import re

import pytest

from connectors.choices import codes_of
from connectors.documents import find_connectors
from connectors.pack import find_packs
from hub.indicators.catalogue import CATALOGUE
from hub.partners.spoken import Spoken, by_figure
from hub.releases.differences import _VALUES
from hub.vocabulary import Language
from hub.web.import_words import PARTS
from hub.web.wording import Wording


def reader(language: Language) -> Spoken:
    return Spoken(
        Wording(language), {"category": {"users": {"fr": "Usagers", "nl": "Gebruikers"}}}
    )


FR, NL, EN = (reader(language) for language in (Language.FR, Language.NL, Language.EN))


def test_a_column_is_called_as_the_template_heads_it() -> None:
    assert FR.field("members", "joined_on") == "date d'adhésion"
    assert NL.field("members", "joined_on") == "toetredingsdatum"
    assert FR.field("members", "unheard of") == "unheard of"
    assert FR.field("unheard of", "joined_on") == "joined_on"


@pytest.mark.parametrize("spoken", [FR, NL, EN], ids=["fr", "nl", "en"])
def test_no_column_and_no_code_of_a_list_is_shown_as_a_program_writes_it(spoken: Spoken) -> None:
    for pack in find_packs():
        for field in pack.fields:
            said = [spoken.field(pack.table, field)]
            said += [spoken.code(pack.table, field, code) for code in codes_of(pack, field) or ()]
            assert not [one for one in said if re.search(r"[a-z]_[a-z]", one)], (pack.table, said)


def test_codes_are_words_and_those_of_a_cooperative_its_own() -> None:
    assert FR.code("members", "gender", "female") == "femme"
    assert NL.code("cooperatives", "synthetic", "true") == "ja"
    assert FR.code("members", "category", "users") == "users"
    assert FR.code("unheard of", "category", "users") == "users"
    assert FR.group("category=users|gender=female") == "Usagers, Femmes"
    assert FR.group("") == "Tout le monde"


def test_every_system_has_a_name() -> None:
    known = {pack.system for pack in find_packs()} | {one.system for one in find_connectors()}
    assert [one for one in known if NL.system(one) == one] == ["easy_my_coop"]
    assert NL.system("intercoop") == "het sjabloon van de hub"
    assert NL.system("galette") == "Galette"


def test_figures_and_their_parts_are_said_with_their_unit() -> None:
    assert EN.indicator("turnout.assembly") == CATALOGUE["turnout.assembly"].definition.name["en"]
    assert EN.indicator("unheard of") == "unheard of"
    assert EN.part("turnout.assembly", "value", 0.038) == "3.8%"
    assert EN.part("turnout.assembly", "numerator", 1650) == "1,650"
    assert EN.part("turnout.assembly", "status", "rounded") == "Rounded"
    assert EN.part("turnout.assembly", "contested", value=True) == "True"
    assert EN.part("turnout.assembly", "value", None) == ""


def test_every_part_that_may_change_has_a_name() -> None:
    assert set(PARTS) == set(_VALUES)
    assert FR.changed("value") == "valeur"
    assert FR.changed("unheard of") == "unheard of"


def figure(**changed: object) -> dict[str, object]:
    usual = {"indicator": "capital.gini", "text": None, "value": None, "lower": None}
    return {**usual, "upper": None, "unit": "ratio", "status": "derived", **changed}


def test_a_figure_is_shown_by_its_value_its_text_or_its_class() -> None:
    assert EN.shown(figure(text="no quorum")) == "no quorum"
    assert EN.shown(figure(lower=0.1, upper=0.25)) == "10% – 25%"  # noqa: RUF001  a dash
    assert EN.shown(figure(lower=0.1, upper=0.25, status="held")) == "⊘"
    assert EN.shown(figure(indicator="turnout.assembly", value=0.5)) == "50.0%"


def test_the_parts_of_a_figure_that_change_are_one_line() -> None:
    about = {"kind": "changed", "indicator": "a.b", "period": "2022", "breakdown": ""}
    parts = [{**about, "field": field} for field in ("value", "lower", "upper")]
    other = {**about, "period": "2023", "field": "status"}
    first, second = by_figure([*parts, other])
    assert (first.first["field"], first.besides) == ("value", ("lower", "upper"))
    assert (second.first["field"], second.besides) == ("status", ())
