"""What is not there, or goes wrong, is said in the reader's words and never from the inside."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
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
        connection.execute(sa.text("UPDATE observations SET status = 'unheard of'"))
    engine.dispose()
    with TestClient(create_app(empty_hub), raise_server_exceptions=False) as client:
        answer = client.get("/?lang=en")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert "unheard of" not in answer.text
    assert answer.headers["content-security-policy"] == PAGES


PLACES = ("/", "/cooperatives/demo-scic", "/indicators/turnout.assembly", "/releases/x")


def moved(file: Path) -> None:
    file.rename(file.with_suffix(".away"))


def spoiled(file: Path) -> None:
    other = file.with_suffix(".other")
    other.write_bytes(b"no database at all, " * 500)
    other.replace(file)


def without_a_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE releases")


@pytest.mark.parametrize("harm", [moved, spoiled, without_a_table])
@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Indisponible en ce moment"), ("nl", "Nu even niet"), ("en", "Not available at this")],
)
def test_a_shelf_that_was_read_and_is_gone_is_unavailable_and_not_empty(
    empty_hub: Settings, harm: Callable[[Path], None], language: str, said: str
) -> None:
    fill_shelf(empty_hub.shelf_url)
    file = Path(str(sa.make_url(empty_hub.shelf_url).database))
    with TestClient(create_app(empty_hub)) as client:
        assert client.get("/").status_code == 200
        harm(file)
        for place in PLACES:
            answer = client.get(f"{place}?lang={language}")
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
            assert said in answer.text
            assert "sqlite" not in answer.text.lower()


def test_a_shelf_that_is_locked_is_unavailable_until_it_is_free(empty_hub: Settings) -> None:
    fill_shelf(empty_hub.shelf_url)
    file = Path(str(sa.make_url(empty_hub.shelf_url).database))
    hurried = replace(empty_hub, statement_seconds=1)
    with TestClient(create_app(hurried)) as client:
        with closing(sqlite3.connect(file)) as holding:
            holding.execute("PRAGMA locking_mode=EXCLUSIVE")
            holding.execute("BEGIN EXCLUSIVE")
            assert client.get("/").status_code == 503
        assert client.get("/").status_code == 200
