"""No page breaks a rule of WCAG 2.2 AA that a program can check, in any language or theme."""

from pathlib import Path

import pytest

from tests.browser.conftest import Hub, Visitor
from tests.browser.test_pages import PAGES

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
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
