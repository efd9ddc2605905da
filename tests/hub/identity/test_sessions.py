"""A session is a number that nobody can guess, that ends, and that can be ended."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from hub.access import Role
from hub.audit_log import AuditLog
from hub.identity.accounts import Account, Accounts
from hub.identity.hashing import stamp
from hub.identity.sessions import BrowserSessions
from hub.identity.tables import LOGIN_ADDRESSES, SESSIONS
from tests.hub.identity.conftest import ADDRESS

LATE = stamp(datetime.now(UTC) - timedelta(hours=1))


def person(engine: sa.Engine) -> Account:
    accounts = Accounts(engine)
    account_id, _ = accounts.add("S", {"smart": {Role.STEWARD}}, issuer="i", subject="s")
    found = accounts.find(account_id)
    assert found is not None
    return found


@pytest.fixture
def sessions(either_engine: sa.Engine) -> BrowserSessions:
    return BrowserSessions(either_engine, Accounts(either_engine), ADDRESS)


def test_a_session_is_kept_as_a_hash_and_ends_when_it_is_ended(
    either_engine: sa.Engine, sessions: BrowserSessions
) -> None:
    account = person(either_engine)
    session_id = sessions.begin(account)
    assert sessions.of_session(session_id) == account.actor
    with either_engine.begin() as connection:
        assert session_id not in str(connection.execute(sa.select(SESSIONS)).all())
    sessions.end(session_id)
    sessions.end(session_id)
    assert sessions.of_session(session_id) is None
    done = [one.action for one in AuditLog(either_engine).entries("*")]
    assert done == ["session:begin", "session:end"]


def test_a_session_ends_by_itself_and_with_its_account(
    either_engine: sa.Engine, sessions: BrowserSessions
) -> None:
    account = person(either_engine)
    old = sessions.begin(account)
    with either_engine.begin() as connection:
        connection.execute(sa.update(SESSIONS).values(expires_at=LATE))
    assert sessions.of_session(old) is None
    session_id = sessions.begin(account)
    Accounts(either_engine).revoke(account.id)
    assert sessions.of_session(session_id) is None
    assert sessions.of_session("guessed") is None


def test_a_login_address_is_good_once_and_not_for_long(
    either_engine: sa.Engine, sessions: BrowserSessions
) -> None:
    account = person(either_engine)
    token = sessions.new_address(account.id)
    assert sessions.use_address(token) == account
    assert sessions.use_address(token) is None
    late = sessions.new_address(account.id)
    with either_engine.begin() as connection:
        connection.execute(sa.update(LOGIN_ADDRESSES).values(expires_at=LATE))
    assert sessions.use_address(late) is None


@pytest.mark.parametrize(
    ("address", "cookie", "secure"),
    [("https://hub.example.org", "__Host-session", True), (ADDRESS, "session", False)],
)
def test_over_https_the_cookie_belongs_to_this_host_alone(
    engine: sa.Engine, address: str, cookie: str, *, secure: bool
) -> None:
    sessions = BrowserSessions(engine, Accounts(engine), address)
    assert (sessions.cookie, sessions.secure) == (cookie, secure)
