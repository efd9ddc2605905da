"""Which programs may push for a cooperative? One per purpose, each revoked on its own."""

import re
import secrets
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from hub import audit_log
from hub.access import HUB, Role
from hub.identity.hashing import hashed, new_secret, now
from hub.identity.tables import CLIENTS, USED_ASSERTIONS
from hub.isolation import within
from hub.problem import Problem

#: What a program may be: approving is for people, and the hub is for its operator.
ROLES = frozenset({Role.SENDER, Role.STEWARD})

_PURPOSE = r"[a-z][a-z0-9-]{0,30}"


class Method(StrEnum):
    """How a program proves who it is."""

    SECRET = "client_secret_basic"  # noqa: S105 - the name that OAuth gives it
    KEY = "private_key_jwt"
    OUTSIDE = "outside"


class UnfitRole(Problem):
    """A program cannot have that role."""

    def __init__(self, role: Role) -> None:
        allowed = " or ".join(sorted(ROLES))
        super().__init__(f"a program cannot be {role.value}", f"Give it the role {allowed}")


class UnfitPurpose(Problem):
    """A purpose that cannot be part of a program's name."""

    def __init__(self) -> None:
        super().__init__(
            "that purpose cannot be part of a program's name",
            "Use up to 31 lower-case letters, digits and hyphens, as in nightly-push",
        )


class ClientThere(Problem):
    """The cooperative has a program for that purpose, or the provider's subject is taken."""

    def __init__(self, cooperative: str, purpose: str) -> None:
        super().__init__(
            f"{cooperative!r} has a program for {purpose!r}, or that subject is another program's",
            "Revoke the one that is there first (intercoop client list), or name another purpose",
        )


class UnknownClient(Problem):
    """No program has that id."""

    def __init__(self, client_id: str) -> None:
        super().__init__(
            f"there is no program {client_id!r}, or it was revoked before",
            "List them with: intercoop client list",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A program.

    Attributes:
        id: its opaque subject too.
        public_keys: JWK set, where it signs assertions.
        issuer: the provider that vouches for it, where another than the hub does.
        subject: its name there.
        revoked_at: UTC, ISO 8601; None while it may do something.
    """

    id: str
    cooperative: str
    purpose: str
    roles: AbstractSet[Role]
    method: Method
    secret_hash: str | None
    public_keys: Mapping[str, Any] | None
    issuer: str | None
    subject: str | None
    created_at: str
    revoked_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How a program will prove who it is: public keys, another provider's word, or a secret.

    Attributes:
        public_keys: JWK set without private parts.
        issuer: a provider that vouches for it.
        subject: its name there.
    """

    public_keys: Mapping[str, Any] | None = None
    issuer: str | None = None
    subject: str | None = None

    @property
    def method(self) -> Method:
        """Which of the three."""
        if self.public_keys is not None:
            return Method.KEY
        return Method.SECRET if self.issuer is None else Method.OUTSIDE


class Clients:
    """Reads and writes programs; each method is one transaction."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def add(
        self, cooperative: str, purpose: str, *, roles: AbstractSet[Role], proof: Proof
    ) -> tuple[Client, str | None]:
        """Add a program.

        Returns:
            The program, and its secret where it has one; the secret is nowhere else.

        Raises:
            UnfitPurpose, UnfitRole, ClientThere: it cannot be added.
        """
        if not re.fullmatch(_PURPOSE, purpose):
            raise UnfitPurpose
        for role in sorted(roles - ROLES):
            raise UnfitRole(role)
        secret = new_secret() if proof.method is Method.SECRET else None
        client = Client(
            id=f"c-{cooperative}-{purpose}-{secrets.token_hex(4)}",
            cooperative=cooperative,
            purpose=purpose,
            roles=roles,
            method=proof.method,
            secret_hash=hashed(secret) if secret else None,
            public_keys=proof.public_keys,
            issuer=proof.issuer,
            subject=proof.subject,
            created_at=now(),
            revoked_at=None,
        )
        row = {name: getattr(client, name) for name in CLIENTS.c.keys()}  # noqa: SIM118 - names
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(CLIENTS).values(row | {"roles": sorted(roles)}))
                audit_log.append(
                    connection,
                    "client:add",
                    cooperative,
                    subject=audit_log.COMMAND_LINE,
                    concerning=client.id,
                )
        except sa.exc.IntegrityError as error:
            raise ClientThere(cooperative, purpose) from error
        return client, secret

    def revoke(self, client_id: str) -> None:
        """Let a program do nothing any more, from now on; its tokens are refused too.

        Raises:
            UnknownClient: there is none of that id that could do something.
        """
        with self._engine.begin() as connection:
            cooperative = connection.scalar(
                sa.update(CLIENTS)
                .where(CLIENTS.c.id == client_id, CLIENTS.c.revoked_at.is_(None))
                .values(revoked_at=now())
                .returning(CLIENTS.c.cooperative)
            )
            if cooperative is None:
                raise UnknownClient(client_id)
            audit_log.append(
                connection,
                "client:revoke",
                cooperative,
                subject=audit_log.COMMAND_LINE,
                concerning=client_id,
            )

    def all(self) -> Sequence[Client]:
        """Every program, revoked ones too."""
        wanted = sa.select(CLIENTS).order_by(CLIENTS.c.cooperative, CLIENTS.c.purpose)
        with self._engine.begin() as connection:
            return [_client(row) for row in connection.execute(wanted)]

    def find(self, client_id: str) -> Client | None:
        """The program of that id that may do something."""
        if not client_id.isprintable():
            return None  # a database has texts that it cannot compare
        return self._find(CLIENTS.c.id == client_id)

    def find_outside(self, issuer: str, subject: str) -> Client | None:
        """The program that another provider calls so."""
        if not subject.isprintable():
            return None  # see above
        return self._find(CLIENTS.c.issuer == issuer, CLIENTS.c.subject == subject)

    def use_assertion(self, client_id: str, jti: str, expires_at: datetime) -> bool:
        """Whether an assertion is used for the first time; the database decides between two."""
        try:
            with self._engine.begin() as connection:
                connection.execute(
                    sa.delete(USED_ASSERTIONS).where(USED_ASSERTIONS.c.expires_at < now())
                )
                connection.execute(
                    sa.insert(USED_ASSERTIONS).values(
                        client_id=client_id,
                        jti=jti,
                        expires_at=expires_at.astimezone(UTC).isoformat(timespec="seconds"),
                    )
                )
        except sa.exc.IntegrityError:
            return False
        return True

    def _find(self, *conditions: sa.ColumnElement[bool]) -> Client | None:
        # whose program it is, and so whose rows may be seen, is only known once it is found
        with within(HUB), self._engine.begin() as connection:
            row = connection.execute(
                sa.select(CLIENTS).where(*conditions, CLIENTS.c.revoked_at.is_(None))
            ).one_or_none()
        return None if row is None else _client(row)


def _client(row: sa.Row[Any]) -> Client:
    told = dict(row._mapping)  # noqa: SLF001 - the public way to a row
    told["roles"] = frozenset(Role(role) for role in told["roles"])
    return Client(**told | {"method": Method(told["method"])})
