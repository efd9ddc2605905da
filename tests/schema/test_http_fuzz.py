"""No query that the schema allows is answered with a fault: schemathesis, from three seeds.

`bench/fuzz_http.py` asks many more.
"""

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from hub.releases.reader import Shelf
from schema.http import GraphQLEndpoint
from schema.subgraphs import HubSchema
from tests.schema.fuzzing import fuzz

EXAMPLES = 100


@pytest.mark.parametrize("number", [1, 2, 3])
def test_no_query_that_is_allowed_is_answered_with_a_fault(
    filled: tuple[sa.Engine, str, str], number: int
) -> None:
    endpoint = GraphQLEndpoint(Shelf(filled[0]), HubSchema())
    app = Starlette(routes=[Route("/graphql", endpoint)])
    with TestClient(app) as client:
        said = fuzz(app, client, number=number, examples=EXAMPLES)
    assert said.total() >= 2 * EXAMPLES
    assert said["answered"] > EXAMPLES / 2
