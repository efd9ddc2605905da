"""The reference page says what the graph says, of every type, field, argument and code."""

from graphql import GraphQLEnumType, GraphQLObjectType

from schema.reference import PAGE, page
from schema.subgraphs import HubSchema

GRAPH = HubSchema()._schema  # noqa: SLF001  Strawberry has no public way to it


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m schema.reference"


def test_every_type_has_a_section_with_all_its_fields_and_codes() -> None:
    written = page()
    for name, found in GRAPH.type_map.items():
        if (
            "__" in name
            or name[0] == "_"
            or not isinstance(found, GraphQLObjectType | GraphQLEnumType)
        ):
            continue
        section = written.partition(f"### `{name}`\n")[2].partition("\n### ")[0]
        parts = found.values if isinstance(found, GraphQLEnumType) else found.fields
        assert [part for part in parts if f"| `{part}` |" not in section and part[0] != "_"] == []


def test_an_argument_stands_below_its_field_with_its_default() -> None:
    assert "| · `first` | `Int` = `100` | How many at most" in page()
    assert "| · `language` | [`Language!`](#language) = `EN` | In which language" in page()


def test_what_gateways_alone_ask_for_is_left_out() -> None:
    assert "_entities" not in page()
    assert "__Type" not in page()
