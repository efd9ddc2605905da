"""`/livez` touches nothing; `/readyz` says what is missing, and no word from the inside."""

import sqlalchemy as sa
from starlette.testclient import TestClient

from hub.app import create_app
from hub.settings import Settings
from hub.stores import open_store
from tests.hub.web.released import fill_shelf


def test_a_hub_with_a_shelf_is_ready(client: TestClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True})


def test_a_hub_without_a_shelf_is_alive_but_not_ready(empty_hub: Settings) -> None:
    with TestClient(create_app(empty_hub)) as client:
        assert client.get("/livez").text == "alive\n"
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "cannot be opened" in answer.json()["reason"]
    assert str(empty_hub.folder) not in answer.text
    assert not empty_hub.folder.exists()


def test_a_shelf_of_another_schema_is_not_ready(empty_hub: Settings) -> None:
    fill_shelf(empty_hub.shelf_url)
    engine = open_store(empty_hub.shelf_url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'older'"))
    engine.dispose()
    with TestClient(create_app(empty_hub)) as client:
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "another schema" in answer.json()["reason"]
