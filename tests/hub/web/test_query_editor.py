"""A browser that opens the API's address gets an editor; a program gets an answer."""

import pytest
from starlette.testclient import TestClient

from hub.settings import Settings
from hub.vocabulary import Language
from hub.web import query_editor as page
from hub.web.query_editor import example
from hub.web.wording import Wording

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("language", "about", "status"),
    [
        (Language.EN, "# Turnout of two", "published as the cooperative declared it"),
        (Language.FR, "# Participation de deux", "publié comme la coopérative l'a déclaré"),
        (Language.NL, "# Opkomst van twee", "gepubliceerd zoals de coöperatie het opgaf"),
    ],
)
def test_the_example_of_the_editor_gives_the_turnout_of_the_study(
    client: TestClient, language: Language, about: str, status: str
) -> None:
    asked = example(Wording(language))
    assert asked.startswith(about)
    answer = client.post("/graphql", json={"query": asked})
    cells = answer.json()["data"]["compare"]["cells"]
    first = next(
        one
        for one in cells
        if one["cooperative"]["slug"] == "smartcoop" and one["period"] == "2018"
    )
    assert (first["numerator"], first["denominator"]) == (650, 17100)
    assert first["value"] == pytest.approx(0.038, abs=5e-4)
    assert first["statusLabel"] == status


@pytest.mark.parametrize("address", ["/graphql", "/releases/{release}/graphql"])
def test_a_browser_gets_the_editor_with_assets_of_the_hub_only(
    client: TestClient, released: tuple[Settings, str], address: str
) -> None:
    answer = client.get(address.format(release=released[1]) + "?lang=fr", headers=BROWSER)
    assert answer.status_code == 200
    assert "Interroger les données" in answer.text
    assert "http" not in answer.text.replace("https://" + "localhost", "")


def test_without_its_packages_the_page_says_how_to_install_them(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "graphiql_is_installed", lambda: False)
    answer = client.get("/graphql?lang=en", headers=BROWSER)
    assert answer.status_code == 200
    assert "python3 dev.py" in answer.text
    assert "compare(" in answer.text
