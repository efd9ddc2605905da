"""How is a finding said? In French, Dutch and English: where, what is wrong, what to do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from connectors.contract import Finding, Severity
from connectors.labels import label
from connectors.system_names import system_name
from connectors.words import spoken
from hub.vocabulary import Language

_SHEET_AND_COLUMN = {
    Language.FR: ("feuille", "colonne"),
    Language.NL: ("blad", "kolom"),
    Language.EN: ("sheet", "column"),
}
#: A row, rows, one more of them, and more.
_ROWS = {
    Language.FR: ("ligne", "lignes", "et 1 autre ligne", "et {n} autres lignes"),
    Language.NL: ("rij", "rijen", "en nog 1 rij", "en nog {n} rijen"),
    Language.EN: ("row", "rows", "and 1 more row", "and {n} more rows"),
}
#: JSON has no rows.
_RECORDS = {
    Language.FR: ("enregistrement", "enregistrements", "et 1 autre", "et {n} autres"),
    Language.NL: ("record", "records", "en nog 1", "en nog {n}"),
    Language.EN: ("record", "records", "and 1 more", "and {n} more"),
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
    return place([finding], language)


def told(findings: Iterable[Finding], language: Language) -> Iterator[tuple[Severity, str]]:
    """Every finding as `say` says it, what blocks first; those that say the same are said once."""
    alike: dict[tuple[str | None, ...], list[Finding]] = {}
    for one in findings:
        sentence = f"{what(one, language)} {fix(one, language)}"
        same = (one.code, one.file, one.sheet, one.column, one.header, sentence)
        alike.setdefault(same, []).append(one)
    # stable: files and rows stay in the order of the upload
    order = tuple(Severity)
    for every in sorted(alike.values(), key=lambda one: order.index(one[0].severity)):
        first = every[0]
        said = f"{place(every, language)}: {what(first, language)} {fix(first, language)}"
        yield first.severity, said


def place(alike: Sequence[Finding], language: Language) -> str:
    """The place of findings that differ in their rows alone."""
    first = alike[0]
    sheet, column = _SHEET_AND_COLUMN[language]
    parts = [first.file]
    if first.sheet is not None:
        parts.append(f"{sheet} {first.sheet}")
    if rows := _rows(alike, language):
        parts.append(rows)
    if first.column is not None:
        named = f" ({first.header})" if first.header else ""
        parts.append(f"{column} {first.column}{named}")
    elif first.header is not None:
        parts.append(first.header)
    return ", ".join(parts)


def _rows(alike: Sequence[Finding], language: Language) -> str:
    """The rows, those that follow one another together, and how many are not named."""
    first = alike[0]
    records = first.file.casefold().endswith(_JSON) and first.code != _OF_LINES
    one, several, one_more, more = (_RECORDS if records else _ROWS)[language]
    rows = sorted({finding.row for finding in alike if finding.row is not None})
    if not rows:
        return f"{first.alike} {several}" if first.alike > 1 else ""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    named = ", ".join(str(a) if a == z else f"{a}\u2013{z}" for a, z in ranges)
    others = sum(finding.alike for finding in alike) - len(rows)
    said = f" ({(one_more if others == 1 else more).format(n=others)})" if others > 0 else ""
    return f"{one if len(rows) == 1 else several} {named}{said}"


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
    if "system" in facts:
        facts["system"] = system_name(str(facts["system"]), language)
        if isinstance(before := facts.get("before"), str):
            named_before = (system_name(one, language) for one in before.split(", "))
            facts["before"] = ", ".join(named_before)
    if "words" in facts:
        facts["words"] = ", ".join(spoken(str(facts["words"]).split(", "), language))
    table = finding.facts.get("table")
    for fact in {"field", "fields", "lacking"} & set(facts):
        named = str(facts[fact]).split(", ")
        labels = [label(one, language, None if table is None else str(table)) for one in named]
        facts[fact] = ", ".join(labels)
    return template.format_map(facts)
