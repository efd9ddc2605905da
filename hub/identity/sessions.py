"""Is somebody logged in? An opaque number in a cookie, known to the workspace by its hash."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from hub import audit_log
from hub.access import HUB, Actor
from hub.identity.accounts import Account, Accounts
from hub.identity.hashing import hashed, new_secret, now, stamp
from hub.identity.tables import LOGIN_ADDRESSES, SESSIONS
from hub.isolation import within

#: How long somebody stays logged in; a working day.
LASTS = timedelta(hours=8)

#: How long a login address is good for, once.
ADDRESS_LASTS = timedelta(minutes=15)


class BrowserSessions:
    """Begins, finds and ends sessions.

    Attributes:
        cookie: its name; with `__Host-`, which browsers only take over https.
        secure: whether it may only be sent over https.
    """

    def __init__(self, engine: sa.Engine, accounts: Accounts, address: str) -> None:
        self._engine = engine
        self._accounts = accounts
        self.secure = address.startswith("https://")
        self.cookie = "__Host-session" if self.secure else "session"

    def begin(self, account: Account) -> str:
        """Log a person in; the session's number is nowhere else."""
        session_id = new_secret()
        with within(HUB), self._engine.begin() as connection:
            connection.execute(sa.delete(SESSIONS).where(SESSIONS.c.expires_at < now()))
            connection.execute(
                sa.insert(SESSIONS).values(
                    id_hash=hashed(session_id),
                    account_id=account.id,
                    created_at=now(),
                    expires_at=stamp(datetime.now(UTC) + LASTS),
                )
            )
            audit_log.append(connection, "session:begin", subject=account.id)
        return session_id

    def of_session(self, session_id: str) -> Actor | None:
        """The person; None where the session has ended or the account was revoked."""
        with within(HUB), self._engine.begin() as connection:
            account_id = connection.scalar(
                sa.select(SESSIONS.c.account_id).where(
                    SESSIONS.c.id_hash == hashed(session_id), SESSIONS.c.expires_at >= now()
                )
            )
        account = None if account_id is None else self._accounts.find(account_id)
        return None if account is None else account.actor

    def end(self, session_id: str) -> None:
        """Log a person out, here and wherever else the number is known."""
        with within(HUB), self._engine.begin() as connection:
            account_id = connection.scalar(
                sa.delete(SESSIONS)
                .where(SESSIONS.c.id_hash == hashed(session_id))
                .returning(SESSIONS.c.account_id)
            )
            if account_id is not None:
                audit_log.append(connection, "session:end", subject=account_id)

    def new_address(self, account_id: str) -> str:
        """A token that logs one person in, once, within a quarter of an hour."""
        token = new_secret()
        with within(HUB), self._engine.begin() as connection:
            connection.execute(
                sa.insert(LOGIN_ADDRESSES).values(
                    token_hash=hashed(token),
                    account_id=account_id,
                    expires_at=stamp(datetime.now(UTC) + ADDRESS_LASTS),
                )
            )
        return token

    def use_address(self, token: str) -> Account | None:
        """Whom a login address logs in; None where it was used before or is too old."""
        with within(HUB), self._engine.begin() as connection:
            row = connection.execute(
                sa.delete(LOGIN_ADDRESSES)
                .where(LOGIN_ADDRESSES.c.token_hash == hashed(token))
                .returning(LOGIN_ADDRESSES.c.account_id, LOGIN_ADDRESSES.c.expires_at)
            ).one_or_none()
        if row is None or row.expires_at < now():
            return None
        return self._accounts.find(row.account_id)
