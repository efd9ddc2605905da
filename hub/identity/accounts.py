"""Which people may do something, and where? Accounts at a provider, or invitations to make one."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from hub import audit_log
from hub.access import HUB, Actor, ActorKind, Role
from hub.identity.hashing import hashed, new_secret, now, stamp
from hub.identity.tables import ACCOUNT_ROLES, ACCOUNTS, SESSIONS
from hub.isolation import within
from hub.problem import Problem

#: The account of whoever sits at the machine that a hub runs on.
THIS_MACHINE = "this machine"

_INVITED = timedelta(days=7)


class AccountThere(Problem):
    """Somebody has an account already."""

    def __init__(self) -> None:
        super().__init__(
            "that subject of that provider has an account",
            "Revoke it first to give it other roles: intercoop account list",
        )


class UnknownAccount(Problem):
    """No account has that id."""

    def __init__(self, account_id: str) -> None:
        super().__init__(
            f"there is no account {account_id!r}, or it was revoked before",
            "List them with: intercoop account list",
        )


class UnfitPlace(Problem):
    """A role of the hub at a cooperative, or the other way round."""

    def __init__(self) -> None:
        super().__init__(
            "the operator's role is held at the hub itself, and every other at a cooperative",
            "Give `operator` without --cooperative, and the others with it",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person, as far as the hub knows them.

    Attributes:
        id: the person's opaque subject.
        label: what the operator calls them; an office rather than a name.
        issuer: address of the provider; None until an invitation is taken up.
        subject: the provider's name for them.
        roles: cooperative, or `*` -> roles.
        revoked_at: None while they may do something.
    """

    id: str
    label: str
    issuer: str | None
    subject: str | None
    invited_until: str | None
    created_at: str
    revoked_at: str | None
    roles: Mapping[str, AbstractSet[Role]]

    @property
    def actor(self) -> Actor:
        """The person as others see them."""
        return Actor(kind=ActorKind.PERSON, subject=self.id, roles=self.roles)


class Accounts:
    """Reads and writes accounts; each method is one transaction."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def add(
        self,
        label: str,
        roles: Mapping[str, AbstractSet[Role]],
        *,
        issuer: str | None = None,
        subject: str | None = None,
    ) -> tuple[str, str | None]:
        """Add a person who is known at a provider, or invite one.

        Returns:
            The account's id, and the invitation where no provider and subject were given; it is
            nowhere else, good for a week, and taken up at the first login with it.

        Raises:
            UnfitPlace: a role is held where it means nothing.
            AccountThere: the subject has an account.
        """
        for place, held in roles.items():
            if any((role is Role.OPERATOR) is not (place == HUB) for role in held):
                raise UnfitPlace
        account_id = f"p-{secrets.token_hex(8)}"
        invitation = new_secret() if issuer is None and label != THIS_MACHINE else None
        until = stamp(datetime.now(UTC) + _INVITED) if invitation else None
        row = {
            "id": account_id,
            "label": label,
            "issuer": issuer,
            "subject": subject,
            "invitation_hash": hashed(invitation) if invitation else None,
            "invited_until": until,
            "created_at": now(),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(ACCOUNTS).values(row))
                _grant(connection, account_id, roles)
                _log(connection, "account:add", account_id, roles)
        except sa.exc.IntegrityError as error:
            raise AccountThere from error
        return account_id, invitation

    def grant(self, account_id: str, roles: Mapping[str, AbstractSet[Role]]) -> None:
        """Give further roles."""
        with self._engine.begin() as connection:
            _grant(connection, account_id, roles)
            _log(connection, "account:grant", account_id, roles)

    def revoke(self, account_id: str) -> None:
        """Let a person do nothing any more, and end their sessions.

        Raises:
            UnknownAccount: nobody of that id could do something.
        """
        found = self.find(account_id)
        with self._engine.begin() as connection:
            changed = connection.execute(
                sa.update(ACCOUNTS)
                .where(ACCOUNTS.c.id == account_id, ACCOUNTS.c.revoked_at.is_(None))
                .values(revoked_at=now(), invitation_hash=None)
            )
            if found is None or not changed.rowcount:
                raise UnknownAccount(account_id)
            connection.execute(sa.delete(SESSIONS).where(SESSIONS.c.account_id == account_id))
            _log(connection, "account:revoke", account_id, found.roles)

    def all(self) -> Sequence[Account]:
        """Every account, revoked ones too."""
        with self._engine.begin() as connection:
            return _accounts(connection)

    def find(self, account_id: str) -> Account | None:
        """The account of that id that may do something."""
        return self._find(ACCOUNTS.c.id == account_id)

    def at_provider(self, issuer: str, subject: str) -> Account | None:
        """The account of whom a provider calls so."""
        return self._find(ACCOUNTS.c.issuer == issuer, ACCOUNTS.c.subject == subject)

    def called(self, label: str) -> Account | None:
        """The account that the operator calls so."""
        return self._find(ACCOUNTS.c.label == label)

    def take_up(self, invitation_hash: str, *, issuer: str, subject: str) -> Account | None:
        """Bind an invitation to whoever logged in with it; None where it is not good any more."""
        account: str | None = None
        try:
            with within(HUB), self._engine.begin() as connection:
                account = connection.scalar(
                    sa.update(ACCOUNTS)
                    .where(
                        ACCOUNTS.c.invitation_hash == invitation_hash,
                        ACCOUNTS.c.invited_until >= now(),
                        ACCOUNTS.c.revoked_at.is_(None),
                    )
                    .values(issuer=issuer, subject=subject, invitation_hash=None)
                    .returning(ACCOUNTS.c.id)
                )
        except sa.exc.IntegrityError:  # the subject has an account, which stands
            return None
        return None if account is None else self.find(account)

    def _find(self, *conditions: sa.ColumnElement[bool]) -> Account | None:
        # whose rows may be seen is only known once the person is found
        with within(HUB), self._engine.begin() as connection:
            found = _accounts(connection, *conditions, ACCOUNTS.c.revoked_at.is_(None))
        return found[0] if found else None


def is_one_person(connection: sa.Connection, one: str, other: str) -> bool:
    """Whether two accounts are one person's, who was given one after the other, at a provider."""
    known = sa.select(ACCOUNTS.c.issuer, ACCOUNTS.c.subject).where(
        ACCOUNTS.c.id.in_([one, other]), ACCOUNTS.c.issuer.is_not(None)
    )
    found = connection.execute(known).all()
    return one == other or (len(found) > 1 and len(set(found)) == 1)


def was_revoked(connection: sa.Connection, account_id: str) -> bool:
    """Whether somebody had an account, and may do nothing any more."""
    revoked = sa.select(ACCOUNTS.c.revoked_at).where(ACCOUNTS.c.id == account_id)
    return connection.scalar(revoked) is not None


def _accounts(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Account]:
    wanted = sa.select(ACCOUNTS).where(*conditions).order_by(ACCOUNTS.c.created_at, ACCOUNTS.c.id)
    rows: list[dict[str, Any]] = [dict(row) for row in connection.execute(wanted).mappings()]
    held: dict[str, dict[str, set[Role]]] = {row["id"]: {} for row in rows}
    roles = sa.select(ACCOUNT_ROLES).where(ACCOUNT_ROLES.c.account_id.in_(list(held)))
    for account_id, cooperative, role in connection.execute(roles):
        held[account_id].setdefault(cooperative, set()).add(Role(role))
    for row in rows:
        del row["invitation_hash"]
    return [Account(**row, roles=held[row["id"]]) for row in rows]


def _grant(
    connection: sa.Connection, account_id: str, roles: Mapping[str, AbstractSet[Role]]
) -> None:
    rows = [
        {"account_id": account_id, "cooperative": place, "role": role.value}
        for place, held in roles.items()
        for role in sorted(held)
    ]
    if rows:
        connection.execute(sa.insert(ACCOUNT_ROLES), rows)


def _log(connection: sa.Connection, action: str, account_id: str, places: Iterable[str]) -> None:
    for place in sorted({*places} or {HUB}):
        audit_log.append(
            connection,
            action,
            place,
            subject=audit_log.COMMAND_LINE,
            concerning=account_id,
        )
