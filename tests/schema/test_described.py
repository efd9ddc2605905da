"""A docstring is a description, and one that was given stands."""

from types import ModuleType

import strawberry
from strawberry.types import get_object_definition

from schema.described import describe


@strawberry.type
class Silent:
    """What the class says."""

    @strawberry.field
    def spoken(self) -> str:
        """What the resolver says."""
        return ""

    given: str = strawberry.field(description="Given.")


def test_a_docstring_is_the_description() -> None:
    module = ModuleType(__name__)
    vars(module).update(Silent=Silent, text="no class")
    describe(module)
    definition = get_object_definition(Silent, strict=True)
    assert definition.description == "What the class says."
    found = {field.python_name: field.description for field in definition.fields}
    assert found == {"spoken": "What the resolver says.", "given": "Given."}


def test_what_another_module_wrote_is_left_alone() -> None:
    @strawberry.type
    class Foreign:
        """Of another module."""

        name: str

    module = ModuleType("another")
    vars(module).update(Foreign=Foreign)
    describe(module)
    assert get_object_definition(Foreign, strict=True).description is None
