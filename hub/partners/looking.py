"""What does a partner see of an import? How far it is, what was found, what can be done next."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from connectors.contract import Finding, Severity
from connectors.messages import fix, say, severity, what
from connectors.quality import DEFINITIONS
from hub.access import Actor, Permission
from hub.jobs import Job, latest
from hub.partners.desk import Desk, own
from hub.partners.kinds import PUBLISH, READ
from hub.partners.problems import TYPE, Refused
from hub.partners.problems import say as say_problem
from hub.partners.pushes import MOVING, Push, PushState, find, listed
from hub.partners.standing import is_overtaken
from hub.partners.states import READING, say_state
from hub.vocabulary import Language

#: A cell that begins so is taken for a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = (
    *("file", "sheet", "row", "column", "header"),
    *("severity", "code", "rows_concerned", "what", "fix"),
)
#: What a reader may narrow the findings by.
FILTERS = ("severity", "code", "file", "sheet", "column")


@dataclass(frozen=True, slots=True)
class Seen:
    """An import and the last work on it, read in one transaction.

    Attributes:
        overtaken: whether other records are current than those that it was held against.
    """

    push: Push
    job: Job | None
    overtaken: bool = False

    @property
    def state(self) -> str:
        """As people know it: `reading` is a push that is queued and whose job is under way."""
        running = self.job is not None and self.job.owner is not None and self.job.is_open
        if self.push.state is PushState.QUEUED and running:
            return READING
        return self.push.state.value

    @property
    def version(self) -> str:
        """Changes with every step of the import, and not with the progress of a job."""
        return f"{self.push.round}-{len(self.push.history)}"

    @property
    def moving(self) -> bool:
        """Whether it may change without anyone doing anything."""
        return self.push.state in MOVING


def look(desk: Desk, actor: Actor, import_id: str) -> Seen:
    """One import.

    Raises:
        Refused: there is none of theirs.
    """
    with desk.engine.begin() as connection:
        return seen(connection, own(connection, actor, import_id))


def look_at_all(
    desk: Desk, actor: Actor, *, cooperative: str | None, limit: int, before: str | None
) -> Sequence[Seen]:
    """The imports that an actor may look at, the newest first.

    Args:
        desk: of the hub.
        actor: whoever asks.
        cooperative: only this one's.
        limit: at most so many.
        before: only those sent before this import.

    Raises:
        Refused: `before` is no import of theirs.
    """
    slugs = actor.cooperatives(Permission.COOPERATIVE_IMPORTS_READ)
    wanted = [slug for slug in slugs if cooperative in {None, slug}]
    with desk.engine.begin() as connection:
        last = None if before is None else own(connection, actor, before)
        place = None if last is None else (last.created_at, last.id)
        found = listed(connection, wanted, limit=limit, before=place)
        return [seen(connection, push) for push in found]


def seen(connection: sa.Connection, push: Push) -> Seen:
    """A push with the last work on it."""
    job = latest(connection, push.id, (READ, PUBLISH))
    if push.state in MOVING and job is not None and not job.is_open:
        # the work ended between the two looks, which PostgreSQL lets happen in one transaction
        push = find(connection, push.id) or push
    return Seen(push, job, is_overtaken(connection, push))


def as_json(one: Seen, language: Language) -> dict[str, Any]:
    """An import as it is answered; sentences in one language, codes in none."""
    push, outcome, meant = one.push, one.push.outcome or {}, one.push.meant or {}
    said = say_state(one.state, language)
    read = "findings" in outcome
    return {
        "import": push.id,
        "cooperative": push.cooperative,
        "state": one.state,
        "state_said": said.what,
        "next_step": said.next_step,
        "version": one.version,
        "files": [{"name": file["name"], "bytes": file["size"]} for file in push.files],
        "mode": meant.get("mode"),
        "tables": meant.get("tables", {}),
        "encodings": meant.get("encodings", {}),
        "separators": meant.get("separators", {}),
        "sent_at": push.created_at,
        "changed_at": push.changed_at,
        "progress": _progress(one.job) if one.moving else None,
        "problem": _problem(one, language),
        "rows": outcome.get("rows", {}),
        "rows_before": outcome.get("before", {}),
        "differences": outcome.get("differences", {}),
        "overtaken": one.overtaken,
        "identified": outcome.get("identified", []),
        "findings": _by_severity(outcome["totals"]) if read else None,
        "quality": _quality(outcome.get("quality"), language),
        "history": list(push.history),
        "release": push.release_id,
        "links": _links(push, read=read),
    }


def findings(one: Seen, wanted: Mapping[str, str]) -> list[Finding]:
    """The findings of an import that match; none where it has not been read."""
    listed_all = [
        Finding(**{**found, "severity": Severity(found["severity"])})
        for found in (one.push.outcome or {}).get("findings", [])
    ]
    return [
        found
        for found in listed_all
        if all(str(getattr(found, name) or "") == value for name, value in wanted.items())
    ]


def findings_json(one: Seen, wanted: Mapping[str, str], language: Language) -> dict[str, Any]:
    """The findings with their true totals, which no filter and no cap changes."""
    totals = (one.push.outcome or {}).get("totals", {})
    return {
        "import": one.push.id,
        "state": one.state,
        "language": language.value,
        "totals": totals,
        "totals_by_severity": _by_severity(totals),
        "findings": [
            {
                "file": found.file,
                "sheet": found.sheet,
                "row": found.row,
                "column": found.column,
                "header": found.header,
                "severity": found.severity.value,
                "code": found.code,
                "rows_concerned": found.alike,
                "what": what(found, language),
                "fix": fix(found, language),
                "message": say(found, language),
            }
            for found in findings(one, wanted)
        ],
    }


def findings_csv(
    one: Seen, wanted: Mapping[str, str], language: Language, *, sign: str = ","
) -> str:
    """The same as a table with a sign between its cells; none can be taken for a formula."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, extrasaction="ignore", delimiter=sign)
    writer.writeheader()
    for row in findings_json(one, wanted, language)["findings"]:
        writer.writerow({name: _no_formula(row[name]) for name in _COLUMNS})
    return out.getvalue()


def annotated(desk: Desk, one: Seen) -> tuple[str, bytes]:
    """The name and the content of the file with a column of errors; an archive of several.

    Raises:
        Refused: there is none.
    """
    folder = desk.settings.annotated / one.push.folder
    kept = {
        file["name"]: folder / file["kept"]
        for file in one.push.annotated or ()
        if (folder / file["kept"]).exists()
    }
    if not kept:
        raise Refused("not_annotated", **{"import": one.push.id})
    if len(kept) == 1:
        [(name, path)] = kept.items()
        return name, path.read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in kept.items():
            archive.write(path, name)
    return f"{one.push.id}.zip", out.getvalue()


def _progress(job: Job | None) -> dict[str, Any] | None:
    if job is None or not job.is_open:
        return None
    return {
        "stage": job.stage,
        "done": job.done,
        "total": job.total,
        "attempt": job.attempt,
        "seconds_since_heard_of": _rounded(job.silent),
        "seconds_since_it_moved": _rounded(job.still),
        "cancel_requested": job.cancel_requested,
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(max(seconds, 0.0), 1)


def _problem(one: Seen, language: Language) -> dict[str, Any] | None:
    """Why nothing came of it, or why it was not published."""
    code = (one.push.outcome or {}).get("problem")
    if code is None and one.push.state is PushState.READY and one.job is not None:
        code = (one.job.outcome or {}).get("problem")
    if code in {None, "cancelled"}:
        return None
    said = say_problem(code, language, {})
    return {"type": f"{TYPE}{code}", "title": said.what, "next_step": said.next_step}


def _by_severity(totals: Mapping[str, int]) -> dict[str, int]:
    counted = Counter(dict.fromkeys((one.value for one in Severity), 0))
    for code, total in totals.items():
        counted[severity(code).value] += total
    return dict(counted)


def _quality(scores: Mapping[str, int | None] | None, language: Language) -> dict[str, Any] | None:
    if scores is None:
        return None
    return {
        name: {
            "name": DEFINITIONS[name][language][0],
            "score": score,
            "definition": DEFINITIONS[name][language][1],
        }
        for name, score in scores.items()
    }


def _links(push: Push, *, read: bool) -> dict[str, str]:
    here = f"/imports/{push.id}"
    parts: Iterable[str] = ["events"]
    if read:
        parts = [*parts, "findings"]
    if push.annotated:
        parts = [*parts, "annotated"]
    actions = {
        PushState.QUEUED: ("cancel",),
        PushState.READY: ("preview", "propose", "withdraw"),
        PushState.PROPOSED: ("preview", "approve", "withdraw"),
        PushState.REFUSED: ("withdraw",),
        PushState.PUBLISHED: ("withdraw",),
    }
    return {"self": here} | {
        name: f"{here}/{name}" for name in (*parts, *actions.get(push.state, ()))
    }


def _no_formula(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
