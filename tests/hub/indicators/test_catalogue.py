"""Is the catalogue whole, and does it refuse an entry that is not?"""

import importlib
import inspect

import pytest

from hub.indicators.catalogue import CATALOGUE, UnreadableEntry, read_family
from hub.vocabulary import Dimension, Language

_ENTRY = """
{name}:
  version: 1
  tier: core
  unit: count
  disclosure: count
  additive: true
  name: {{fr: a, nl: b, en: c}}
  definition: {{fr: a, nl: b, en: c}}
  caveat: {{fr: a, nl: b{english}}}
  formula: count
  breakdowns: [gender]
  direction: context
  uncertainty: none
  period: a day
  sources: []
  examples: []
"""


def test_every_function_of_a_family_has_its_entry() -> None:
    computed = {entry.definition.family for entry in CATALOGUE.values() if entry.compute}
    for family in computed:
        module = importlib.import_module(f"hub.indicators.{family}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                assert CATALOGUE[f"{family}.{name}"].compute is function


def test_every_text_is_there_in_every_language() -> None:
    for entry in CATALOGUE.values():
        about = entry.definition
        for texts in (about.name, about.definition, about.caveat):
            assert set(texts) == {language.value for language in Language}
            assert all(text.strip() for text in texts.values())


def test_a_ratio_names_both_its_parts() -> None:
    for entry in CATALOGUE.values():
        about = entry.definition
        assert (about.numerator is None) == (about.denominator is None)


def test_headlines_are_the_totals_that_cooperatives_publish_themselves() -> None:
    assert {code for code, entry in CATALOGUE.items() if entry.headline} == {
        "capital.total",
        "membership.total",
        "turnout.assembly",
        "turnout.eligible",
    }


def test_pairs_are_of_dimensions_that_stand_alone_too() -> None:
    for entry in CATALOGUE.values():
        for pair in entry.pairs:
            assert set(pair) <= set(entry.definition.breakdowns)


def test_an_entry_without_a_language_is_refused() -> None:
    with pytest.raises(UnreadableEntry, match=r"membership\.total: 'en'"):
        read_family("membership", _ENTRY.format(name="total", english=""))


def test_an_entry_without_its_function_is_refused() -> None:
    text = _ENTRY.format(name="weight", english=", en: c")
    with pytest.raises(UnreadableEntry, match=r"membership\.py has no function weight"):
        read_family("membership", text)


def test_an_entry_may_be_of_declared_figures_only() -> None:
    text = _ENTRY.format(name="weight", english=", en: c") + "  declared_only: true\n"
    [entry] = read_family("membership", text).values()
    assert (entry.compute, entry.definition.breakdowns) == (None, (Dimension.GENDER,))
