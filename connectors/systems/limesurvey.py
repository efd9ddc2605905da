"""How are answers of LimeSurvey read? Counted per question, where the answers are codes.

One row per respondent becomes one row per question and answer. An answer typed in freely could
name somebody: a question is counted only when all its answers are short codes, few and shared.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from connectors.contract import Document, Extract, Remark
from connectors.headers import plain
from connectors.systems.ballots import objects
from connectors.systems.gathering import Gathering
from connectors.systems.listed import broken, whole
from connectors.systems.nested import as_rows, paths

_META = {
    *("id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp"),
    *("ipaddr", "refurl", "firstname", "lastname", "email", "interviewtime"),
}
_SIGNS = ("id", "submitdate", "lastpage", "startlanguage")
#: The columns before the questions, where headings are texts: in English, French and Dutch. Held
#: against locale/fr/LC_MESSAGES/fr.po@07f7520b and locale/nl/LC_MESSAGES/nl.po@169c03f7 of
#: LimeSurvey, the last that are there to be read: French, first word of each but seed, access code
#: and total time; Dutch, dates begun and last acted on, addresses and access code. The rest has no
#: source.
_TEXTS = {
    "id": ("response id", "id de la reponse", "antwoord id"),
    "submitdate": (
        *("date submitted", "date de soumission", "datum ingediend", "datum verzonden"),
        *("datum ingestuurd", "inzenddatum"),
    ),
    "lastpage": ("last page", "derniere page", "laatste pagina"),
    "startlanguage": ("start language", "langue de depart", "starttaal", "begintaal"),
    "seed": ("seed", "tete de serie", "graine"),
    "startdate": (
        *("date started", "date de lancement", "date de debut", "startdatum", "datum gestart"),
    ),
    "datestamp": (
        *("date last action", "date de la derniere action", "datum laatste actie"),
        "datum van de laatste actie",
    ),
    "ipaddr": ("ip address", "adresse ip", "ip adres"),
    "refurl": (
        *("referrer url", "referring url", "url referente", "url de provenance"),
        *("verwijzer url", "verwijzende url"),
    ),
    "token": ("access code", "code d'acces", "toegangscode", "invitation code"),
    "firstname": ("first name", "prenom", "voornaam"),
    "lastname": ("last name", "nom", "nom de famille", "achternaam"),
    "email": ("email address", "adresse de courriel", "e mailadres"),
    "interviewtime": ("total time", "temps total", "totale tijd"),
}
#: How long a group of questions or a question took: `groupTime5`, `Q1Time`, `Question time: Q1`. A
#: question may itself end in the word.
_TIMING = re.compile(r"groupTime\d|\w+Time$|(Group|Question) time:")
_CODES = {text: code for code, texts in _TEXTS.items() for text in texts}
#: Where a question has parts that can be ticked: `TOPICS[SQ001]`, `Topics [Energy]`.
_PART = re.compile(r".*\[[^\]]+\]")
_TICKED = {"Y"}
#: Codes as they are in LimeSurvey: Y, N, F, A1, SQ001, 4; never a word or a longer number.
_CODE = re.compile(r"[A-Z]{1,2}\d{0,3}|\d{1,2}|-oth-")
_MOST_ANSWERS = 12
_SID = re.compile(r"(\d{4,})")


class LimeSurvey:
    """The responses of one survey, with codes or texts as headings."""

    system, version = "limesurvey", "6"

    def recognise(self, document: Document) -> tuple[str, ...]:
        """The columns that LimeSurvey puts before the questions."""
        # a file that is made to be read in again has the codes below the texts
        head = document.head[:2] or [paths(_responses(document))]
        return _SIGNS if any(map(_is_headings, head)) else ()

    def extract(self, documents: Sequence[Document]) -> Iterable[Extract | Remark]:
        """How often each answer to each question was given in full responses."""
        for document in documents:
            if len(document.head) > 1 and _is_headings(document.head[1]):
                yield Remark(code="survey_to_read_in", file=document.name, row=2)
                continue
            keyed = document.value is not None
            listed = as_rows(replace(document, value=_responses(document))) if keyed else document
            unknown = [header for header in listed.head[0] if _is_meta(header)]
            rows = Gathering(document.name, _SIGNS, unknown=unknown)
            yield from _survey(listed, rows)
            yield from rows.extracts()


def _is_headings(cells: Sequence[str]) -> bool:
    return set(_SIGNS) <= set(map(_heading, cells))


def _responses(document: Document) -> object:
    """The responses of a JSON export; before version 3, each stands under its own number."""
    value = document.value.get("responses") if isinstance(document.value, dict) else None
    found = list(objects(value))
    inner = [next(iter(one.values())) for one in found if len(one) == 1]
    return inner if len(inner) == len(found) else found


def _survey(document: Document, rows: Gathering) -> Iterator[Remark]:
    yield from broken(document)
    headers = document.head[0]
    submitted = [_heading(cell) for cell in headers].index("submitdate")
    every = [cells for _, cells in whole(document)]
    full = [cells for cells in every if cells[submitted].strip()]
    if number := len(every) - len(full):
        yield _remark("incomplete_answers", document, headers, submitted, alike=number)
    survey = _SID.search(document.name.rpartition("/")[2])
    counted: set[str] = set()
    for column, header in enumerate(headers):
        if _is_meta(header):
            continue
        given = Counter(cells[column].strip().lstrip("'") for cells in full)
        given.pop("", None)
        if not given:
            continue
        if len(given) > _MOST_ANSWERS or not all(map(_CODE.fullmatch, given)):
            yield _remark("free_answers", document, headers, column)
            continue
        if not header.strip():
            yield replace(_remark("missing_value", document, headers, column), row=1)
            continue
        if header.strip() in counted:
            # the answers to two questions would be taken for those to one
            yield _remark("repeated_column", document, headers, column)
            continue
        counted.add(header.strip())
        # a box that is not ticked is empty: whoever saw it answered
        boxes = given.keys() <= _TICKED and _PART.match(header.strip())
        answered = len(full) if boxes else sum(given.values())
        for answer, number in sorted(given.items()):
            rows.add(
                "surveys",
                1,
                survey=survey[1] if survey else document.name.rpartition("/")[2],
                question=header.strip(),
                answer=answer,
                answers=number,
                answered=answered,
            )


def _remark(
    code: str, document: Document, headers: Sequence[str], column: int, *, alike: int = 1
) -> Remark:
    """Something to say of one column of the file; in JSON no column has a letter."""
    header = headers[column].strip() or None
    at = column if document.value is None else None
    return Remark(code=code, file=document.name, header=header, at=at, alike=alike)


def _is_meta(header: str) -> bool:
    name = _heading(header)
    return name in _META or name.startswith("attribute_") or bool(_TIMING.match(header.strip()))


def _heading(cell: str) -> str:
    """The code that a heading stands for: `submitdate`, `submitdate. Date submitted`, its text."""
    text = cell.strip("\ufeff \"'")
    code = re.split("[.:]", text)[0].strip().casefold()
    return code if code in _META else _CODES.get(plain(text), code)
