"""The application answers from the public side alone."""

import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from hub.app import create_app, create_subgraph
from hub.settings import Settings
from schema.subgraphs import DOMAINS, Domain, HubSchema
from tests.hub.web.released import fill_shelf

CONFIDENTIAL = ("hub.vault", "hub.records", "hub.workspace", "hub.intake", "hub.indicators")
LIST_THEM = f"""
import sys
import hub.app
print([name for name in sys.modules if name.startswith({CONFIDENTIAL!r})])
"""


def test_the_application_never_loads_the_confidential_side() -> None:
    said = subprocess.run(  # noqa: S603  this interpreter, a program written here
        [sys.executable, "-c", LIST_THEM],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert said.stdout.strip() == "[]"


def test_the_application_starts_before_there_is_a_shelf_and_makes_none(tmp_path: Path) -> None:
    settings = Settings.read(tmp_path / "none", {})
    with TestClient(create_app(settings)) as client:
        assert client.get("/").status_code == 200
        assert client.get("/graphql?query={__typename}").status_code == 503
    assert not settings.folder.exists()


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_subgraph_answers_for_its_domain_and_has_no_pages(
    domain: Domain, tmp_path: Path
) -> None:
    settings = Settings.read(tmp_path, {})
    fill_shelf(settings.shelf_url)
    with TestClient(create_subgraph(settings, domain)) as client:
        answer = client.post("/graphql", json={"query": "{ _service { sdl } }"}).json()
        assert answer["data"]["_service"]["sdl"] == HubSchema(domain).as_str()
        page = client.get("/graphql", headers={"accept": "text/html"})
        assert "html" not in page.headers["content-type"]
        assert client.get("/").status_code == 404
        assert client.get("/livez").status_code == 200
        assert client.get("/readyz").json() == {"ready": True}


def test_a_subgraph_answers_from_the_release_that_is_asked_for(tmp_path: Path) -> None:
    settings = Settings.read(tmp_path, {})
    written = fill_shelf(settings.shelf_url)
    with TestClient(create_subgraph(settings, "votes")) as client:
        query = {"query": "{ __typename }"}
        pinned = client.post(f"/releases/{written.release_id}/graphql", json=query)
        assert pinned.headers["hub-release"] == written.release_id
        assert client.post("/releases/none/graphql", json=query).status_code == 404


def test_a_subgraph_starts_before_the_first_release(tmp_path: Path) -> None:
    with TestClient(create_subgraph(Settings.read(tmp_path, {}), "bodies")) as client:
        assert client.get("/graphql?query={__typename}").status_code == 503
        assert client.get("/readyz").status_code == 503
