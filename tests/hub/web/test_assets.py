"""Only listed files are served, and a browser may keep one for as long as it stays the same."""

import pytest
from starlette.testclient import TestClient

from hub.web.assets import GRAPHIQL, asset_url


@pytest.mark.parametrize("name", ["hub.css", "icon.svg", "graphiql/start.js", *GRAPHIQL])
def test_an_asset_is_kept_for_a_year_at_its_own_address(client: TestClient, name: str) -> None:
    answer = client.get(asset_url(name))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_at_another_address_it_is_not_kept(client: TestClient) -> None:
    assert client.get("/assets/hub.css?v=old").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "name",
    [
        "../app.py",
        "%2e%2e/app.py",
        "graphiql/package.json",
        "graphiql/node_modules/react/package.json",
        "",
    ],
)
def test_no_other_file_is_ever_served(client: TestClient, name: str) -> None:
    assert client.get(f"/assets/{name}").status_code == 404
