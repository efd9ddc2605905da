"""Whoever has no export downloads a template, fills it in, and it is taken."""

import pytest

from connectors.labels import own_packs
from hub.partners.blank_files import tables
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import Hub


def test_there_is_one_of_every_table() -> None:
    assert tables() == sorted(own_packs())


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_a_template_that_comes_back_is_recognised(hub: Hub, language: str, form: str) -> None:
    answer = hub.get("ann", f"/partners/templates/assemblies.{form}?lang={language}")
    assert answer.headers["content-language"] == language
    assert f'filename="assemblies-{language}.{form}"' in answer.headers["content-disposition"]
    kept = {name: text for name, text in FILES.items() if name != "assemblies.csv"}
    import_id = hub.ready({**kept, f"mine.{form}": answer.content})
    told = hub.get("ann", f"/imports/{import_id}").json()
    assert "assemblies" in {one["table"] for one in told["identified"]}


@pytest.mark.parametrize("name", ["nothing.xlsx", "members.pdf", "members"])
def test_what_there_is_no_template_of_is_not_found(hub: Hub, name: str) -> None:
    assert hub.get("ann", f"/partners/templates/{name}").status_code == 404


def test_a_template_is_for_those_who_are_logged_in(hub: Hub) -> None:
    assert hub.get("nobody", "/partners/templates/members.csv").status_code == 401
    assert "members.xlsx" in hub.get("ann", "/partners/send?cooperative=essai").text
