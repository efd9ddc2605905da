"""Sums over cooperatives are asked for like observations, and say whose they are."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from hub.releases.aggregate import Aggregate
from hub.releases.release import Cooperative
from hub.releases.shelf import METADATA
from hub.releases.writer import write_release
from hub.stores import open_store
from hub.vocabulary import Dimension, Status, Unit
from tests.schema.conftest import serve
from tests.schema.published import published

SUMS = tuple(
    Aggregate(
        indicator="turnout.assembly", year=year, synthetic=False, unit=Unit.RATIO,
        cooperatives=("coop-0", "coop-1", "coop-2", "coop-3"), value=0.2, numerator=80,
        denominator=400, lower=0.15, upper=0.25, status=Status.DERIVED, breakdown=breakdown,
    )
    for year in (2021, 2022)
    for breakdown in ((), ((Dimension.GENDER, "female"),))
)  # fmt: skip
REFUSED = Aggregate(
    indicator="gender.share", year=2022, synthetic=True, unit=Unit.RATIO,
    status=Status.NOT_PRODUCED, reason="fewer_cooperatives_than_the_minimum",
)  # fmt: skip


def cooperative(number: int) -> Cooperative:
    return replace(published().cooperatives[0], slug=f"coop-{number}", name=f"Coop {number}")


@pytest.fixture
def client(store_url: str) -> Iterator[TestClient]:
    """Asks a shelf with four sums and a refusal, in the later of two releases."""
    engine = open_store(store_url)
    METADATA.create_all(engine)
    said = replace(
        published(),
        cooperatives=tuple(cooperative(number) for number in range(5)),
        observations=(), aggregates=(REFUSED, *SUMS),
    )  # fmt: skip
    for contents in (replace(said, aggregates=SUMS), said):
        write_release(engine, contents, {"imports": []}, software_version="1")
    with serve(engine) as client:
        yield client
    engine.dispose()


def answer(client: TestClient, query: str, at: str = "/graphql") -> dict[str, Any]:
    found: dict[str, Any] = client.post(at, json={"query": query}).json()
    return found


def asked(client: TestClient, arguments: str, fields: str) -> list[dict[str, Any]]:
    query = f"{{ aggregates{arguments} {{ nodes {{ {fields} }} }} }}"
    nodes: list[dict[str, Any]] = answer(client, query)["data"]["aggregates"]["nodes"]
    return nodes


def test_a_sum_says_whose_it_is_and_how_sure(client: TestClient) -> None:
    [found] = asked(
        client,
        '(indicators: ["turnout.assembly"], from: "2022", to: "2022", by: [GENDER])',
        """indicator { code } year synthetic value unit numerator denominator lower upper status
        reason cooperativeCount cooperatives { slug } breakdown { dimension code label }""",
    )
    assert found["indicator"]["code"] == "turnout.assembly"
    assert (found["year"], found["synthetic"], found["cooperativeCount"]) == (2022, False, 4)
    assert [one["slug"] for one in found["cooperatives"]] == [f"coop-{one}" for one in range(4)]
    assert [found[end] for end in ("value", "lower", "upper")] == [0.2, 0.15, 0.25]
    assert (found["numerator"], found["denominator"], found["unit"]) == (80, 400, "RATIO")
    assert (found["status"], found["reason"]) == ("DERIVED", None)
    assert found["breakdown"] == [{"dimension": "GENDER", "code": "female", "label": "women"}]


def test_a_refusal_names_neither_cooperative_nor_group(client: TestClient) -> None:
    [found] = asked(
        client,
        '(indicators: ["gender.share"])',
        "value status reason synthetic cooperativeCount cooperatives { slug } breakdown { code }",
    )
    assert found == {
        "value": None, "status": "NOT_PRODUCED", "synthetic": True, "cooperativeCount": 0,
        "reason": "fewer_cooperatives_than_the_minimum", "cooperatives": [], "breakdown": [],
    }  # fmt: skip


def test_pages_follow_one_another_within_one_release(client: TestClient) -> None:
    query = """{ aggregates(first: 2%s) { nodes { year } edges { cursor }
        pageInfo { hasNextPage endCursor } } }"""
    first = answer(client, query % "")["data"]["aggregates"]
    end = first["pageInfo"]["endCursor"]
    second = answer(client, query % f', after: "{end}"')["data"]["aggregates"]
    assert [one["year"] for one in (*first["nodes"], *second["nodes"])] == [2022, 2021, 2021, 2022]
    assert end == first["edges"][1]["cursor"]
    releases = "{ releases(first: 2) { nodes { id } } }"
    earlier = answer(client, releases)["data"]["releases"]["nodes"][1]["id"]
    refused = answer(client, query % f', after: "{end}"', at=f"/releases/{earlier}/graphql")
    assert "not a cursor of this list" in refused["errors"][0]["message"]


def test_a_page_too_long_and_dates_in_the_wrong_order_are_refused(client: TestClient) -> None:
    for arguments in ("(first: 1001)", '(from: "2022", to: "2021")'):
        refused = answer(client, f"{{ aggregates{arguments} {{ nodes {{ year }} }} }}")
        [error] = refused["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
