"""A release's page shows what it was made from and what changed, value by value."""

from starlette.testclient import TestClient

from hub.app import create_app
from hub.settings import Settings
from hub.vocabulary import Unit
from tests.hub.web.conftest import Reader, as_text
from tests.hub.web.released import fill_shelf, observed


def test_the_first_release_shows_its_hashes_and_imports(
    released: tuple[Settings, str], read: Reader
) -> None:
    text = read(f"/releases/{released[1]}?lang=en")
    assert "This is the first release." in text
    assert "smartcoop i1 c0ffee" in text


def test_a_later_release_shows_what_changed_and_the_earlier_one_stays(
    empty_hub: Settings,
) -> None:
    first = fill_shelf(empty_hub.shelf_url).release_id
    new = observed("railcoop", "membership.total", 14000, unit=Unit.COUNT, period="2023")
    second = fill_shelf(empty_hub.shelf_url, (new,)).release_id
    with TestClient(create_app(empty_hub)) as client:
        later = as_text(client.get(f"/releases/{second}?lang=en").text)
        earlier = as_text(client.get(f"/releases/{first}?lang=en").text)
    assert "membership.total railcoop 2023 added 14000" in later
    assert "A newer release exists." in earlier
    assert "A newer release exists." not in later


def test_an_unknown_release_is_not_found(client: TestClient) -> None:
    assert client.get("/releases/2020-01-01-00000000").status_code == 404
