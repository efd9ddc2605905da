"""A cooperative is found by its slug and by its id, and always says whether it is invented."""

import pytest

from tests.schema.conftest import Ask


def test_a_cooperative_says_who_it_is(ask: Ask) -> None:
    found = ask(
        """{ cooperative(slug: "railcoop") { slug name country legalForm sector foundedOn
        dissolvedOn languages synthetic } }"""
    )["cooperative"]
    assert found == {
        "slug": "railcoop", "name": "Railcoop", "country": "FR", "legalForm": "SCIC",
        "sector": "transport", "foundedOn": "2019-11", "dissolvedOn": None, "languages": ["fr"],
        "synthetic": False,
    }  # fmt: skip


def test_an_invented_cooperative_is_marked(ask: Ask) -> None:
    found = ask("{ cooperatives { nodes { slug synthetic } } }")["cooperatives"]["nodes"]
    assert found == [
        {"slug": "invented", "synthetic": True},
        {"slug": "railcoop", "synthetic": False},
        {"slug": "smartcoop", "synthetic": False},
    ]


@pytest.mark.parametrize(
    ("chosen", "slugs"),
    [
        ({"synthetic": False}, ["railcoop", "smartcoop"]),
        ({"country": "FR"}, ["invented", "railcoop"]),
        ({"country": "FR", "synthetic": False}, ["railcoop"]),
        ({"slugs": ["smartcoop", "unknown"]}, ["smartcoop"]),
        ({"sector": "banking"}, []),
        ({}, ["invented", "railcoop", "smartcoop"]),
    ],
)
def test_cooperatives_are_chosen_by_what_they_are(
    ask: Ask, chosen: dict[str, object], slugs: list[str]
) -> None:
    query = "query($f: CooperativeFilter) { cooperatives(filter: $f) { nodes { slug } } }"
    found = ask(query, f=chosen)["cooperatives"]["nodes"]
    assert [one["slug"] for one in found] == slugs


def test_an_unknown_slug_is_null(ask: Ask) -> None:
    assert ask('{ cooperative(slug: "unknown") { name } }') == {"cooperative": None}


def test_member_categories_have_their_label_in_a_language_there_is(ask: Ask) -> None:
    query = """query($l: Language!) { cooperative(slug: "railcoop") {
        memberCategories { code kind college votingShare collegeAggregation
        label(language: $l) } } }"""
    for language in ("FR", "NL", "EN"):
        assert ask(query, l=language)["cooperative"]["memberCategories"] == [
            {"code": "users", "kind": "USER", "college": "B", "votingShare": 0.25,
             "collegeAggregation": "PROPORTIONAL", "label": "Usagers"}
        ]  # fmt: skip


def test_everything_with_an_id_is_found_by_it(ask: Ask) -> None:
    everything = ask(
        """{ cooperatives { nodes { id __typename bodies { nodes { id __typename } }
        assemblies { nodes { id __typename } } recommendations { nodes { id __typename } }
        practices { id __typename } } } indicators { id __typename } }"""
    )
    seen: list[tuple[str, str]] = []

    def walk(part: object) -> None:
        if isinstance(part, dict):
            if "id" in part:
                seen.append((part["id"], part["__typename"]))
            for inner in part.values():
                walk(inner)
        elif isinstance(part, list):
            for inner in part:
                walk(inner)

    walk(everything)
    assert len({kind for _, kind in seen}) == 6
    for node_id, kind in seen:
        found = ask("query($id: ID!) { node(id: $id) { id __typename } }", id=node_id)["node"]
        assert found == {"id": node_id, "__typename": kind}


@pytest.mark.parametrize(
    "unknown",
    ["", "x", "é", "UXVlcnk6eA==", "Q29vcGVyYXRpdmU6eA==", "Qm9keTpzbWFydGNvb3A6eA==",
     "UGFnZUluZm86eA==", "Qm9keTo=", "UHJhY3RpY2U6c21hcnRjb29w", "Q29vcGVyYXRpdmVGaWx0ZXI6eA=="],
)  # fmt: skip
def test_an_unknown_id_is_null(ask: Ask, unknown: str) -> None:
    assert ask("query($id: ID!) { node(id: $id) { id } }", id=unknown) == {"node": None}
