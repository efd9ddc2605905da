"""How does the hub know a secret again without keeping it? By the hash of 256 random bits."""

import hashlib
import secrets
from datetime import UTC, datetime


def new_secret() -> str:
    """256 random bits, as 43 letters that may stand in an address."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What is kept of a secret that `new_secret` made; nobody guesses 256 bits from it.

    A slow hash, as for passwords, would only make the hub slow: these cannot be guessed.
    """
    return hashlib.sha256(secret.encode()).hexdigest()


def now() -> str:
    """The time as the workspace writes it: UTC, ISO 8601, to the second."""
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """A time as the workspace writes it; such times sort as text."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
