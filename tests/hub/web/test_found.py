"""What is not there, or goes wrong, is said in the reader's words and never from the inside."""

import sqlalchemy as sa
from starlette.testclient import TestClient

from hub.app import create_app
from hub.migrate import upgrade
from hub.settings import Settings
from hub.stores import open_store
from hub.web.headers import PAGES
from tests.hub.web.released import fill_shelf


def test_an_address_that_names_nothing_is_not_found_in_the_readers_language(
    client: TestClient,
) -> None:
    answer = client.get("/nothing", headers={"Accept-Language": "fr-BE"})
    assert answer.status_code == 404
    assert "Page introuvable" in answer.text


def test_before_the_first_release_every_page_but_home_is_not_found(empty_hub: Settings) -> None:
    with TestClient(create_app(empty_hub)) as client:
        for address in ("/cooperatives/a", "/indicators/a.b", "/releases/x"):
            assert client.get(address).status_code == 404


def test_a_shelf_without_a_release_has_no_page_but_home(empty_hub: Settings) -> None:
    engine = open_store(empty_hub.shelf_url)
    upgrade(engine, "shelf")
    engine.dispose()
    with TestClient(create_app(empty_hub)) as client:
        assert client.get("/cooperatives/a").status_code == 404
        assert "intercoop demo" in client.get("/").text


def test_a_fault_is_a_page_without_a_word_from_the_inside(empty_hub: Settings) -> None:
    fill_shelf(empty_hub.shelf_url)
    engine = open_store(empty_hub.shelf_url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE observations"))
    engine.dispose()
    with TestClient(create_app(empty_hub), raise_server_exceptions=False) as client:
        answer = client.get("/?lang=en")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert "observations" not in answer.text
    assert answer.headers["content-security-policy"] == PAGES
