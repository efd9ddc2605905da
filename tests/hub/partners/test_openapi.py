"""The description says what the routes take and answer, and nothing else."""

from typing import Any

import jsonschema_rs
import pytest
import schemathesis

from hub.partner_app import ROUTES
from hub.partners.openapi import document
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import Hub

DESCRIBED = document()


def valid(schema: str, told: Any) -> None:  # noqa: ANN401 - any JSON
    """Hold an answer against a schema of the description."""
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"#/components/schemas/{schema}",
        "components": DESCRIBED["components"],
    }
    jsonschema_rs.validate(whole, told)


def test_every_route_is_described_and_every_description_has_a_route() -> None:
    routed = {
        (route.path, method.lower())
        for route in ROUTES
        for method in route.methods or ()
        if method != "HEAD" and route.path != "/openapi.json"
    }
    described = {
        (path, method) for path, methods in DESCRIBED["paths"].items() for method in methods
    }
    assert routed == described


def test_it_is_an_openapi_document_that_everyone_may_read(hub: Hub) -> None:
    answer = hub.client.get("/openapi.json")
    assert (answer.status_code, answer.json()["openapi"]) == (200, "3.1.0")
    schemathesis.openapi.from_dict(answer.json()).validate()


def test_every_operation_says_what_it_is_for_and_how_it_fails() -> None:
    for methods in DESCRIBED["paths"].values():
        for operation in methods.values():
            assert operation["summary"].endswith(".")
            assert operation["responses"]["default"] == {"$ref": "#/components/responses/Problem"}


def test_answers_are_as_described(hub: Hub) -> None:
    wrong = {**FILES, "bodies.csv": FILES["bodies.csv"].replace("board", "no such kind")}
    valid("Import", hub.push("ann", wrong).json())
    refused = hub.ready(wrong)
    valid("Import", hub.get("ann", f"/imports/{refused}").json())
    valid("Findings", hub.get("ann", f"/imports/{refused}/findings").json())
    valid("Import", hub.post("ann", f"/imports/{refused}/withdraw").json())
    ready = hub.ready()
    valid("Preview", hub.get("ann", f"/imports/{ready}/preview").json())
    valid("Import", hub.post("ann", f"/imports/{ready}/propose").json())
    hub.work()
    valid("Preview", hub.get("ann", f"/imports/{ready}/preview").json())
    valid("Import", hub.post("bob", f"/imports/{ready}/approve", if_match="*").json())
    hub.work()
    valid("Import", hub.get("ann", f"/imports/{ready}").json())
    for one in hub.get("ann", "/imports").json()["imports"]:
        valid("Import", one)


@pytest.mark.parametrize("path", ["/imports", "/imports/i1", "/nowhere"])
def test_refusals_are_as_described(hub: Hub, path: str) -> None:
    for actor in ("", "ann"):
        answer = hub.client.delete(path, headers=hub.as_(actor))
        valid("Problem", answer.json())
