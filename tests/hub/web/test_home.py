"""The home page says what this is, shows the four tables, and marks what is invented."""

import pytest
from starlette.testclient import TestClient

from hub.app import create_app
from hub.settings import Settings
from tests.hub.web.conftest import Reader, as_text


def test_the_figures_of_table_3_are_read_in_each_language(read: Reader) -> None:
    assert "Turnout 3.8% 5.4% 2.9% 2.6% 3.1%" in read("/?lang=en")
    assert "Taux de vote 3,8 % 5,4 % 2,9 % 2,6 % 3,1 %" in read("/?lang=fr")
    assert "Opkomst 3,8% 5,4% 2,9% 2,6% 3,1%" in read("/?lang=nl")


def test_an_invented_cooperative_is_called_so_wherever_it_is_named(client: TestClient) -> None:
    heard = as_text(client.get("/?lang=en").text)
    for after in heard.split("Démo SCIC")[1:]:
        # in the chart its last value stands between its name and the word
        assert "synthetic" in after[:30]


def test_the_page_names_its_release_and_how_to_cite_it(
    released: tuple[Settings, str], read: Reader
) -> None:
    assert f"release {released[1]}" in read("/?lang=en")


def test_a_link_keeps_the_language_that_was_chosen(client: TestClient) -> None:
    assert 'href="/cooperatives/railcoop?lang=nl"' in client.get("/?lang=nl").text
    assert 'href="/cooperatives/railcoop"' in client.get("/").text


def test_language_links_keep_the_page_and_its_other_words(client: TestClient) -> None:
    html = client.get("/cooperatives/railcoop?lang=nl&from=2018").text
    assert 'href="/cooperatives/railcoop?from=2018&amp;lang=fr"' in html


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_before_the_first_release_the_page_says_what_to_run(
    empty_hub: Settings, language: str
) -> None:
    with TestClient(create_app(empty_hub)) as client:
        answer = client.get(f"/?lang={language}")
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    assert "intercoop demo" in answer.text
