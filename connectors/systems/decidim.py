"""How is the open data of Decidim read? Spaces, proposals, what became of them, and meetings.

One file per kind of thing, as CSV with nested keys as headers (`title/fr`) or as JSON. What is
`taxonomies/…` since 0.30 was `category/…` before, `votes` was `supports`; a proposal without a
state was not answered. Authors are never read.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import unescape

import polars as pl

from connectors.cells import dates
from connectors.contract import Document, Extract, Remark
from connectors.headers import plain
from connectors.systems.ballots import day_of, objects, said_day, truth
from connectors.systems.gathering import Gathering, Origins
from connectors.systems.listed import Record, broken, records
from connectors.systems.nested import as_rows, paths
from connectors.table_pack import DateOrder
from connectors.words import spoken_words
from hub.vocabulary import BodyKind

_KINDS = {
    "proposals": {"id", "component/id", "is_amend", "url"},
    "results": {"id", "component/id", "progress", "proposal_urls"},
    "assemblies": {"id", "slug", "assembly_type/id", "included_at"},
    "assemblies, before 0.30": {"id", "slug", "assembly_type", "included_at"},
    "meetings": {"id", "start_time", "attendees", "contributions"},
}
#: A header that only one generation of Decidim writes -> that generation.
_GENERATIONS = {
    "taxonomies/id": "0.30",
    "likes/total_count": "0.30",
    "endorsements/total_count": "0.2x",
    "category/id": "0.2x",
    "supports": "0.1x",
}
_STAGES = {
    "accepted": "accepted",
    "rejected": "rejected",
    "evaluating": "under_review",
    "withdrawn": "withdrawn",
    "partially_accepted": "partly_accepted",
}
_ROLES = {"president": "chair", "vice_president": "other", "secretary": "secretary"}
_GENDERS = {"f": "female", "m": "male", "female": "female", "male": "male", "woman": "female"}
#: What is read of some file, by the part of its header before the first `/`.
_READ = {
    *("id", "title", "body", "state", "state_published_at", "answered_at", "published_at", "url"),
    *("withdrawn", "withdrawn_at", "created_at", "updated_at", "is_amend", "original_proposal"),
    *("participatory_space", "taxonomies", "category", "proposal_urls", "progress", "status"),
    *("start_date", "end_date", "start_time", "parent", "creation_date", "included_at"),
    *("closing_date", "published"),
}
_SPACES = "assemblies"
#: Kind of file -> canonical table -> the headers that its columns come from.
_ORIGINS: Mapping[str, Mapping[str, Origins]] = {
    "proposals": {
        "recommendations": {
            "code": ["id"],
            "origin_body": ["participatory_space/id"],
            "theme": ["taxonomies/name", "category/name"],
            "title": ["title"],
            "text": ["body"],
            "submitted_on": ["published_at", "created_at"],
        },
        "recommendation_events": {
            "recommendation": ["id"],
            "stage": ["state"],
            "on": ["answered_at", "state_published_at", "updated_at"],
            "url": ["url"],
        },
    },
    "results": {
        "recommendation_events": {
            "recommendation": ["proposal_urls"],
            "stage": ["progress"],
            "raw_token": ["status/key"],
            "on": ["end_date"],
            "url": ["url"],
        }
    },
    "assemblies": {
        "bodies": {
            "code": ["id"],
            "name_fr": ["title/fr"],
            "name_nl": ["title/nl"],
            "name_en": ["title/en"],
            "parent": ["parent/id"],
            "created_on": ["creation_date", "included_at"],
            "closed_on": ["closing_date"],
        }
    },
    "meetings": {"assemblies": {"code": ["id"], "date": ["start_time"]}},
}
#: The same of an answer of GraphQL, which names the members of assemblies.
_KEYS: Mapping[str, Origins] = {
    "bodies": {"code": ["assemblies/id"], "name_fr": ["assemblies/title"]},
    "mandates": {
        "pseudonym": ["members/id"],
        "body": ["assemblies/id"],
        "role": ["members/position"],
        "gender": ["members/gender"],
        "start_on": ["members/designationDate"],
        "end_on": ["members/ceasedDate"],
    },
}
_TAGS = re.compile(r"<[^>]*>")
#: What may follow the number at the end of an address.
_TAIL = re.compile(r"/?(?:[?#].*)?$")
_DONE = 100.0


class Decidim:
    """The files of an open data archive, and the members of assemblies from GraphQL."""

    system, version = "decidim", "0.31"

    def recognise(self, document: Document) -> tuple[str, ...]:
        """The kind of file and the generation, by its headers."""
        if _assemblies(document.value):
            return ("assemblies", "members", "designationDate")
        headers = frozenset(document.head[0] if document.head else paths(document.value))
        for kind, needed in _KINDS.items():
            if needed <= headers:
                marks = [mark for mark in _GENERATIONS if mark in headers]
                return (kind, *(f"{mark} ({_GENERATIONS[mark]})" for mark in marks))
        return ()

    def extract(self, documents: Sequence[Document]) -> Iterable[Extract | Remark]:
        """Everything that the files say, each of them on its own."""
        kinds = {document.name: self.recognise(document) for document in documents}
        # one component's list may come as JSON, where no column has a letter
        keyed = {document.name for document in documents if document.value is not None}
        documents = [one if _assemblies(one.value) else as_rows(one) for one in documents]
        lists = [one for one in documents if one.head and kinds[one.name][0].startswith(_SPACES)]
        spaces = any(kind[0].startswith(_SPACES) for kind in kinds.values())
        given = {cells["id"] for one in lists for _, cells in records(one)}
        proposed = {code for one in documents for code in _recommended(one, kinds[one.name])}
        every = {header for document in documents for header in (*document.head[:1], ())[0]}
        for document in documents:
            headers = document.head[0] if document.head else ()
            unknown = [one for one in headers if one.partition("/")[0] not in _READ]
            kind = kinds[document.name][0].partition(",")[0]
            rows = Gathering(
                document.name,
                kinds[document.name],
                headers=() if document.name in keyed else headers,
                origins=_ORIGINS[kind] if headers else _KEYS,
                unknown=unknown,
                version=_generation(every),
            )
            yield from broken(document)
            if not headers:
                _members(_assemblies(document.value), rows, given=given)
            elif kind == "proposals":
                yield from _proposals(document, rows, spaces=spaces)
            elif kind == "results":
                yield from _results(document, rows, proposed=proposed)
            elif kind == "assemblies":
                _spaces(document, rows)
            else:
                yield from _meetings(document, rows)
            yield from rows.extracts()


def _generation(headers: Collection[str]) -> str:
    """The generation of Decidim that wrote an archive, by the newest header; empty if none."""
    return next((age for mark, age in _GENERATIONS.items() if mark in headers), "")


def _day(one: Record, *names: str) -> str | None:
    """The day under the first of some headers that says something, or what it says instead."""
    return next((day for name in names if (day := said_day(one.get(name)))), None)


def _is_day(text: str | None) -> bool:
    """Whether a day can be read, of an export or as a French or Dutch spreadsheet writes it."""
    return dates(pl.Series([text], dtype=pl.String), DateOrder.DAY_FIRST)[0] is not None


def _proposals(document: Document, rows: Gathering, *, spaces: bool) -> Iterator[Remark]:
    for row, one in records(document):
        if _amends(one):
            yield Remark(code="amendment_left_out", file=document.name, row=row)
            continue
        title, language = _spoken(one, "title")
        code = _coded("proposal", one["id"])
        assembly = "/assemblies/" in one.get("participatory_space/url", "")
        rows.add(
            "recommendations",
            row,
            code=code,
            origin_body=_coded("assembly", one["participatory_space/id"])
            if spaces and assembly
            else None,
            theme=_theme(one, language),
            title=title,
            text=_spoken(one, "body")[0],
            language=language,
            submitted_on=_day(one, "published_at", "created_at"),
        )
        stage = "withdrawn" if truth(one.get("withdrawn")) else one.get("state", "")
        if stage in _STAGES:
            on = _day(one, "withdrawn_at", "answered_at", "state_published_at", "updated_at")
            if on is None:
                yield Remark(code="event_without_day", file=document.name, row=row)
            else:
                rows.add(
                    "recommendation_events",
                    row,
                    recommendation=code,
                    stage=_STAGES[stage],
                    raw_token=stage,
                    on=on,
                    url=one["url"],
                )
        elif stage and stage != "not_answered":
            yield Remark(code="stage_unknown", file=document.name, row=row)


def _amends(one: Record) -> bool:
    return truth(one["is_amend"]) or bool(one.get("original_proposal/url"))


def _recommended(document: Document, kind: Sequence[str]) -> Iterator[str | None]:
    """The codes of the proposals that a document has, without the amendments among them."""
    if kind[0] == "proposals":
        yield from (
            _coded("proposal", one["id"]) for _, one in records(document) if not _amends(one)
        )


def _results(
    document: Document, rows: Gathering, *, proposed: Collection[str | None]
) -> Iterator[Remark]:
    """What was done about proposals; a result names them by their addresses only.

    Args:
        document: the list of results.
        rows: where they go.
        proposed: the codes of all proposals of the upload; none where their list is not sent.
    """
    for row, one in records(document):
        linked = [url.strip() for url in one["proposal_urls"].split(",") if url.strip()]
        codes = [_coded("proposal", _TAIL.sub("", url).rpartition("/")[2]) for url in linked]
        proposals = [code for code in codes if not proposed or code in proposed]
        if len(proposals) < len(codes):
            yield Remark(code="result_of_unsent", file=document.name, row=row)
        progress = _progress(one["progress"])
        if progress is None:
            yield _unreadable(document, row, "number", "progress")
            continue
        done = progress >= _DONE
        dated = "end_date" if done else "start_date"
        on = _day(one, dated, "created_at")
        if one[dated] and not _is_day(on):
            yield _unreadable(document, row, "date", dated)
            continue
        if not linked:
            yield Remark(code="result_of_nothing", file=document.name, row=row)
        elif progress and on:
            for code in proposals:
                rows.add(
                    "recommendation_events",
                    row,
                    recommendation=code,
                    stage="implemented" if done else "in_progress",
                    raw_token=one.get("status/key") or None,
                    on=on,
                    url=one["url"],
                )


def _progress(text: str) -> float | None:
    """How much of a result is done, in percent; None where that is no number."""
    try:
        return float(text.replace(",", ".") or 0)
    except ValueError:
        return None


def _unreadable(document: Document, row: int, form: str, header: str) -> Remark:
    at = document.head[0].index(header) if document.value is None else None
    code = f"unreadable_{form}"
    return Remark(code=code, file=document.name, row=row, header=header, at=at)


def _spaces(document: Document, rows: Gathering) -> None:
    for row, one in records(document):
        title = _spoken(one, "title")[0]
        rows.add(
            "bodies",
            row,
            code=_coded("assembly", one["id"]),
            kind=_body_kind(title),
            **_names(one, title),
            parent=_coded("assembly", one["parent/id"]) if one.get("parent/id") else None,
            created_on=_day(one, "creation_date", "included_at"),
            closed_on=_day(one, "closing_date"),
        )


def _meetings(document: Document, rows: Gathering) -> Iterator[Remark]:
    """Meetings by their day; who attended is not who voted, so no number of voters."""
    for row, one in records(document):
        if truth(one.get("withdrawn")) or truth(one.get("published")) is False:
            yield Remark(code="meeting_left_out", file=document.name, row=row)
            continue
        code = _coded("meeting", one["id"])
        rows.add("assemblies", row, code=code, kind="other", date=_day(one, "start_time"))


def _members(
    assemblies: Sequence[Mapping[str, object]], rows: Gathering, *, given: Collection[str]
) -> None:
    """Who is in each assembly, and the assembly itself where no open data of it is sent."""
    number = 0
    for one in assemblies:
        title = one.get("title")
        name = str(title["translation"]) if isinstance(title, dict) else str(title)
        code = _coded("assembly", str(one["id"]))
        if str(one["id"]) not in given:
            rows.add("bodies", number + 1, code=code, kind=_body_kind(name), name_fr=name)
        for member in objects(one.get("members")):
            number += 1
            rows.add(
                "mandates",
                number,
                pseudonym=f"decidim-assembly-member-{member['id']}",
                body=code,
                role=_ROLES.get(str(member.get("position")), "member"),
                gender=_GENDERS.get(plain(str(member.get("gender") or "")), "not_recorded"),
                start_on=day_of(member.get("designationDate")),
                end_on=day_of(member.get("ceasedDate")),
            )


def _assemblies(value: object) -> list[dict[str, object]]:
    """The assemblies of a GraphQL answer, when it names their members."""
    answer = value.get("data") if isinstance(value, dict) else None
    listed = answer.get("assemblies") if isinstance(answer, dict) else None
    found = list(objects(listed))
    return found if any("members" in one for one in found) else []


def _spoken(one: Record, key: str) -> tuple[str | None, str | None]:
    """The first text that a record has under a key, without tags, and its language."""
    for header, text in one.items():
        name, _, language = header.partition("/")
        if name == key and text.strip():
            words = " ".join(unescape(_TAGS.sub(" ", text)).split())
            return words, language if re.fullmatch("[a-z]{2}", language) else None
    return None, None


def _names(one: Record, title: str | None) -> dict[str, str | None]:
    names = {
        f"name_{language}": one.get(f"title/{language}") or None for language in ("fr", "nl", "en")
    }
    # a name in none of the three languages is still its name
    return names if any(names.values()) else {**names, "name_en": title}


def _theme(one: Record, language: str | None) -> str | None:
    """What a proposal is about, in the language of its title where it is said in several."""
    for key in ("taxonomies/name", "category/name"):
        said = {header: text.strip() for header, text in one.items() if header.startswith(key)}
        if text := said.get(f"{key}/{language}") or next(filter(None, said.values()), None):
            return text
    return None


def _body_kind(title: str | None) -> str:
    """A board where its name says so; else a space, which is what Decidim calls it."""
    return spoken_words(pl.Enum(BodyKind)).get(plain(title or ""), "space")


def _coded(kind: str, number: str) -> str | None:
    """The code of a thing of Decidim's; none where a list lacks its number."""
    return f"decidim-{kind}-{number.strip()}" if number.strip() else None
