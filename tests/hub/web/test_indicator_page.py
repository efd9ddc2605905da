"""An indicator's page gives its definition and every cooperative's figures."""

from pathlib import Path

from starlette.testclient import TestClient

from hub.app import create_app
from hub.settings import Settings
from hub.vocabulary import Dimension, Unit
from tests.hub.web.conftest import Reader, as_text
from tests.hub.web.released import fill_shelf, observed


def test_the_definition_comes_with_its_caveat(read: Reader) -> None:
    text = read("/indicators/turnout.assembly?lang=fr")
    assert "Participation, à sa date." in text
    assert "Attention : Être présent n'est pas voter." in text


def test_parts_and_intervals_stand_under_the_figure(read: Reader) -> None:
    text = read("/indicators/turnout.assembly?lang=en")
    assert "3.8% 650 of 17,100" in text
    assert "21% 2,900 of 14,000 between 19.6% – 21.8%" in text  # noqa: RUF001  a range's dash


def test_an_unknown_indicator_is_not_found(client: TestClient) -> None:
    assert client.get("/indicators/turnout.nothing").status_code == 404


def test_an_indicator_withheld_everywhere_says_for_whom_and_by_what(read: Reader) -> None:
    text = read("/indicators/capital.gini?lang=fr")
    assert "est publié, pour protéger des personnes." in text
    assert "Démo SCIC fictive : par type de personne" in text


def test_an_indicator_without_a_figure_says_so(read: Reader) -> None:
    text = read("/indicators/turnout.college?lang=en")
    assert "No cooperative has published this figure yet." in text


def test_a_group_is_called_what_its_cooperative_calls_it(tmp_path: Path) -> None:
    settings = Settings.read(tmp_path, {})
    users = observed(
        "smartcoop",
        "membership.total",
        30,
        unit=Unit.COUNT,
        breakdown=((Dimension.CATEGORY, "users"),),
    )
    fill_shelf(settings.shelf_url, (users,))
    with TestClient(create_app(settings)) as asking:
        text = as_text(asking.get("/indicators/membership.total?lang=fr").text)
    assert "Usagers" in text
