"""How is a finding said? In French, Dutch and English: where, what is wrong, what to do."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from connectors.contract import Finding, Severity
from connectors.labels import label
from connectors.words import spoken
from hub.vocabulary import Language

_PLACE = {
    Language.FR: ("feuille", "ligne", "colonne"),
    Language.NL: ("blad", "rij", "kolom"),
    Language.EN: ("sheet", "row", "column"),
}
_ONE_MORE = {
    Language.FR: "et 1 autre ligne",
    Language.NL: "en nog 1 rij",
    Language.EN: "and 1 more row",
}
_MORE = {
    Language.FR: "et {n} autres lignes",
    Language.NL: "en nog {n} rijen",
    Language.EN: "and {n} more rows",
}


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Any]:
    """Everything in `messages.yaml`: `codes`, `forms` and `tables`."""
    text = files("connectors").joinpath("messages.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return read


def severity(code: str) -> Severity:
    """What a finding of this code means for the import."""
    return Severity(catalogue()["codes"][code]["severity"])


def concerned(code: str) -> Iterable[str]:
    """The canonical columns that a rule between columns compares."""
    fields: list[str] = catalogue()["codes"][code].get("fields", [])
    return fields


def say(finding: Finding, language: Language) -> str:
    """The whole message: where it is, what is wrong, and what to do."""
    return f"{where(finding, language)}: {what(finding, language)} {fix(finding, language)}"


def where(finding: Finding, language: Language) -> str:
    """The place as a reader looks it up: file, sheet, row, column, and how many more rows."""
    sheet, row, column = _PLACE[language]
    parts = [finding.file]
    if finding.sheet is not None:
        parts.append(f"{sheet} {finding.sheet}")
    if finding.row is not None:
        others = f" ({_more(finding.alike - 1, language)})" if finding.alike > 1 else ""
        parts.append(f"{row} {finding.row}{others}")
    if finding.column is not None:
        named = f" ({finding.header})" if finding.header else ""
        parts.append(f"{column} {finding.column}{named}")
    elif finding.header is not None:
        parts.append(finding.header)
    return ", ".join(parts)


def _more(rows: int, language: Language) -> str:
    return _ONE_MORE[language] if rows == 1 else _MORE[language].format(n=rows)


def what(finding: Finding, language: Language) -> str:
    """What is wrong, in one sentence."""
    return _filled(finding, language, "what")


def fix(finding: Finding, language: Language) -> str:
    """What the reader can do about it."""
    return _filled(finding, language, "fix")


def _filled(finding: Finding, language: Language, part: str) -> str:
    template: str = catalogue()["codes"][finding.code][language.value][part]
    facts: dict[str, str | int] = dict(finding.facts)
    # a sentence that the finding brings along in each language
    for fact, said in finding.facts.items():
        if fact.endswith(f"_{language.value}"):
            facts[fact.removesuffix(f"_{language.value}")] = said
    # named in the reader's language, not in the hub's
    for fact, names in (("table", "tables"), ("form", "forms")):
        if fact in facts:
            facts[fact] = catalogue()[names][facts[fact]][language.value]
    if "words" in facts:
        facts["words"] = ", ".join(spoken(str(facts["words"]).split(", "), language))
    table = finding.facts.get("table")
    for fact in {"field", "fields", "lacking"} & set(facts):
        named = str(facts[fact]).split(", ")
        labels = [label(one, language, None if table is None else str(table)) for one in named]
        facts[fact] = ", ".join(labels)
    return template.format_map(facts)
