"""The TypeScript client is generated from the committed schema, fits its types, and asks."""

import json
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from hub.releases.reader import Shelf
from hub.stores import open_store
from schema.http import GraphQLEndpoint
from schema.subgraphs import HubSchema
from tests.gateway.node import NodeProblem, run
from tests.schema.conftest import fill
from tests.schema.served import served

CLIENT = Path(__file__).parents[2] / "examples" / "typescript-client"
CODEGEN = "node_modules/@graphql-codegen/cli/cjs/bin.js"


@pytest.fixture(scope="module", autouse=True)
def _generated() -> None:
    run(CODEGEN, "--config", "codegen.json", folder=CLIENT)


def test_the_client_fits_the_types_of_the_schema() -> None:
    assert run("node_modules/typescript/bin/tsc", folder=CLIENT) == ""


def test_the_client_prints_what_the_hub_says(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'shelf.db'}")
    fill(engine)
    endpoint = GraphQLEndpoint(Shelf(engine), HubSchema())
    with served(Starlette(routes=[Route("/graphql", endpoint)])) as address:
        said = run("turnout.ts", f"{address}/graphql", "smartcoop", folder=CLIENT)
        with pytest.raises(NodeProblem, match="no cooperative"):
            run("turnout.ts", f"{address}/graphql", "nobody", folder=CLIENT)
    engine.dispose()
    assert "SmartCoop 2018: 3.8 %" in said
    assert "SmartCoop 2023-02: MISSING" in said
    assert len(said.splitlines()) == 7


def test_the_client_says_what_it_wants() -> None:
    with pytest.raises(NodeProblem, match="ADDRESS SLUG"):
        run("turnout.ts", folder=CLIENT)


def test_a_field_that_does_not_exist_is_found_before_anything_runs(tmp_path: Path) -> None:
    schema = CLIENT.parents[1] / "schema" / "schema.graphql"
    config = {
        "schema": str(schema),
        "documents": "query Wrong { cooperatives { nodes { nmae } } }",
        "generates": {f"{tmp_path}/": {"preset": "client"}},
    }
    wrong = tmp_path / "codegen.json"
    wrong.write_text(json.dumps(config))
    with pytest.raises(NodeProblem, match="nmae"):
        run(CODEGEN, "--config", str(wrong), folder=CLIENT)
