"""Two people come in for real, mend a register and publish it; whoever cannot is told how to."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, FilePayload, Page

from hub.access import Role
from hub.commands.serving import login_address
from hub.identity.gate import Gate
from hub.settings import Settings
from tests.browser.partner_hub import serving
from tests.browser.planted import as_csv, corrected, files, planted_rows
from tests.browser.test_accessibility import AXE, RULES, RUN, THEMES
from tests.browser.test_import_page import unpacked
from tests.hub.identity.provider import identity, provider_for

LANGUAGES = {"fr": "fr-BE", "nl": "nl-BE", "en": "en-GB"}
YEAR = 1975


@dataclass(frozen=True, slots=True)
class Hub:
    """A hub with its own identities, and a provider beside it."""

    address: str
    gate: Gate

    def once(self) -> str:
        """An address that logs in whoever sits at the machine."""
        return login_address(self.gate, {"essai"})

    def invitation(self) -> str:
        """The address that an approver was sent."""
        _, token = self.gate.accounts.add("Chair", {"essai": {Role.APPROVER}})
        return f"{self.address}/login?invitation={token}"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    settings = Settings.read(tmp_path_factory.mktemp("hub"), {})
    gates: list[Gate] = []
    with ExitStack() as running:

        def gate_of(address: str, engine: sa.Engine) -> Gate:
            issuer = running.enter_context(provider_for(address))
            gates.append(Gate(replace(settings, identity=identity(issuer)), engine, address))
            return gates[0]

        yield Hub(running.enter_context(serving(settings, gate_of)), gates[0])


@pytest.fixture
def page_of(browser: Browser) -> Iterator[dict[str, Page]]:
    """A browser of its own for each language."""
    contexts = {code: browser.new_context(locale=locale) for code, locale in LANGUAGES.items()}
    for context in contexts.values():
        context.set_default_timeout(60_000)
    yield {code: context.new_page() for code, context in contexts.items()}
    for context in contexts.values():
        context.close()


def at_provider(page: Page, who: str) -> None:
    """Say there who one is, and agree that the hub is told."""
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", "any")
    page.click("button[type=submit]")
    page.click("button[type=submit]")


def send(page: Page, contents: dict[str, str]) -> None:
    sent: list[FilePayload] = [
        {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
        for name, text in contents.items()
    ]
    page.set_input_files("input[type=file]", sent)
    page.get_by_role("button", name="Envoyer et lire").click()


def test_one_logs_in_once_and_another_by_invitation_and_their_figure_is_public(
    hub: Hub, page_of: dict[str, Page]
) -> None:
    secretary, chair, public = page_of["fr"], page_of["nl"], page_of["en"]
    secretary.goto(hub.once())
    secretary.get_by_role("link", name="Envoyer des fichiers").click()
    send(secretary, files(as_csv(planted_rows(YEAR))))
    secretary.get_by_role("link", name="Continuer vers le rapport").click()
    assert secretary.locator("[data-count=blocking]").inner_text() == "20"
    with secretary.expect_download() as download:
        secretary.get_by_role("link", name="Télécharger votre fichier").click()
    back = unpacked(Path(download.value.path()).read_bytes())
    send(secretary, {**back, "members.csv": corrected(back["members.csv"], YEAR)})
    secretary.get_by_role("link", name="Continuer vers le rapport").click()
    assert secretary.locator("[data-count=blocking]").inner_text() == "0"
    secretary.get_by_role("link", name="Continuer vers la publication").click()
    secretary.get_by_text("premiers chiffres").click()
    members = secretary.get_by_role("row", name="Sociétaires").filter(has_text="Tout le monde")
    members.filter(has_text="40").first.wait_for()
    secretary.get_by_role("button", name="Proposer à la publication").click()
    secretary.get_by_text("Une deuxième personne").first.wait_for()
    assert secretary.get_by_role("button", name="Approuver").count() == 0
    chair.goto(hub.invitation())
    at_provider(chair, "chair")
    chair.wait_for_url("**/partners")
    chair.goto(secretary.url)
    chair.get_by_role("button", name="Goedkeuren").click()
    chair.get_by_text("Gepubliceerd in uitgave").wait_for()
    public.goto(f"{hub.address}/cooperatives/essai")
    public.get_by_role("cell", name="40", exact=True).first.wait_for()
    assert public.request.get(f"{hub.address}/partners").status == 401


def test_whoever_is_not_let_in_is_told_why_and_how_to_go_on(
    hub: Hub, page_of: dict[str, Page]
) -> None:
    used = hub.once()
    said = {
        "fr": ("ne fonctionne plus", "n'a pas abouti", "pas encore de compte", "pas connecté·e"),
        "nl": ("werkt niet meer", "niet voltooid", "nog geen account", "niet meer aangemeld"),
        "en": ("does not work any more", "was not completed", "no account", "not logged in"),
    }
    page_of["en"].goto(used)
    page_of["en"].context.clear_cookies()
    for code, page in page_of.items():
        spent, broken, unknown, out = said[code]
        page.goto(used)
        seen(page, spent)
        page.goto(f"{hub.address}/login/callback?state=x&code=y&iss=z")
        seen(page, broken)
        page.get_by_role("main").locator("a.button").click()
        at_provider(page, f"stranger-{code}")
        page.wait_for_url("**/login/callback**")
        seen(page, unknown)
        page.goto(f"{hub.address}/partners/imports/i0/report")
        seen(page, out)


def seen(page: Page, said: str) -> None:
    """The page says it, breaks no rule in either theme, and leads on."""
    heading = page.get_by_role("heading", level=1)
    assert said in heading.inner_text()
    assert page.get_by_role("main").get_by_role("link").count() > 0
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        assert page.evaluate(RUN, RULES) == []
