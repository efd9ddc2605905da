"""Refusals are written down, as many as help, and nothing of what the refused one said."""

import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from hub.audit_log import AuditLog
from hub.identity.refused import MOST, UNKNOWN, Refusals


class Clock:
    """Seconds, as a test sets them."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Log:
    """Takes what would be written down."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str]] = []

    def append(self, action: str, _cooperative: str = "*", **told: str) -> None:
        self.entries.append((action, told["concerning"]))


def test_a_refusal_names_the_program_that_is_known(either_engine: sa.Engine) -> None:
    log = AuditLog(either_engine)
    Refusals(log).note("token:issue", "invalid_client", cooperative="smart", subject="c-1")
    [entry] = log.entries()
    assert (entry.cooperative, entry.subject, entry.action) == ("smart", "c-1", "token:issue")
    assert (entry.outcome, entry.concerning) == ("refused", "invalid_client")
    assert log.verify("smart") == {"smart": entry.hash}


def test_of_whom_nothing_is_known_nothing_is_said(either_engine: sa.Engine) -> None:
    log = AuditLog(either_engine)
    Refusals(log).note("token:use", "bad_token")
    [entry] = log.entries()
    assert (entry.cooperative, entry.subject) == ("*", UNKNOWN)


def test_the_rest_of_a_minute_is_counted_and_written_with_the_next() -> None:
    log, clock = Log(), Clock()
    refusals = Refusals(log, clock)  # type: ignore[arg-type]  # only its `append` is used
    for _ in range(MOST + 7):
        refusals.note("token:use", "bad_token")
    assert len(log.entries) == MOST
    clock.now = 60
    refusals.note("token:use", "bad_token")
    assert log.entries[MOST:] == [("token:use", "7 more"), ("token:use", "bad_token")]


def test_one_kind_does_not_hide_another() -> None:
    log = Log()
    refusals = Refusals(log, Clock())  # type: ignore[arg-type]  # see above
    for _ in range(MOST + 1):
        refusals.note("token:use", "bad_token")
    refusals.note("session:begin", "no_account")
    assert log.entries[-1] == ("session:begin", "no_account")


@given(st.lists(st.floats(0, 30), max_size=80))
def test_nobody_makes_the_log_grow_faster_than_it_may(waits: list[float]) -> None:
    log, clock = Log(), Clock()
    refusals = Refusals(log, clock)  # type: ignore[arg-type]  # see above
    for wait in waits:
        clock.now += wait
        refusals.note("token:use", "bad_token")
    assert len(log.entries) <= (MOST + 1) * (clock.now // 60 + 1)
