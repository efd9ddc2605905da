"""The query editor runs offline, under its policy, and answers the example."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Hub, Visitor


def answer(page: Page) -> str:
    """Run what stands in the editor and read the answer."""
    page.get_by_role("button", name="Execute query").click()
    shown = page.locator(".graphiql-response .CodeMirror")
    expect(shown).to_contain_text("17100")
    text: str = shown.evaluate("it => it.CodeMirror.getValue()")
    return text


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_the_example_gives_the_turnout_of_smartcoop_in_2018(
    visitor: Visitor, language: str
) -> None:
    page = visitor().open(f"/graphql?lang={language}")
    said = answer(page)
    value = re.search(r'"period": "2018",\s*"value": ([\d.]+),\s*"numerator": 650', said)
    assert value is not None, said
    assert round(float(value[1]), 3) == 0.038


def test_the_editor_of_a_release_asks_that_release(visitor: Visitor, hub: Hub) -> None:
    visit = visitor()
    page = visit.open(f"/releases/{hub.release}/graphql")
    answer(page)
    assert f"{hub.address}/releases/{hub.release}/graphql" in visit.requests
    assert f"{hub.address}/graphql" not in visit.requests


def test_its_documentation_and_its_dialogs_open_under_the_policy(visitor: Visitor) -> None:
    page = visitor(color_scheme="dark").open("/graphql")
    page.get_by_role("button", name="Show Documentation Explorer").click()
    expect(page.get_by_text("Root Types")).to_be_visible()
    page.get_by_role("button", name="Open settings dialog").click()
    expect(page.get_by_role("dialog")).to_be_visible()
