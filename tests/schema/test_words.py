"""Every code list has its public name, and says what it is."""

from strawberry.types.enum import StrawberryEnumDefinition

from hub.vocabulary import Status, Unit
from schema import words


def test_each_list_has_a_name_and_a_description() -> None:
    for name in words.__all__:
        definition = getattr(words, name).__strawberry_definition__
        assert isinstance(definition, StrawberryEnumDefinition)
        assert definition.description


def test_some_need_a_longer_name_in_the_graph() -> None:
    assert Status.__strawberry_definition__.name == "ObservationStatus"  # type: ignore[attr-defined]
    assert Unit.__strawberry_definition__.name == "Unit"  # type: ignore[attr-defined]
