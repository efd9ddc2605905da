"""Why was a partner's request refused? One shape for every refusal, in three languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from hub.problem import Problem
from hub.vocabulary import Language

#: Names a refusal for programs; what follows is its code.
TYPE = "urn:intercoop:problem:"


@cache
def catalogue() -> Mapping[str, Any]:
    """Everything in `problems.yaml`."""
    text = files("hub.partners").joinpath("problems.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return read


@dataclass(frozen=True, slots=True)
class Said:
    """A problem in one language: what is wrong, and what to do next."""

    what: str
    next_step: str


def say(code: str, language: Language, facts: Mapping[str, Any]) -> Said:
    """The two sentences of a problem."""
    return filled(catalogue()[code], language, facts)


def filled(texts: Mapping[str, Any], language: Language, facts: Mapping[str, Any]) -> Said:
    """The two sentences in one language, their gaps filled."""
    what, next_step = texts[language.value]
    # a fact that comes in every language is named with the language behind it
    ending = f"_{language.value}"
    own = {name.removesuffix(ending): fact for name, fact in facts.items() if ending in name}
    return Said(what.format_map({**facts, **own}), next_step.format_map({**facts, **own}))


class Refused(Problem):
    """A request that cannot be done.

    Attributes:
        code: of `problems.yaml`.
        where: which part of the request is meant, such as a header or a parameter.
        facts: what the sentences need.
    """

    def __init__(self, code: str, *, where: str | None = None, **facts: Any) -> None:  # noqa: ANN401 - facts of any kind
        said = say(code, Language.EN, facts)
        super().__init__(said.what, said.next_step)
        self.code = code
        self.where = where
        self.facts = facts

    @property
    def status(self) -> int:
        """Of the answer."""
        return int(catalogue()[self.code]["status"])

    def as_json(self, language: Language) -> dict[str, Any]:
        """RFC 9457, with the next step beside it."""
        said = say(self.code, language, self.facts)
        return {
            "type": f"{TYPE}{self.code}",
            "status": self.status,
            "title": said.what,
            "detail": f"{said.what}. {said.next_step}.",
            "where": self.where,
            "next_step": said.next_step,
        }
