"""No page lets a browser load or run anything that is not the hub's own."""

import pytest
from starlette.testclient import TestClient

from hub.web.headers import PAGES


@pytest.mark.parametrize(
    "address",
    ["/", "/nothing", "/livez", "/readyz", "/assets/hub.css", "/indicators/turnout.assembly"],
)
def test_every_answer_carries_the_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["content-security-policy"] == PAGES
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_scripts_and_styles_come_from_the_hub_only() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in PAGES.split(";"))
    assert rules["default-src"] == "'none'"
    assert {rules[f"{kind}-src"] for kind in ("script", "style", "connect", "img")} == {"'self'"}


@pytest.mark.parametrize("address", ["/", "/cooperatives/smartcoop", "/nothing"])
def test_no_page_holds_a_style_or_script_of_its_own(client: TestClient, address: str) -> None:
    html = client.get(address).text
    assert " style=" not in html
    assert "<style" not in html
    assert "<script" not in html


def test_the_query_editor_relaxes_styles_and_fonts_but_no_script(client: TestClient) -> None:
    answer = client.get("/graphql", headers={"Accept": "text/html"})
    rules = dict(
        rule.strip().split(" ", 1) for rule in answer.headers["content-security-policy"].split(";")
    )
    assert rules["script-src"] == "'self'"
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == "'self' 'unsafe-inline'"
