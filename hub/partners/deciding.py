"""Who decides what becomes of an import? One proposes, a second one approves; either withdraws.

A program withdraws what nobody has proposed yet, and nothing else.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from hub import audit_log
from hub.access import Actor, Permission
from hub.identity.accounts import is_one_person, was_revoked
from hub.identity.two_persons import (
    NotAPerson,
    SamePerson,
    check_approval,
    check_proposal,
    check_withdrawal,
)
from hub.jobs import JobState, Order, cancel, enqueue, latest
from hub.partners.desk import Desk, own, own_to_change, still_agreed
from hub.partners.endings import put_back
from hub.partners.kinds import DISCARD, PUBLISH, READ
from hub.partners.looking import Seen, seen
from hub.partners.problems import Refused
from hub.partners.pushes import Push, PushState, change, find
from hub.partners.recall import releases_with
from hub.partners.standing import must_be_last, must_stand
from hub.partners.states import wrong_state
from hub.workspace import current_tables, forget, held_tables, recorded_at

#: What may be withdrawn: what no person has decided on, and what one has.
_UNDECIDED = frozenset({PushState.READY, PushState.REFUSED})
_DECIDED = frozenset({PushState.PROPOSED, PushState.PUBLISHED})


@contextmanager
def _two_persons(program: str = "no_program") -> Iterator[None]:
    """The rule's refusals, as a partner is told them; `program` is what one of these is told."""
    try:
        yield
    except NotAPerson as problem:
        raise Refused(program) from problem
    except SamePerson as problem:
        raise Refused("same_person") from problem


def propose(desk: Desk, actor: Actor, import_id: str) -> Seen:
    """Propose an import for publication; also where whoever did so may do nothing any more.

    Raises:
        Refused: there is none of theirs, they may not, it is not ready, or no agreement is in
            force.
    """
    permission = Permission.COOPERATIVE_IMPORTS_PROPOSE
    with desk.engine.begin() as connection:
        push = own_to_change(connection, actor, import_id, permission)
        with _two_persons():
            check_proposal(actor, push.cooperative)
        if not is_deserted(connection, push):
            _must_be(push, PushState.READY)
        still_agreed(connection, push.cooperative)
        must_stand(connection, push)
        change(connection, push, actor, state=PushState.PROPOSED, proposed_by=actor.subject)
        return _now(connection, push)


def approve(desk: Desk, actor: Actor, import_id: str, version: str | None) -> Seen:
    """Approve an import that somebody else proposed; it is published from then on.

    Args:
        desk: of the hub.
        actor: a person, and not the one who proposed it.
        import_id: the import.
        version: of the import as the actor saw it.

    Raises:
        Refused: there is none of theirs, they may not, it is not proposed, it is not as the
            actor saw it, or no agreement is in force.
    """
    permission = Permission.COOPERATIVE_IMPORTS_APPROVE
    with desk.engine.begin() as connection:
        push = own_to_change(connection, actor, import_id, permission)
        with _two_persons():
            check_approval(actor, push.cooperative, proposed_by=push.proposed_by or "")
        _must_be(push, PushState.PROPOSED)
        if has_proposed(connection, actor, push):
            raise Refused("same_person")
        if is_deserted(connection, push):
            raise Refused("proposer_gone", **{"import": push.id})
        still_agreed(connection, push.cooperative)
        if version is None:
            raise Refused("condition_missing", where="If-Match", **{"import": push.id})
        if version not in {"*", seen(connection, push).version}:
            raise Refused("changed_meanwhile", where="If-Match", **{"import": push.id})
        must_stand(connection, push)
        change(connection, push, actor, state=PushState.APPROVED)
        _order(connection, push, PUBLISH)
        return _now(connection, push)


def withdraw(desk: Desk, actor: Actor, import_id: str) -> tuple[Seen, dict[str, Any]]:
    """Take an import back: a draft is thrown away, a published one gives way to the one before.

    Returns:
        The import, and what could be taken back and what could not.

    Raises:
        Refused: there is none of theirs, they may not, it cannot be in its state, or a person
            decided on it and a program asks.
    """
    permission = Permission.COOPERATIVE_IMPORTS_WITHDRAW
    held_by = _released(desk, actor, import_id)
    with desk.engine.begin() as connection:
        push = own_to_change(connection, actor, import_id, permission)
        held_tables(connection, push.cooperative)
        if push.state not in _UNDECIDED | _DECIDED:
            raise wrong_state(seen(connection, push).state)
        with _two_persons("no_program_withdraws"):
            check_withdrawal(actor, push.cooperative, decided=push.state in _DECIDED)
        was_published = push.state is PushState.PUBLISHED
        if was_published:
            must_be_last(connection, push)
        back = put_back(connection, push) if was_published else {}
        change(connection, push, actor, state=PushState.WITHDRAWN, annotated=None)
        discarded = not held_by and not _is_needed(connection, push)
        if discarded:
            forget(connection, push.id)
            _order(connection, push, DISCARD)
        after = _now(connection, push)
    shutil.rmtree(desk.settings.annotated / push.folder, ignore_errors=True)
    return after, {
        "records_deleted": discarded,
        "tables_put_back": dict(back),
        # one that says the same as an earlier import was read from that one, and is public in it
        "cannot_be_recalled": held_by or ([push.release_id] if was_published else []),
    }


def stop(desk: Desk, actor: Actor, import_id: str) -> Seen:
    """Stop an import that waits to be read, or is being read.

    One that is being read ends a moment later, when its worker has heard of it.

    Raises:
        Refused: there is none of theirs, they may not, or it has been read.
    """
    permission = Permission.COOPERATIVE_IMPORTS_PUSH
    with desk.engine.begin() as connection:
        push = own_to_change(connection, actor, import_id, permission)
        _must_be(push, PushState.QUEUED)
        job = latest(connection, push.id, (READ,))
        ended = job is not None and cancel(connection, job) is JobState.CANCELLED
        if ended:
            outcome = {"problem": "cancelled"}
            change(connection, push, actor, state=PushState.CANCELLED, outcome=outcome)
        elif job is not None and not job.cancel_requested:
            # the hub stops it a moment later, and then nobody could say on whose word
            audit_log.append(
                connection,
                "import:cancel",
                push.cooperative,
                subject=actor.subject,
                concerning=push.id,
            )
        after = _now(connection, push)
    if ended:
        shutil.rmtree(desk.settings.uploads / push.folder, ignore_errors=True)
    return after


def has_proposed(connection: sa.Connection, actor: Actor, push: Push) -> bool:
    """Whether somebody proposed an import, by this account or one that they had before."""
    return is_one_person(connection, push.proposed_by or "", actor.subject)


def is_deserted(connection: sa.Connection, push: Push) -> bool:
    """Whether an import is proposed by somebody who may do nothing any more."""
    proposed = push.state is PushState.PROPOSED
    return proposed and was_revoked(connection, push.proposed_by or "")


def _must_be(push: Push, state: PushState) -> None:
    if push.state is not state:
        raise wrong_state(push.state.value)


def _now(connection: sa.Connection, push: Push) -> Seen:
    return seen(connection, find(connection, push.id) or push)


def _released(desk: Desk, actor: Actor, import_id: str) -> list[str]:
    """The releases that hold an import of theirs."""
    with desk.engine.begin() as connection:
        push = own(connection, actor, import_id)
    return list(releases_with(desk.settings, push.cooperative, push.id))


def _is_needed(connection: sa.Connection, push: Push) -> bool:
    """Whether records are read now, or may be those of a release, which is held against them."""
    released = any(step["state"] == PushState.APPROVED for step in push.history)
    by_command = "" < recorded_at(connection, push.id) < push.created_at[:19]
    current = current_tables(connection, push.cooperative).values()
    return released or by_command or push.id in current


def _order(connection: sa.Connection, push: Push, kind: str) -> None:
    enqueue(
        connection,
        Order(
            kind=kind,
            cooperative=push.cooperative,
            key=f"{kind} {push.id} {push.round} {len(push.history)}",
            subject=push.id,
            arguments={"round": push.round},
        ),
    )
