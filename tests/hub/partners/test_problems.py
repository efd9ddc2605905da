"""Every refusal is said in three languages, says what to do, and holds no word of the inside."""

import re
import string

import pytest

from hub.partners.problems import Refused, catalogue, say
from hub.vocabulary import Language

CODES = sorted(catalogue())


def facts_of(code: str, language: Language) -> set[str]:
    """What the two sentences leave open."""
    return {
        name
        for text in catalogue()[code][language.value]
        for _, name, _, _ in string.Formatter().parse(text)
        if name
    }


@pytest.mark.parametrize("code", CODES)
def test_each_is_said_in_three_languages_with_the_same_facts(code: str) -> None:
    facts = {language: facts_of(code, language) for language in Language}
    assert facts[Language.FR] == facts[Language.NL] == facts[Language.EN]
    filled = dict.fromkeys(facts[Language.EN], "x")
    said = {language: say(code, language, filled) for language in Language}
    assert len({one.what for one in said.values()}) == 3
    # what can be done in a state is said in every language by the state itself
    assert len({one.next_step for one in said.values()}) == (1 if code == "wrong_state" else 3)


@pytest.mark.parametrize("code", CODES)
def test_none_speaks_of_how_the_hub_is_made(code: str) -> None:
    text = str(catalogue()[code]).lower()
    assert not re.search(r"\b(sql|database|table|job|vault|parquet|traceback|exception)\b", text)


def test_a_refusal_is_an_error_that_says_what_to_do() -> None:
    refused = Refused("too_large", where="Content-Length", limit="10")
    assert str(refused) == (
        "The upload is larger than 10 bytes; nothing of it was kept. "
        "Send a ZIP archive, or send the files one by one"
    )
    assert refused.as_json(Language.FR)["next_step"].startswith("Envoyez")
