"""The whole graph and the five subgraphs are one set of classes, and say so."""

import re
from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    is_non_null_type,
)
from starlette.testclient import TestClient

from schema.nodes import node_id
from schema.subgraphs import DOMAINS, ENTITIES, Domain, HubSchema
from tests.schema.conftest import Ask

#: The names of the contract: a type's fields, which may gain others and lose none.
CONTRACT = {
    "Query": "node cooperatives cooperative indicators indicator observations compare "
    "recommendations practices releases release",
    "Cooperative": "id slug name country legalForm sector foundedOn dissolvedOn synthetic "
    "memberCategories bodies assemblies recommendations recommendationFunnel practices "
    "observations reconciliation",
    "Observation": "indicator cooperative period asOf breakdown value text unit numerator "
    "denominator lower upper uncertainty status confidentiality reason origin source contested "
    "comparability methodVersion",
}


def graph_of(schema: HubSchema) -> GraphQLSchema:
    return schema._schema  # noqa: SLF001  Strawberry has no public way to it


def fields_of(graph: GraphQLSchema, name: str) -> set[str]:
    found = graph.type_map.get(name)
    return set(found.fields) if isinstance(found, GraphQLObjectType) else set()


@pytest.fixture(scope="module")
def whole() -> GraphQLSchema:
    return graph_of(HubSchema())


@pytest.fixture(scope="module")
def parts() -> dict[Domain, GraphQLSchema]:
    return {domain: graph_of(HubSchema(domain)) for domain in DOMAINS}


def test_the_contract_is_there_whole(whole: GraphQLSchema) -> None:
    for name, fields in CONTRACT.items():
        assert set(fields.split()) <= fields_of(whole, name)


def test_every_type_field_argument_and_code_says_what_it_is(whole: GraphQLSchema) -> None:
    assert [place for place, text in descriptions(whole) if not text] == []


def descriptions(graph: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    for name, found in graph.type_map.items():
        if "__" in name or name.startswith("_"):  # GraphQL's and the federation's own
            continue
        yield name, found.description
        if isinstance(found, GraphQLEnumType):
            yield from ((f"{name}.{code}", one.description) for code, one in found.values.items())
        if isinstance(found, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field_name, field in found.fields.items():
                if not field_name.startswith("_"):
                    yield f"{name}.{field_name}", field.description
                    for argument, one in getattr(field, "args", {}).items():
                        yield f"{name}.{field_name}({argument})", one.description


def test_the_subgraphs_together_are_the_whole(
    whole: GraphQLSchema, parts: dict[Domain, GraphQLSchema]
) -> None:
    # the whole graph alone tells of new releases
    for name in whole.type_map.keys() - {"_Entity", "Subscription"}:
        if not name.startswith("__"):
            together = set[str]().union(*(fields_of(part, name) for part in parts.values()))
            assert together == fields_of(whole, name), name


def test_each_field_of_an_entity_has_one_home(parts: dict[Domain, GraphQLSchema]) -> None:
    for name in ("Query", *(entity.__name__ for entity in ENTITIES)):
        served = [
            field
            for part in parts.values()
            for field in fields_of(part, name)
            if field != "id" and not field.startswith("_")
        ]
        assert len(served) == len(set(served)), name


def test_what_domains_add_to_an_entity_may_be_null(whole: GraphQLSchema) -> None:
    cooperative = whole.type_map["Cooperative"]
    assert isinstance(cooperative, GraphQLObjectType)
    demanded = [name for name, one in cooperative.fields.items() if is_non_null_type(one.type)]
    assert demanded == ["id"]


def test_a_field_that_leads_to_another_domain_may_be_null(
    parts: dict[Domain, GraphQLSchema],
) -> None:
    # a Body in recommendations is known there by its id alone: what is asked of it beyond that
    # comes from bodies, which may be down
    for domain, part in parts.items():
        for entity in ENTITIES:
            found = part.type_map.get(entity.__name__)
            if isinstance(found, GraphQLObjectType) and set(found.fields) == {"id"}:
                assert demands(part, entity.__name__) == set(), domain


def demands(part: GraphQLSchema, entity: str) -> set[str]:
    return {
        f"{name}.{field_name}"
        for name, found in part.type_map.items()
        if isinstance(found, GraphQLObjectType)
        for field_name, field in found.fields.items()
        if str(field.type) == f"{entity}!"
    }


def test_only_entities_of_the_subgraph_are_in_its_union() -> None:
    printed = HubSchema("votes").as_str()
    assert "union _Entity = Assembly | Cooperative" in printed
    assert "federation/v2.9" in printed


def test_what_several_subgraphs_serve_is_shareable_or_an_entity(
    parts: dict[Domain, GraphQLSchema],
) -> None:
    names = {entity.__name__ for entity in ENTITIES} | {"Query", "_Service"}
    for name in {name for part in parts.values() for name in part.type_map} - names:
        serving = [domain for domain, part in parts.items() if fields_of(part, name)]
        if len(serving) > 1 and not name.startswith("__"):
            for domain in serving:
                assert re.search(rf"type {name} .*@shareable", HubSchema(domain).as_str()), name


def test_a_bad_representation_fails_alone(ask: Ask, client: TestClient) -> None:
    [node] = ask("{ cooperatives(first: 1) { nodes { id slug } } }")["cooperatives"]["nodes"]
    good = {"__typename": "Cooperative", "id": node["id"]}
    bad = [{"__typename": "Nothing"}, {"id": 3}, 7, None, {"__typename": "Body", "id": "x"}]
    query = (
        "query($r: [_Any!]!) { _entities(representations: $r) { ... on Cooperative { slug } } }"
    )
    given = [good, *(one for one in bad if one is not None), good]
    answer = client.post("/graphql", json={"query": query, "variables": {"r": given}}).json()
    found = answer["data"]["_entities"]
    assert [found[0], found[-1]] == [{"slug": node["slug"]}] * 2
    assert found[1:-1] == [None] * 4
    # an id that names nothing is null, and no error
    assert [error["path"][1] for error in answer["errors"]] == [1, 2, 3]


def test_many_representations_of_a_kind_are_read_together(
    stored: tuple[TestClient, list[str]],
) -> None:
    client, statements = stored
    query = (
        "query($r: [_Any!]!) { _entities(representations: $r) { "
        "... on Recommendation { code } ... on Body { code } ... on Assembly { code } "
        "... on Practice { code } } }"
    )
    known = {
        "Recommendation": (
            "smartcoop:r1",
            "smartcoop:r2",
            "smartcoop:r4",
            "smartcoop:none",
            "nobody:r1",
        ),
        "Body": ("smartcoop:board", "smartcoop:circle", "railcoop:board", "nobody:board"),
        "Assembly": ("railcoop:ga-2021", "railcoop:ga-2022", "smartcoop:ga-2021"),
        "Practice": ("smartcoop:purpose:sip", "smartcoop:use:sip"),
    }
    for kind, names in known.items():
        given = [{"__typename": kind, "id": node_id(kind, name)} for name in names]
        client.post("/graphql", json={"query": "{ __typename }"})  # the release is known by now
        before = len(statements)
        answer = client.post("/graphql", json={"query": query, "variables": {"r": given}}).json()
        found = [one and one["code"] for one in answer["data"]["_entities"]]
        assert found == [CODES.get(name) for name in names]
        assert len([one for one in statements[before:] if of(kind) in one]) == 1, kind


#: The entities of the test shelf that are asked for by name.
CODES = {
    "smartcoop:r1": "r1", "smartcoop:r2": "r2", "smartcoop:r4": "r4",
    "smartcoop:board": "board", "smartcoop:circle": "circle", "railcoop:board": "board",
    "railcoop:ga-2021": "ga-2021", "railcoop:ga-2022": "ga-2022",
    "smartcoop:purpose:sip": "sip", "smartcoop:use:sip": "sip",
}  # fmt: skip


def of(kind: str) -> str:
    """The table of an entity, as statements name it."""
    return {"Body": "FROM bodies", "Assembly": "FROM assemblies"}.get(
        kind, f"FROM {kind.lower()}s"
    )


def test_the_home_of_node_knows_every_entity(parts: dict[Domain, GraphQLSchema]) -> None:
    for entity in ENTITIES:
        assert entity.__name__ in parts["members"].type_map


def test_the_printed_graph_can_be_read_again(whole: GraphQLSchema) -> None:
    plain = re.sub(r"^schema @link.*?^}", "", HubSchema().as_str(), flags=re.DOTALL | re.MULTILINE)
    known = "directive @key(fields: String!) on OBJECT directive @shareable on OBJECT "
    again = build_schema(known + plain)
    assert fields_of(again, "Cooperative") == fields_of(whole, "Cooperative")
