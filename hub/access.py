"""Who may do what? Every permission, every role and what each role may, on one screen.

A permission is read `whose:what:action`. Roles are held for one cooperative, or for the hub; a
person or a program may hold several. What is not granted here is refused. Accounts, agreements and
the audit log have no address on the network: whoever holds the data folder deals with them by
commands, and the grants of these say for whom. What a role may is less for a program than for a
person: `hub.identity.two_persons` says where a person, or two, must decide.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """Something that is not open to everyone."""

    COOPERATIVE_AUDIT_READ = "cooperative:audit:read"
    COOPERATIVE_IMPORTS_APPROVE = "cooperative:imports:approve"
    COOPERATIVE_IMPORTS_PROPOSE = "cooperative:imports:propose"
    COOPERATIVE_IMPORTS_PUSH = "cooperative:imports:push"
    COOPERATIVE_IMPORTS_READ = "cooperative:imports:read"
    COOPERATIVE_IMPORTS_WITHDRAW = "cooperative:imports:withdraw"
    HUB_ACCOUNTS_MANAGE = "hub:accounts:manage"
    HUB_AGREEMENTS_RECORD = "hub:agreements:record"
    HUB_AUDIT_READ = "hub:audit:read"


class Role(StrEnum):
    """What a person or a program is to a cooperative, or to the hub.

    The hub's operator keeps accounts and agreements, and sees no cooperative's imports.
    """

    SENDER = "sender"
    STEWARD = "steward"
    APPROVER = "approver"
    OPERATOR = "operator"


_P = Permission

GRANTS: Mapping[Role, AbstractSet[Permission]] = {
    Role.SENDER: {_P.COOPERATIVE_IMPORTS_PUSH, _P.COOPERATIVE_IMPORTS_READ},
    Role.STEWARD: {
        _P.COOPERATIVE_AUDIT_READ,
        _P.COOPERATIVE_IMPORTS_PROPOSE,
        _P.COOPERATIVE_IMPORTS_PUSH,
        _P.COOPERATIVE_IMPORTS_READ,
        _P.COOPERATIVE_IMPORTS_WITHDRAW,
    },
    Role.APPROVER: {
        _P.COOPERATIVE_AUDIT_READ,
        _P.COOPERATIVE_IMPORTS_APPROVE,
        _P.COOPERATIVE_IMPORTS_READ,
        _P.COOPERATIVE_IMPORTS_WITHDRAW,
    },
    Role.OPERATOR: {_P.HUB_ACCOUNTS_MANAGE, _P.HUB_AGREEMENTS_RECORD, _P.HUB_AUDIT_READ},
}

#: Where a role for the hub itself is held: no cooperative has this short name.
HUB = "*"


class ActorKind(StrEnum):
    """A person at a page, or a program with a token."""

    PERSON = "person"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever asks, once that is proven.

    Attributes:
        subject: the same for the same person or program, always; an opaque name, never an address.
        roles: cooperative's short name, or `HUB` -> the roles held there.
    """

    kind: ActorKind
    subject: str
    roles: Mapping[str, AbstractSet[Role]]

    def may(self, permission: Permission, cooperative: str = HUB) -> bool:
        """Whether any role held there grants it."""
        return any(permission in GRANTS[role] for role in self.roles.get(cooperative, ()))

    def cooperatives(self, permission: Permission) -> tuple[str, ...]:
        """The cooperatives for which this actor may, in alphabetical order."""
        return tuple(
            slug for slug in sorted(self.roles) if slug != HUB and self.may(permission, slug)
        )
