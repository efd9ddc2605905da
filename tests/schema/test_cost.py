"""A question costs the values that it may ask for, however its fragments are arranged."""

import pytest
from graphql import GraphQLSchema, parse
from hypothesis import given
from hypothesis import strategies as st

from hub.settings import QueryLimits
from schema.cost import Weight, excess, sizes_of, told, values_in, weigh
from schema.subgraphs import HubSchema

GRAPH: GraphQLSchema = HubSchema()._schema  # noqa: SLF001  Strawberry has no public way to it

COMPARISON = """{ compare(indicators: ["a", "b"], cooperatives: ["c", "d", "e"]) {
    periods cells { value } } }"""


def weight(document: str, *, operation: str | None = None, **variables: object) -> Weight:
    return weigh(GRAPH, parse(document), dict(sizes_of(variables)), operation)


@pytest.mark.parametrize(
    ("document", "values"),
    [
        ("{ __typename }", 1),
        ('{ cooperative(slug: "a") { slug name } }', 3),
        # the list, and two fields of each of 5
        ("{ cooperatives(first: 5) { nodes { slug name } } }", 1 + 1 + 10),
        ("{ cooperatives(first: 5) { edges { cursor node { slug } } } }", 1 + 1 + 15),
        # what is not said is 20 by default, and what stands beside the rows counts once
        ("{ cooperatives { nodes { slug } pageInfo { hasNextPage } } }", 1 + 1 + 20 + 2),
        ('{ cooperative(slug: "a") { observations { nodes { value } } } }', 1 + 1 + 1 + 100),
        ('{ cooperative(slug: "a") { bodies { nodes { code } } } }', 1 + 1 + 1 + 20),
        # a list without pages is taken for 10, or for what is known of it
        ('{ cooperative(slug: "a") { memberCategories { code } } }', 1 + 1 + 10),
        ("{ indicators { code } }", 1 + 100),
        ("{ _entities(representations: [{}, {}]) { ... on Body { code } } }", 1 + 2),
        # two indicators of three cooperatives in ten periods
        (
            COMPARISON,
            1 + 1 + 1 + 60,
        ),
        ("{ cooperatives(first: -7) { nodes { slug } } }", 1 + 1),
        ("{ cooperatives(first: 99999999999) { nodes { slug } } }", 1 + 1 + 1000),
        ("{ unknown { unknown } }", 2),
        # the graph's description of itself
        ("{ __schema { queryType { name } } }", 20_000 + 1 + 1 + 1),
        ('{ __type(name: "Query") { name } }', 2_500 + 1 + 1),
    ],
)
def test_each_value_that_may_be_answered_counts_one(document: str, values: int) -> None:
    assert weight(document).values == values


def test_a_page_size_may_stand_in_a_variable_or_its_default() -> None:
    document = "query($n: Int = 7) { cooperatives(first: $n) { nodes { slug } } }"
    assert weight(document).values == 2 + 7
    assert weight(document, n=50).values == 2 + 50
    assert weight(document, n=True).values == 2 + 7
    lists = """query($i: [String!]!, $c: [String!]!) {
        compare(indicators: $i, cooperatives: $c) { cells { value } } }"""
    assert weight(lists, i=["a"], c=["b", "c"]).values == 2 + 20


def test_only_the_chosen_operation_costs_but_all_are_weighed() -> None:
    document = "query A { __typename } query B { a: __typename b: __typename }"
    assert weight(document, operation="A").values == 1
    assert weight(document, operation="B")[:4] == (1, 3, 2, 0)


def test_a_fragment_weighs_as_if_it_were_written_out() -> None:
    written = "{ cooperatives(first: 3) { nodes { x: slug name @skip(if: true) } } }"
    inline = (
        "{ cooperatives(first: 3) { ... { nodes { ... on Cooperative "
        "{ x: slug name @skip(if: true) } } } } }"
    )
    named = (
        "fragment P on CooperativeConnection { nodes { ...F } } "
        "fragment F on Cooperative { x: slug name @skip(if: true) } "
        "{ cooperatives(first: 3) { ...P } }"
    )
    assert weight(written) == weight(inline) == weight(named)
    assert weight(written) == Weight(depth=3, fields=4, aliases=1, directives=1, values=8)


@given(doublings=st.integers(1, 40))
def test_doubled_fragments_count_as_often_as_they_are_used(doublings: int) -> None:
    document = (
        "".join(
            f"fragment f{one} on Query {{ ...f{one + 1} ...f{one + 1} }} "
            for one in range(doublings)
        )
        + f"fragment f{doublings} on Query {{ a: __typename }} {{ ...f0 }}"
    )
    assert weight(document).fields == weight(document).aliases == 2**doublings


def test_a_fragment_within_itself_weighs_something_all_the_same() -> None:
    assert weight("fragment f on Query { ...f __typename } { ...f }").fields == 1
    assert weight("{ ...unknown }").fields == 0


def test_what_no_operation_uses_is_weighed_for_its_depth() -> None:
    deep = "fragment F on Cooperative { bodies { nodes { cooperative { slug } } } } "
    assert weight(deep + "{ __typename }").depth == 4


def test_a_chain_of_fragments_without_end_is_too_deep() -> None:
    chain = "".join(f"fragment f{n} on Query {{ ...f{n + 1} }} " for n in range(600))
    found = excess(weight(chain + "{ ...f0 }"), QueryLimits())
    assert found is not None
    assert "levels deep" in found.message


@pytest.mark.parametrize(
    ("limits", "word"),
    [
        (QueryLimits(cost=11), "values"),
        (QueryLimits(depth=2), "levels"),
        (QueryLimits(fields=3), "fields"),
        (QueryLimits(aliases=1), "aliases"),
        (QueryLimits(directives=0), "directives"),
    ],
)
def test_each_limit_is_kept_and_named(limits: QueryLimits, word: str) -> None:
    found = weight("{ cooperatives(first: 5) { nodes { a: slug b: name @skip(if: false) } } }")
    assert excess(found, QueryLimits()) is None
    refused = excess(found, limits)
    assert refused is not None
    assert word in refused.message
    assert refused.extensions == {"code": "TOO_MUCH"}


def test_what_an_answer_holds_is_counted_as_the_cost_is() -> None:
    answer = {"a": [{"b": 1, "c": None}, {"b": 2, "c": [1, 2]}, None], "d": {"e": "x"}}
    assert values_in(answer) == 2 + 2 + 2 + 1
    assert values_in(None) == 0
    shown = told(weight("{ __typename }"), QueryLimits(), {"__typename": "Query"})
    assert (shown["requestedQueryCost"], shown["actualQueryCost"]) == (1, 1)
    assert shown["size"]["depth"] == {"requested": 1, "maximum": 20}
