"""Records are taken in under an agreement that is in force, and under no other."""

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa

from hub import migrate
from hub.agreements import (
    Agreement,
    Agreements,
    BackwardsAgreement,
    NoAgreement,
    Terms,
    require,
)
from hub.audit_log import AuditLog
from hub.stores import open_store


@pytest.fixture
def engine(store_url: str) -> Iterator[sa.Engine]:
    engine = open_store(store_url)
    migrate.upgrade(engine, "workspace")
    yield engine
    engine.dispose()


def on_the_day(engine: sa.Engine, cooperative: str, day: date) -> Agreement:
    with engine.begin() as connection:
        return require(connection, cooperative, day)


def terms(valid_from: date, valid_until: date | None, purpose: str = "comparison") -> Terms:
    return Terms(
        roles="controller: the cooperative; processor: the hub",
        purpose=purpose,
        legal_basis="legitimate interest",
        retention="three years",
        notice="in the statutes",
        valid_from=valid_from,
        valid_until=valid_until,
        signatory="the chair",
        document_hash="0" * 64,
    )


def test_an_agreement_holds_from_its_first_day_to_its_last(engine: sa.Engine) -> None:
    agreements = Agreements(engine)
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    recorded = agreements.record("smart", terms(first, last))
    for day in (first, last):
        assert on_the_day(engine, "smart", day) == recorded
    for day in (date(2025, 12, 31), date(2027, 1, 1)):
        with pytest.raises(NoAgreement, match=f"'smart' is in force on {day}"):
            on_the_day(engine, "smart", day)


def test_another_cooperatives_agreement_does_not_count(engine: sa.Engine) -> None:
    Agreements(engine).record("rail", terms(date(2026, 1, 1), None))
    with pytest.raises(NoAgreement):
        on_the_day(engine, "smart", date(2026, 6, 1))


def test_of_two_in_force_the_later_counts_and_both_stay(engine: sa.Engine) -> None:
    agreements = Agreements(engine)
    agreements.record("smart", terms(date(2026, 1, 1), None, "old"))
    later = agreements.record("smart", terms(date(2026, 5, 1), None, "new"))
    assert on_the_day(engine, "smart", date(2026, 6, 1)) == later
    assert [one.terms.purpose for one in agreements.all()] == ["old", "new"]


def test_who_recorded_it_is_written_down(engine: sa.Engine) -> None:
    recorded = Agreements(engine).record("smart", terms(date(2026, 1, 1), None), subject="p-1")
    [entry] = AuditLog(engine).entries("smart")
    assert (entry.subject, entry.action, entry.concerning) == (
        "p-1",
        "agreement:record",
        recorded.id,
    )


def test_an_agreement_does_not_end_before_it_begins() -> None:
    with pytest.raises(BackwardsAgreement):
        terms(date(2026, 1, 2), date(2026, 1, 1))
