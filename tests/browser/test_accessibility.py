"""No page breaks a rule of WCAG 2.2 AA that a program can check, in any language or theme."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from hub.settings import Settings
from tests.browser.conftest import Hub, Visitor, public_side
from tests.browser.test_pages import PAGES

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RUN = """
rules => axe.run({runOnly: rules}).then(found => found.violations.map(
  broken => `${broken.id}: ${broken.nodes.map(node => node.target.join(" ")).join(", ")}`))
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("path", [*PAGES, "/nothing"])
def test_no_rule_is_broken(
    visitor: Visitor, hub: Hub, path: str, language: str, theme: str
) -> None:
    visit = visitor(color_scheme=theme)
    page = visit.open(f"{path.format(release=hub.release)}?lang={language}")
    if path == "/nothing":
        visit.problems.clear()  # the console tells of a page that is not found
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RUN, RULES) == []


def test_the_page_for_a_shelf_that_cannot_be_read_breaks_no_rule(
    browser: Browser, tmp_path: Path
) -> None:
    settings = Settings.read(tmp_path, {})
    (tmp_path / "shelf.db").write_bytes(b"no database at all, " * 500)
    broken: list[tuple[str, str, str]] = []
    with public_side(settings) as address:
        context = browser.new_context()
        page = context.new_page()
        for language in ("en", "fr", "nl"):
            answer = page.goto(f"{address}/?lang={language}")
            assert answer is not None
            assert answer.status == 503
            page.evaluate(AXE.read_text(encoding="utf-8"))
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)
                broken += [(language, theme, one) for one in page.evaluate(RUN, RULES)]
        context.close()
    assert broken == []
