"""What may an import find, and what is to be done? Writes the reference pages of findings.

`python -m connectors.findings_reference` writes docs/reference/findings.{fr,nl,en}.md from
`messages.yaml`. A test proves that what is written is what the connector says.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from connectors.contract import Severity
from connectors.messages import catalogue, severity
from hub.vocabulary import Language

_FOLDER = Path(__file__).parents[1] / "docs" / "reference"

_TITLE = {
    Language.FR: "Constats d'un import",
    Language.NL: "Bevindingen van een import",
    Language.EN: "Findings of an import",
}

_OPENING = {
    Language.FR: (
        "Tout ce qu'un import peut constater, et que faire. Un *mot en italique* tient la place "
        "de ce que le constat nomme. Le code sert aux programmes (`--json`)."
    ),
    Language.NL: (
        "Alles wat een import kan bevinden, en wat te doen. Een *cursief woord* staat voor wat "
        "de bevinding noemt. De code dient voor programma's (`--json`)."
    ),
    Language.EN: (
        "Everything that an import may find, and what to do. A *word in italics* stands for what "
        "the finding names. The code is for programs (`--json`)."
    ),
}

_SECTION = {
    Severity.BLOCKING: {
        Language.FR: "Bloquants : rien n'est enregistré",
        Language.NL: "Blokkerend: niets wordt opgeslagen",
        Language.EN: "Blocking: nothing is stored",
    },
    Severity.WARNING: {
        Language.FR: "Avertissements : enregistré, à vérifier",
        Language.NL: "Waarschuwingen: opgeslagen, na te kijken",
        Language.EN: "Warnings: stored, please look",
    },
    Severity.ADVICE: {
        Language.FR: "Conseils : enregistré, pourrait être mieux",
        Language.NL: "Adviezen: opgeslagen, kan beter",
        Language.EN: "Advice: stored, could be better",
    },
}

_COLUMNS = {
    Language.FR: "| constat | que faire | code |",
    Language.NL: "| bevinding | wat te doen | code |",
    Language.EN: "| finding | what to do | code |",
}


def page(language: Language) -> str:
    """Every finding in one language, as a Markdown page."""
    lines = [f"# {_TITLE[language]}", "", _OPENING[language], ""]
    lines += ["<!-- python -m connectors.findings_reference -->", ""]
    for weight in Severity:
        rows = list(_rows(weight, language))
        if rows:
            lines += [f"## {_SECTION[weight][language]}", "", _COLUMNS[language]]
            lines += ["| --- | --- | --- |", *rows, ""]
    return "\n".join(lines)


def pages() -> Mapping[Path, str]:
    """The page of each language, by its path under docs/reference/."""
    return {Path(f"findings.{language.value}.md"): page(language) for language in Language}


def write(folder: Path) -> None:
    """Write the pages into a folder, replacing what was there."""
    for path, text in pages().items():
        (folder / path).write_text(text, encoding="utf-8")


def _rows(weight: Severity, language: Language) -> Iterator[str]:
    for code, written in catalogue()["codes"].items():
        if severity(code) is weight:
            said = (_cell(written[language.value][part]) for part in ("what", "fix"))
            yield f"| {' | '.join(said)} | `{code}` |"


def _cell(template: str) -> str:
    named = re.sub(r"\{(\w+)[^}]*\}", r"*\1*", " ".join(template.split()))
    return named.replace("|", "\\|")


if __name__ == "__main__":
    write(_FOLDER)
