"""When may an import be published? When one person proposes it and another one approves.

Programs push; only people propose and approve. Neither has to know the other's account: what is
compared is the opaque subject of `hub.access.Actor`, which a proposal keeps. One person is enough
to take an import back: a mistake is undone at once, and nothing becomes public by it that was not
before. A program takes back only what no person has decided on.
"""

from hub.access import Actor, ActorKind, Permission
from hub.problem import Problem


class NotAllowed(Problem):
    """Somebody asked for what none of their roles at the cooperative grants."""

    def __init__(self, permission: Permission, cooperative: str) -> None:
        super().__init__(
            f"none of your roles at {cooperative!r} allows {permission.value}",
            "Ask the hub's operator for the role, or somebody who has it to do this",
        )


class NotAPerson(Problem):
    """A program tried to do what only people may."""

    def __init__(self) -> None:
        super().__init__(
            "a program cannot propose or approve a publication, or undo what people decided",
            "Log in as a person of the cooperative and do it there",
        )


class SamePerson(Problem):
    """Somebody tried to approve what they proposed themselves."""

    def __init__(self) -> None:
        super().__init__(
            "whoever proposed this publication cannot approve it",
            "Ask a second person with the role `approver` to approve it",
        )


def check_proposal(actor: Actor | None, cooperative: str) -> None:
    """Whether somebody may propose to publish an import of a cooperative.

    Keep `actor.subject` with the proposal: `check_approval` compares it.

    Raises:
        NotAPerson: a program asks.
        NotAllowed: nobody is logged in, or no role grants it there.
    """
    _allowed(actor, Permission.COOPERATIVE_IMPORTS_PROPOSE, cooperative)


def check_approval(actor: Actor | None, cooperative: str, *, proposed_by: str) -> None:
    """Whether somebody may approve what a person proposed to publish.

    Args:
        actor: who approves.
        cooperative: whose import it is.
        proposed_by: subject of the person whom `check_proposal` let propose it.

    Raises:
        NotAPerson: a program asks.
        NotAllowed: nobody is logged in, or no role grants it there.
        SamePerson: the one who proposed it asks.
    """
    approver = _allowed(actor, Permission.COOPERATIVE_IMPORTS_APPROVE, cooperative)
    if approver.subject == proposed_by:
        raise SamePerson


def check_withdrawal(actor: Actor | None, cooperative: str, *, decided: bool) -> None:
    """Whether somebody may take back an import of a cooperative.

    Args:
        actor: who takes it back.
        cooperative: whose import it is.
        decided: whether it was proposed by a person, or published.

    Raises:
        NotAPerson: a program asks for what people decided on.
        NotAllowed: nobody is logged in, or no role grants it there.
    """
    _allowed(actor, Permission.COOPERATIVE_IMPORTS_WITHDRAW, cooperative, person=decided)


def _allowed(
    actor: Actor | None, permission: Permission, cooperative: str, *, person: bool = True
) -> Actor:
    """Who asks, if they may; `person` says whether it takes one."""
    if person and actor is not None and actor.kind is not ActorKind.PERSON:
        raise NotAPerson
    if actor is None or not actor.may(permission, cooperative):
        raise NotAllowed(permission, cooperative)
    return actor
