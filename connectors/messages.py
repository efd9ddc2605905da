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

_SHEET_AND_COLUMN = {
    Language.FR: ("feuille", "colonne"),
    Language.NL: ("blad", "kolom"),
    Language.EN: ("sheet", "column"),
}
#: A row, one more of them, and more.
_ROWS = {
    Language.FR: ("ligne", "et 1 autre ligne", "et {n} autres lignes"),
    Language.NL: ("rij", "en nog 1 rij", "en nog {n} rijen"),
    Language.EN: ("row", "and 1 more row", "and {n} more rows"),
}
#: JSON has no rows.
_RECORDS = {
    Language.FR: ("enregistrement", "et 1 autre", "et {n} autres"),
    Language.NL: ("record", "en nog 1", "en nog {n}"),
    Language.EN: ("record", "and 1 more", "and {n} more"),
}
_JSON = (".json", ".jsonl", ".ndjson")
#: Said of a line of the file itself, before anything in it is a record.
_OF_LINES = "unreadable_json"


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
    sheet, column = _SHEET_AND_COLUMN[language]
    records = finding.file.casefold().endswith(_JSON) and finding.code != _OF_LINES
    row, one_more, more = (_RECORDS if records else _ROWS)[language]
    parts = [finding.file]
    if finding.sheet is not None:
        parts.append(f"{sheet} {finding.sheet}")
    if finding.row is not None:
        others = finding.alike - 1
        said = f" ({(one_more if others == 1 else more).format(n=others)})" if others else ""
        parts.append(f"{row} {finding.row}{said}")
    if finding.column is not None:
        named = f" ({finding.header})" if finding.header else ""
        parts.append(f"{column} {finding.column}{named}")
    elif finding.header is not None:
        parts.append(finding.header)
    return ", ".join(parts)


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
