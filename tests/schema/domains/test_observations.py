"""Observations come in the release's order, each with everything that explains it."""

from starlette.testclient import TestClient

from tests.schema.conftest import Ask


def test_observations_are_chosen_by_all_that_is_asked(ask: Ask) -> None:
    query = """query($f: ObservationFilter!) { observations(filter: $f, first: 1000) {
        nodes { cooperative { slug } period } } }"""

    def count(**chosen: object) -> int:
        return len(ask(query, f=chosen)["observations"]["nodes"])

    assert count() == 17
    assert count(by=[]) == 14
    assert count(by=["GENDER", "BODY_KIND"]) == 2
    assert count(indicators=["gender.share"], cooperatives=["railcoop"]) == 2
    assert count(**{"from": "2022", "to": "2022", "cooperatives": ["smartcoop"]}) == 2
    assert count(indicators=["no.such"]) == 0
    assert count(cooperatives=[]) == 0


def test_a_group_is_called_what_its_cooperative_calls_it(ask: Ask) -> None:
    query = """query($l: Language!) { cooperative(slug: "railcoop") {
        observations(indicators: ["gender.share"], by: [CATEGORY, BODY]) {
        nodes { value breakdown { dimension code label(language: $l) } } } } }"""
    [found] = ask(query, l="FR")["cooperative"]["observations"]["nodes"]
    assert [one["label"] for one in found["breakdown"]] == ["board (fr)", "Usagers"]


def test_one_observation_explains_itself(ask: Ask) -> None:
    [found] = ask(
        """{ observations(filter: {cooperatives: ["railcoop"], by: [], from: "2023-06"}) { nodes {
        indicator { code } cooperative { slug synthetic } period asOf value text unit numerator
        denominator lower upper uncertainty status confidentiality reason base origin
        heldFrom policy parametersHash keyId contested
        source { document place rowLabel columnLabel printed page url note }
        comparability methodVersion } } }"""
    )["observations"]["nodes"]
    assert found["source"]["document"] == "study"
    assert (found["value"], found["numerator"], found["denominator"]) == (0.21, 2900, 14000)
    assert (found["uncertainty"], found["confidentiality"]) == ("NONE", "FREE")
    protection = ("base", "heldFrom", "policy", "parametersHash", "keyId")
    assert {found[name] for name in protection} == {None}


def test_each_field_costs_one_statement_however_many_cooperatives(
    stored: tuple[TestClient, list[str]],
) -> None:
    client, statements = stored
    fields = {
        "memberCategories { code }",
        "bodies { nodes { code parent { code } } }",
        "assemblies { nodes { code } }",
        "recommendations(first: 2) { nodes { code } }",
        "recommendationFunnel { total }",
        "cycles { code }",
        "practices { code }",
        "observations(first: 2) { nodes { value cooperative { name } indicator { code } } }",
        "reconciliation { rule }",
    }
    client.post("/graphql", json={"query": "{ __typename }"})
    for field in fields:
        statements.clear()
        query = f"{{ cooperatives {{ nodes {{ {field} }} }} }}"
        assert "errors" not in client.post("/graphql", json={"query": query}).json()
        made = [one for one in statements if one.startswith("SELECT")]
        # which release is the latest, and the field
        assert len(made) == 2, field
