"""How does a partner see what an import would publish? Worked out once, in a job, and kept."""

import hashlib
from typing import Any

import orjson
import sqlalchemy as sa

from hub.access import Actor
from hub.jobs import Job, Order, enqueue, latest
from hub.partners.desk import Desk, own
from hub.partners.kinds import PREVIEW
from hub.partners.looking import Seen, seen
from hub.partners.problems import TYPE, say
from hub.partners.pushes import Push, PushState
from hub.partners.states import wrong_state
from hub.vocabulary import Language
from hub.workspace import current_tables, last_published

_FORESEEABLE = frozenset({PushState.READY, PushState.PROPOSED, PushState.APPROVED})


def preview(desk: Desk, actor: Actor, import_id: str) -> tuple[Seen, Job]:
    """The job that works it out, ordered now where nobody asked since anything changed.

    Raises:
        Refused: there is none of theirs, or it has no draft to look at.
    """
    with desk.engine.begin() as connection:
        push = own(connection, actor, import_id)
        if push.state not in _FORESEEABLE:
            raise wrong_state(seen(connection, push).state)
        order = _order(connection, push)
        enqueue(connection, order)
        job = latest(connection, push.id, (PREVIEW,))
        if job is None:
            raise AssertionError
        return seen(connection, push), job


def as_json(one: Seen, job: Job, language: Language) -> dict[str, Any]:
    """What is known of it, and how far it is until then."""
    outcome = dict(job.outcome or {})
    code = outcome.pop("problem", None)
    said = None if code is None else say(code, language, {})
    return {
        "import": one.push.id,
        "cooperative": one.push.cooperative,
        "version": one.version,
        "done": not job.is_open,
        "problem": said
        and {"type": f"{TYPE}{code}", "title": said.what, "next_step": said.next_step},
        "publication": outcome or None,
    }


def _order(connection: sa.Connection, push: Push) -> Order:
    """The same as long as nothing changed that it depends on."""
    depends = [last_published(connection), current_tables(connection, push.cooperative)]
    digest = hashlib.sha256(orjson.dumps(depends, option=orjson.OPT_SORT_KEYS)).hexdigest()
    return Order(
        kind=PREVIEW,
        cooperative=push.cooperative,
        key=f"{PREVIEW} {push.id} {push.round} {digest[:16]}",
        subject=push.id,
        arguments={"round": push.round},
    )
