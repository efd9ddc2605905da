"""How does a page come about? One template, the reader's language, and what the shelf says."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from hub.releases.reader import Shelf
from hub.vocabulary import Language
from hub.web import words
from hub.web.assets import asset_url
from hub.web.figure import Mark
from hub.web.languages import preferred, translations
from hub.web.wording import Wording

_LANGUAGE_NAMES = {Language.EN: "English", Language.FR: "Français", Language.NL: "Nederlands"}


class Site:
    """Templates in three languages, and the shelf that they speak of.

    Attributes:
        partners: whether cooperatives send their files to this server too.
        was_read: whether a release was ever found on the shelf, so that it can only have moved.
    """

    def __init__(self, shelf: Shelf, *, partners: bool = False) -> None:
        self.shelf = shelf
        self.partners = partners
        self.was_read = False
        self._templates = {language: _templates(language) for language in Language}

    def page(
        self,
        request: Request,
        template: str,
        context: Mapping[str, object],
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> HTMLResponse:
        """A page in the reader's language."""
        speaks = wording(request)
        html = (
            self._templates[speaks.language]
            .get_template(template)
            .render(
                {
                    "wording": speaks,
                    "link": _links(request),
                    "languages": _language_links(request),
                    "path": request.url.path,
                    "partners": self.partners,
                    **context,
                }
            )
        )
        answered = {
            "Cache-Control": "no-cache",
            "Content-Language": speaks.language.value,
            "Vary": "Accept-Language",
            **(headers or {}),
        }
        return HTMLResponse(html, status_code=status, headers=answered)


def _templates(language: Language) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.globals.update(asset_url=asset_url, words=words, Mark=Mark)
    environment.install_gettext_translations(  # type: ignore[attr-defined]  # i18n adds it
        translations(language), newstyle=True
    )
    return environment


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    site: Site = request.app.state.site
    return site


def wording(request: Request) -> Wording:
    """The wording for a reader's request."""
    asked = request.query_params.get("lang")
    return Wording(preferred(asked, request.headers.get("accept-language")))


class _Links:
    """Addresses on this site that keep the language somebody chose."""

    def __init__(self, language: str | None) -> None:
        self._chosen = f"?lang={language}" if language else ""

    def __call__(self, *parts: str) -> str:
        """The address of a page; each part is one step of its path."""
        steps = "/".join(_step(part) for part in parts)
        return f"/{steps}{self._chosen}"


def _step(part: str) -> str:
    return urlencode({"": part})[1:].replace("+", "%20")


def _links(request: Request) -> _Links:
    asked = (request.query_params.get("lang") or "").lower()
    return _Links(asked if asked in set(Language) else None)


def _language_links(request: Request) -> list[tuple[str, str, str]]:
    """Code, own name and address of this page in every language."""
    rest = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return [
        (
            language.value,
            _LANGUAGE_NAMES[language],
            f"{request.url.path}?{urlencode([*rest, ('lang', language.value)])}",
        )
        for language in (Language.FR, Language.NL, Language.EN)
    ]
