"""An indicator's page gives its definition and every cooperative's figures."""

from starlette.testclient import TestClient

from tests.hub.web.conftest import Reader


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
