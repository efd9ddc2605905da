"""A secret is long, and what is kept of it is not it."""

import re
from datetime import UTC, datetime, timedelta, timezone

from hub.identity.hashing import hashed, new_secret, now, stamp


def test_a_secret_has_256_bits_and_is_never_the_same() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert all(re.fullmatch(r"[\w-]{43}", one) for one in secrets)


def test_the_hash_is_always_the_same_and_does_not_hold_the_secret() -> None:
    secret = new_secret()
    assert hashed(secret) == hashed(secret)
    assert secret not in hashed(secret)


def test_times_are_written_in_utc_so_that_they_sort_as_text() -> None:
    evening = datetime(2026, 1, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert stamp(evening) == "2025-12-31T23:30:00+00:00"
    assert now() <= stamp(datetime.now(UTC) + timedelta(seconds=1))
