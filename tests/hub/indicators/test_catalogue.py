"""Is the catalogue whole, and does it refuse an entry that is not?"""

import importlib
import inspect

import pytest

from hub.indicators.catalogue import CATALOGUE, Derived, UnreadableEntry, read_family
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


_FAMILY = _ENTRY.format(name="total", english=", en: c")


def test_an_entry_says_how_its_parts_are_read_from_the_cells_of_members() -> None:
    counted = """\
  counted:
    numerator: {attended: "yes", gender: [female, male]}
    denominator: {}
    of_everyone: true
"""
    entry = read_family("membership", _FAMILY + counted)["membership.total"]
    assert entry.counted is not None
    assert entry.counted.numerator == {"attended": ("yes",), "gender": ("female", "male")}
    assert (entry.counted.denominator, entry.counted.of_everyone) == ({}, True)


def test_without_a_denominator_members_are_counted_and_not_divided() -> None:
    entry = read_family("membership", _FAMILY + "  counted: {numerator: {}}\n")["membership.total"]
    assert entry.counted is not None
    assert (entry.counted.denominator, entry.counted.of_everyone) == (None, False)


def test_an_entry_without_a_rule_is_read_from_no_table() -> None:
    entry = read_family("membership", _FAMILY)["membership.total"]
    assert (entry.counted, entry.derived, entry.form) == (None, None, None)


def test_an_entry_names_its_form_or_what_it_is_derived_from() -> None:
    text = _FAMILY + "  form: amount\n  derived: {by: lead, of: turnout.assembly}\n"
    entry = read_family("membership", text)["membership.total"]
    assert (entry.form, entry.derived) == ("amount", Derived(by="lead", of="turnout.assembly"))


@pytest.mark.parametrize(
    "written", ["counted: {denominator: {}}", "counted: [gender]", "derived: {by: lead}"]
)
def test_a_rule_without_its_parts_is_refused(written: str) -> None:
    with pytest.raises(UnreadableEntry, match=r"membership\.total"):
        read_family("membership", f"{_FAMILY}  {written}\n")


def test_a_derived_indicator_has_a_source_and_no_rule_of_its_own() -> None:
    for entry in CATALOGUE.values():
        if entry.derived is not None:
            assert entry.derived.of in CATALOGUE
            assert (entry.counted, entry.form, entry.public_role) == (None, None, None)


def test_a_form_is_of_capital_alone() -> None:
    for code, entry in CATALOGUE.items():
        assert entry.form is None or code.startswith("capital.")
        assert entry.form is None or entry.counted is None
