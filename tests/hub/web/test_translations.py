"""Every text of the pages is there in French and in Dutch, with the same gaps to fill."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import hub.web

WEB = Path(hub.web.__file__).parent
GAP = re.compile(r"%\(\w+\)s")


def texts() -> dict[str, tuple[str, ...]]:
    """Every marked text and its plural, from the code and the templates."""
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    options = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "marked": None}
    found = extract_from_dir(WEB, methods, options, keywords=keywords)
    return {
        (text if isinstance(text, str) else text[0]): (
            (text,) if isinstance(text, str) else tuple(text)
        )
        for _, _, text, _, _ in found
    }


def catalogue(language: str) -> Catalog:
    with (WEB / "locales" / language / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_every_text_is_translated(language: str) -> None:
    known = catalogue(language)
    missing = []
    for text in texts():
        message = known.get(text)
        said = () if message is None else message.string
        said = (said,) if isinstance(said, str) else said
        if message is None or message.fuzzy or not said or not all(said):
            missing.append(text)
    assert not missing


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_catalogue_holds_no_text_that_no_page_has(language: str) -> None:
    wanted = texts()
    ids = [message.id for message in catalogue(language) if message.id]
    assert {one if isinstance(one, str) else one[0] for one in ids} == set(wanted)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_translation_has_the_gaps_of_its_original(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        original = message.id if isinstance(message.id, str) else message.id[0]
        said = (message.string,) if isinstance(message.string, str) else message.string
        for one in said or ():
            assert sorted(GAP.findall(one)) == sorted(GAP.findall(original))
