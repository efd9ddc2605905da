"""How is it said how far an import is, and what can be done then? In three languages."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from hub.partners.problems import Refused, Said
from hub.vocabulary import Language

#: Said of a push that is queued and whose job is under way.
READING = "reading"


@cache
def catalogue() -> Mapping[str, Any]:
    """Everything in `states.yaml`."""
    text = files("hub.partners").joinpath("states.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return read


def say_state(state: str, language: Language) -> Said:
    """The state's name, and what can be done."""
    return Said(*catalogue()[state][language.value])


def wrong_state(state: str) -> Refused:
    """The refusal of something that cannot be done in a state."""
    said = {language.value: say_state(state, language) for language in Language}
    return Refused(
        "wrong_state",
        **{f"state_{code}": one.what for code, one in said.items()},
        **{f"fix_{code}": one.next_step for code, one in said.items()},
    )
