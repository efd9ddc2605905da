"""A cooperative's page shows who it is, its figures over time, and where its sources disagree."""

from starlette.testclient import TestClient

from tests.hub.web.conftest import Reader


def test_the_page_says_who_the_cooperative_is(read: Reader) -> None:
    text = read("/cooperatives/railcoop?lang=fr")
    assert "Pays France" in text
    assert "Dissolution avr. 2024" in text


def test_figures_that_disagree_are_shown_with_what_would_explain_it(read: Reader) -> None:
    text = read("/cooperatives/smartcoop?lang=en")
    assert "sources disagree Sources that disagree" in text
    assert "table 1, 2022 membership.total 35,755 32,534 Two dates" in text


def test_colleges_bodies_recommendations_and_practices_are_listed(read: Reader) -> None:
    text = read("/cooperatives/smartcoop?lang=en")
    for said in ("Users Users A 50%", "Board of directors · 18 seats", "Ouvrir les réunions"):
        assert said in text
    assert "Purpose Construire ensemble" in text


def test_an_invented_cooperative_says_so_first(read: Reader) -> None:
    text = read("/cooperatives/demo-scic?lang=en")
    assert "Démo SCIC (synthetic)" in text
    assert "This cooperative is invented." in text


def test_an_unknown_cooperative_is_not_found(client: TestClient) -> None:
    answer = client.get("/cooperatives/nobody?lang=nl")
    assert answer.status_code == 404
    assert "Niet gevonden" in answer.text


def test_an_indicator_withheld_throughout_is_named_and_has_no_table(read: Reader) -> None:
    text = read("/cooperatives/demo-scic?lang=en")
    assert "Withheld throughout, to protect persons Gini of holdings" in text
