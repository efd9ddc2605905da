"""How is an import's report said: at the terminal in three languages, and to programs?"""

from dataclasses import asdict
from typing import Any

from rich.console import Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from connectors.contract import Report, Severity
from connectors.messages import catalogue, say, told
from connectors.quality import DEFINITIONS
from connectors.system_names import system_name
from hub.intake_desk import Outcome, State
from hub.vocabulary import Language

#: So many headers are shown as what a file was known by.
_SIGNS = 4
_COLOUR = {Severity.BLOCKING: "red", Severity.WARNING: "yellow", Severity.ADVICE: "blue"}

_SEVERITY = {
    Language.FR: ("bloquant", "attention", "conseil"),
    Language.NL: ("blokkerend", "let op", "advies"),
    Language.EN: ("blocking", "warning", "advice"),
}

_HEADERS = {
    Language.FR: ("fichier", "lu comme", "logiciel", "reconnu à", "lignes", "non repris"),
    Language.NL: (
        "bestand",
        "gelezen als",
        "software",
        "herkend aan",
        "rijen",
        "niet overgenomen",
    ),
    Language.EN: ("file", "read as", "system", "known by", "rows", "not stored"),
}

_ENDINGS = {
    State.STORED: {
        Language.FR: "Enregistré sous {id} : {rows} lignes dans {tables} tables. "
        "Pour publier : intercoop release",
        Language.NL: "Opgeslagen als {id}: {rows} rijen in {tables} tabellen. "
        "Publiceren: intercoop release",
        Language.EN: "Stored as {id}: {rows} rows in {tables} tables. "
        "Publish with: intercoop release",
    },
    State.UNCHANGED: {
        Language.FR: "Rien n'a changé : {id} est déjà en vigueur.",
        Language.NL: "Er is niets veranderd: {id} geldt al.",
        Language.EN: "Nothing has changed: {id} is current.",
    },
    State.BLOCKED: {
        Language.FR: "Rien n'a été enregistré. Corrigez ce qui est bloquant, "
        "puis relancez la même commande.",
        Language.NL: "Er is niets opgeslagen. Verbeter wat blokkeert "
        "en geef hetzelfde commando opnieuw.",
        Language.EN: "Nothing was stored. Correct what is marked as blocking, "
        "then run the same command again.",
    },
    State.UNCONFIRMED: {
        Language.FR: "Rien n'a été enregistré : des lignes en vigueur ne sont plus dans cet envoi "
        "(voir « disparues »). Si elles ont bien pris fin, relancez avec --close-absent ; "
        "si le fichier ne contient que des ajouts et des changements, avec --mode delta.",
        Language.NL: "Er is niets opgeslagen: geldende rijen staan niet meer in deze zending "
        '(zie "verdwenen"). Zijn ze echt beëindigd, geef het commando dan opnieuw met '
        "--close-absent; bevat het bestand alleen toevoegingen en wijzigingen, met --mode delta.",
        Language.EN: "Nothing was stored: current rows are no longer in this upload (see "
        '"gone"). If they have ended indeed, run the same command with --close-absent; '
        "if the file holds only additions and changes, with --mode delta.",
    },
    State.PREVIEWED: {
        Language.FR: "Aperçu de {rows} lignes ; rien n'a été enregistré.",
        Language.NL: "Voorbeeld van {rows} rijen; er is niets opgeslagen.",
        Language.EN: "A preview of {rows} rows; nothing was stored.",
    },
}

#: Where some file was recognised, and nothing can be stored.
_TAKEN_FOR = {
    Language.FR: " Si un fichier a été lu comme autre chose que ce qu'il contient (voir « lu "
    "comme »), dites-le avec --tables FICHIER=TABLE.",
    Language.NL: ' Is een bestand als iets anders gelezen dan wat erin staat (zie "gelezen als"), '
    "zeg het dan met --tables BESTAND=TABEL.",
    Language.EN: ' If a file was read as something else than it holds (see "read as"), say so '
    "with --tables FILE=TABLE.",
}

#: A preview of what an import would refuse.
_NOTHING_WOULD = {
    Language.FR: "Aperçu ; rien n'a été enregistré, et rien ne le serait ainsi. "
    "Corrigez ce qui est bloquant, puis relancez la même commande.",
    Language.NL: "Voorbeeld; er is niets opgeslagen, en zo kan ook niets worden opgeslagen. "
    "Verbeter wat blokkeert en geef hetzelfde commando opnieuw.",
    Language.EN: "A preview; nothing was stored, and nothing would be as it stands. "
    "Correct what is marked as blocking, then run the same command again.",
}

_CHANGES = {
    Language.FR: ("table", "avant", "ajoutées", "disparues", "modifiées"),
    Language.NL: ("tabel", "voorheen", "toegevoegd", "verdwenen", "gewijzigd"),
    Language.EN: ("table", "before", "added", "gone", "changed"),
}

_QUALITY = {
    Language.FR: ("qualité", "sur 100", "mesure"),
    Language.NL: ("kwaliteit", "op 100", "meet"),
    Language.EN: ("quality", "of 100", "measures"),
}

_THOUSANDS = {Language.FR: "\N{NARROW NO-BREAK SPACE}", Language.NL: ".", Language.EN: ","}


def for_people(outcome: Outcome, language: Language) -> Group:
    """What was recognised, every finding, and how it ended, to be printed."""
    return Group(
        recognised_and_found(outcome.report, language),
        *_changes(outcome, language),
        *_quality(outcome, language),
        Text(ending(outcome, language)),
    )


def recognised_and_found(report: Report, language: Language) -> Group:
    """What was recognised, and every finding, to be printed."""
    return Group(*_recognised(report, language), *_findings(report, language))


def ending(outcome: Outcome, language: Language) -> str:
    """One sentence: what was done, and what to do next."""
    report = outcome.report
    refused = outcome.state is State.PREVIEWED and report.blocked
    said = _NOTHING_WOULD if refused else _ENDINGS[outcome.state]
    taken_for = _TAKEN_FOR[language] if report.blocked and report.identified else ""
    sentence = said[language].format(
        id=outcome.import_id,
        rows=_number(sum(report.rows.values()), language),
        tables=len(report.rows),
    )
    return f"{sentence}{taken_for}"


def for_programs(outcome: Outcome, language: Language) -> dict[str, Any]:
    """The same as plain values; messages are in the language asked for, codes in none."""
    report = outcome.report
    return {
        "state": outcome.state.value,
        "import": outcome.import_id,
        "cooperative": outcome.cooperative,
        "rows": dict(report.rows),
        "before": dict(outcome.before),
        "totals": dict(report.totals),
        "differences": {table: asdict(one) for table, one in outcome.differences.items()},
        "quality": {
            name: {"score": score, "definition": DEFINITIONS[name][language][1]}
            for name, score in _scores(outcome).items()
        },
        "identified": [asdict(one) for one in report.identified],
        "findings": [{**asdict(one), "message": say(one, language)} for one in report.findings],
    }


def _recognised(report: Report, language: Language) -> list[Table]:
    if not report.identified:
        return []
    table = Table(*_HEADERS[language])
    above: tuple[str, ...] = ()
    for one in report.identified:
        file = one.file if one.sheet is None else f"{one.file} · {one.sheet}"
        of_file = (
            escape(file),
            f"{system_name(one.system, language)} {one.version}",
            escape(", ".join(" ".join(header.split()) for header in one.evidence[:_SIGNS])),
            escape(", ".join(" ".join(header.split()) for header in one.unknown)),
        )
        # of two tables of one file it is said once
        name, system, known_by, unknown = ("",) * 4 if of_file == above else of_file
        rows = _number(one.rows, language)
        table.add_row(name, _table(one.table, language), system, known_by, rows, unknown)
        above = of_file
    return [table]


def _table(name: str, language: Language) -> str:
    """How a reader calls a canonical table."""
    called: str = catalogue()["tables"][name][language.value]
    return called


def _findings(report: Report, language: Language) -> list[Text]:
    called = dict(zip(Severity, _SEVERITY[language], strict=True))
    return [
        Text.assemble((called[severity], _COLOUR[severity]), "  ", sentence)
        for severity, sentence in told(report.findings, language)
    ]


def _changes(outcome: Outcome, language: Language) -> list[Table]:
    if not outcome.differences:
        return []
    table = Table(*_CHANGES[language])
    for name, one in sorted(outcome.differences.items()):
        counts = (one.before, one.added, one.gone, one.changed)
        table.add_row(_table(name, language), *(_number(count, language) for count in counts))
    return [table]


def _quality(outcome: Outcome, language: Language) -> list[Table]:
    scores = _scores(outcome)
    # of a file that is refused as a whole nothing can be measured
    if all(score is None for score in scores.values()):
        return []
    table = Table(*_QUALITY[language])
    for name, score in scores.items():
        called, definition = DEFINITIONS[name][language]
        table.add_row(called, "-" if score is None else str(score), definition)
    return [table]


def _scores(outcome: Outcome) -> dict[str, int | None]:
    return {} if outcome.quality is None else asdict(outcome.quality)


def _number(count: int, language: Language) -> str:
    return f"{count:,}".replace(",", _THOUSANDS[language])
