"""What programs are told as a problem, a browser is told on a page, and not in their words."""

import re
import string
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

import hub.identity
from hub.partners import problems
from hub.partners.problem_pages import LOG_IN, OUTSIDE, catalogue, say
from hub.settings import PartnerLimits, Settings
from hub.vocabulary import Language
from tests.hub.partners.conftest import Hub, serving

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
IDENTITY = Path(hub.identity.__file__).parent
CODES = sorted(catalogue())


def gaps(texts: Mapping[str, list[str]], language: Language) -> set[str]:
    return {
        name
        for text in texts[language.value]
        for _, name, _, _ in string.Formatter().parse(text)
        if name
    }


@pytest.mark.parametrize("code", CODES)
def test_each_is_said_in_three_languages_and_asks_for_no_fact_that_nobody_has(code: str) -> None:
    texts, told = catalogue()[code], problems.catalogue().get(code)
    asked = gaps(texts, Language.EN)
    assert asked == gaps(texts, Language.FR) == gaps(texts, Language.NL)
    assert asked <= (gaps(told, Language.EN) if told else set())
    said = [say(code, language, dict.fromkeys(asked, "x")) for language in Language]
    assert len({one.what for one in said}) == len({one.next_step for one in said}) == 3


def test_whatever_identity_refuses_a_person_can_read() -> None:
    refused = {
        code
        for file in IDENTITY.glob("*.py")
        for code in re.findall(r', [45]\d\d, "(\w+)"', file.read_text())
    }
    assert {"no_account", "no_provider", "provider_down", "refused_login"} <= refused
    assert {"spent_address", "other_origin", "bad_token"} <= refused
    assert refused <= {*CODES, *problems.catalogue()}


@pytest.mark.parametrize("code", sorted(set(problems.catalogue()) - {"unknown_encoding"}))
def test_nobody_at_a_page_is_told_to_ask_with_a_program(code: str) -> None:
    texts = catalogue().get(code) or problems.catalogue()[code]
    assert not re.search(r"GET /|curl|--data|header|en-tête|\{permission\}\"", str(texts))


def test_only_those_who_are_not_in_yet_are_sent_to_log_in() -> None:
    assert set(CODES) >= OUTSIDE > LOG_IN


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "n'êtes pas connecté·e"), ("nl", "niet of niet meer aangemeld"), ("en", "not logged")],
)
def test_a_browser_gets_a_page_in_its_language_and_a_program_a_problem(
    hub: Hub, language: str, said: str
) -> None:
    page = hub.get("nobody", "/imports", **BROWSER, accept_language=language)
    assert (page.status_code, page.headers["content-language"]) == (401, language)
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-store"
    assert said in page.text.replace("&#39;", "'")
    told = hub.get("nobody", "/imports", accept_language=language)
    assert told.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "back"),
    [
        ("GET", "/partners/send?cooperative=essai&lang=fr", "send?cooperative=essai&lang=fr"),
        ("POST", "/partners/imports/i1/propose", "imports/i1/publish"),
        ("POST", "/partners/imports/i1/cancel", "imports/i1"),
        ("POST", "/partners/imports/i1/columns", "imports/i1/columns"),
    ],
)
def test_whoever_must_log_in_comes_back_to_a_page_and_nothing_is_done_behind_them(
    hub: Hub, method: str, path: str, back: str
) -> None:
    answer = hub.client.request(method, path, headers=hub.as_("nobody", **BROWSER))
    [sent] = re.findall(r'href="/login\?next=([^"]+)"', answer.text)
    plain = sent.replace("%2F", "/").replace("%3F", "?").replace("%3D", "=").replace("%26", "&")
    assert plain == f"/partners/{back}"


@pytest.mark.parametrize(
    ("actor", "method", "path", "status"),
    [
        ("ann", "GET", "/imports/i0/annotated", 404),
        ("ann", "GET", "/imports/i0/propose", 405),
        ("eve", "GET", "/partners/send?cooperative=essai", 403),
    ],
)
def test_every_refusal_is_a_page_with_a_way_on(
    hub: Hub, actor: str, method: str, path: str, status: int
) -> None:
    answer = hub.client.request(method, path, headers=hub.as_(actor, **BROWSER))
    assert answer.status_code == status
    assert 'href="/partners"' in answer.text
    assert "cooperative:imports" not in answer.text


def test_a_form_of_an_import_that_is_refused_leads_back_to_it(hub: Hub) -> None:
    import_id = hub.ready()
    for _ in range(2):
        path = f"/partners/imports/{import_id}/propose?lang=nl"
        answer = hub.client.post(path, headers=hub.as_("ann", **BROWSER))
    assert answer.status_code == 409
    assert f'href="/partners/imports/{import_id}/publish?lang=nl"' in answer.text
    other = hub.client.post("/partners/imports/i0/propose", headers=hub.as_("ann", **BROWSER))
    assert "Go back to the import" not in other.text


def test_a_right_that_lacks_is_named_in_words(hub: Hub) -> None:
    answer = hub.get("eve", "/partners/send?cooperative=essai&lang=fr", **BROWSER)
    assert "ne permet pas ceci pour essai : envoyer des fichiers" in answer.text


def test_records_that_cannot_be_reached_are_said_on_a_page(hub: Hub) -> None:
    with hub.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE pushes"))
    answer = hub.get("ann", "/partners?lang=nl", **BROWSER)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "kan op dit moment niet bij zijn gegevens" in answer.text
    assert "pushes" not in answer.text


def test_a_file_that_is_too_large_is_said_on_a_page(settings: Settings) -> None:
    limits = PartnerLimits(upload_bytes=1_000)
    for small in serving(replace(settings, partners=limits)):
        answer = small.client.post(
            "/partners/send?cooperative=essai&lang=fr",
            files=[("files", ("a.csv", "a" * 2_000))],
            headers=small.as_("ann", **BROWSER),
        )
        assert answer.status_code == 413
        assert "dépasse" in answer.text
