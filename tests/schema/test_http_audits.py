"""All server audits of npm's `graphql-http` pass: every MUST, every SHOULD and every MAY."""

import json

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.routing import Route

from hub.releases.reader import Shelf
from schema.http import GraphQLEndpoint
from schema.subgraphs import HubSchema
from tests.gateway.node import run
from tests.schema.served import served


@pytest.mark.parametrize("pinned", [False, True])
def test_every_audit_passes(filled: tuple[sa.Engine, str, str], *, pinned: bool) -> None:
    endpoint = GraphQLEndpoint(Shelf(filled[0]), HubSchema())
    routes = [
        Route("/graphql", endpoint),
        Route("/releases/{release_id}/graphql", endpoint),
    ]
    with served(Starlette(routes=routes)) as address:
        path = f"/releases/{filled[1]}/graphql" if pinned else "/graphql"
        audits = json.loads(run("audit.mjs", address + path))
    assert [one for one in audits if one["status"] != "ok"] == []
    assert len(audits) == 61
