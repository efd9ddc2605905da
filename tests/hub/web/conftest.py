"""What do tests of the pages share? The application over a small release, and a reader of it."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from hub.app import create_app
from hub.settings import Settings
from tests.hub.web.released import fill_shelf

Reader = Callable[[str], str]


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, str]:
    """Settings of a hub with the small release, and the release's id."""
    settings = Settings.read(tmp_path_factory.mktemp("hub"), {})
    return settings, fill_shelf(settings.shelf_url).release_id


@pytest.fixture(scope="session")
def client(released: tuple[Settings, str]) -> Iterator[TestClient]:
    """Asks the application as it is served."""
    with TestClient(create_app(released[0])) as asking:
        yield asking


@pytest.fixture
def empty_hub(tmp_path: Path) -> Settings:
    """A hub where nothing was ever released: its shelf does not exist."""
    return Settings.read(tmp_path / "hub", {})


@pytest.fixture
def read(client: TestClient) -> Reader:
    """The text of a page, tags and repeated spaces removed."""

    def page(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        return as_text(answer.text)

    return page


def as_text(html: str) -> str:
    """What a reader of a page sees and hears, on one line."""
    text = _Text()
    text.feed(html)
    return " ".join(" ".join(text.parts).split())


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
