"""A token is taken when all of it is right, and each part that is not is enough to refuse it."""

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey

from hub.identity.access_tokens import AccessTokens, BadToken, Issuer, OwnKeys, one_key
from tests.hub.identity.clock import from_now

OURS, THEIRS = "https://hub.example.org", "https://login.example.org"
KEYS = {
    issuer: ECKey.generate_key("P-256", {"use": "sig"}, auto_kid=True) for issuer in (OURS, THEIRS)
}
TOKENS = AccessTokens(
    [
        Issuer(
            issuer=issuer,
            audience=OURS,
            algorithms=["ES256"],
            keys=OwnKeys(lambda key=key: KeySet([key])),  # type: ignore[misc]  # bound now
        )
        for issuer, key in KEYS.items()
    ]
)


def token(
    signing: Any = KEYS[OURS],  # noqa: ANN401 - any key
    header: Mapping[str, object] | None = None,
    **changed: object,
) -> str:
    claims = {
        "iss": OURS,
        "aud": OURS,
        "sub": "c-1",
        "client_id": "c-1",
        "iat": int(time.time()),
        "exp": int(time.time()) + 60,
        "jti": "j",
        "scope": "smart:sender",
    }
    told = {name: value for name, value in (claims | changed).items() if value is not None}
    head = {"alg": "ES256", "typ": "at+jwt", "kid": KEYS[OURS].kid, **(header or {})}
    return jwt.encode(
        {name: value for name, value in head.items() if value is not None},
        told,
        signing,
        algorithms=[str(head["alg"])],
        default_type=None,
    )


def test_a_token_as_it_must_be_is_read() -> None:
    assert TOKENS.read(token())["sub"] == "c-1"
    assert TOKENS.read(token(header={"typ": "application/at+JWT"}))["sub"] == "c-1"
    theirs = token(KEYS[THEIRS], {"kid": KEYS[THEIRS].kid}, iss=THEIRS)
    assert TOKENS.read(theirs)["iss"] == THEIRS


@pytest.mark.parametrize(
    "changed",
    [
        *({name: None} for name in ("iss", "aud", "sub", "client_id", "iat", "exp", "jti")),
        {"iss": "https://elsewhere.example.org"},
        {"iss": ["https://hub.example.org"]},
        {"iss": THEIRS},
        {"aud": "https://elsewhere.example.org"},
        {"aud": {"a": 1}},
        {"sub": 7},
        {"exp": timedelta(seconds=-61)},
        {"exp": "tomorrow"},
        {"nbf": timedelta(seconds=90)},
        {"iat": timedelta(seconds=90)},
    ],
    ids=str,
)
def test_a_claim_that_is_wrong_is_enough(changed: dict[str, Any]) -> None:
    with pytest.raises(BadToken):
        TOKENS.read(token(**from_now(changed)))


@pytest.mark.parametrize(
    "header",
    [
        {"typ": None},
        {"typ": "JWT"},
        {"typ": "logout+jwt"},
        {"kid": None},
        {"kid": "forged"},
        {"kid": KEYS[THEIRS].kid},
    ],
    ids=["no type", "another type", "a third type", "no key", "forged key", "their key"],
)
def test_a_header_that_is_wrong_is_enough(header: dict[str, object]) -> None:
    with pytest.raises(BadToken):
        TOKENS.read(token(header=header))


@pytest.mark.parametrize("seconds", [-50, 50])
def test_clocks_may_differ_by_a_minute(seconds: int) -> None:
    now = int(time.time()) + seconds
    assert TOKENS.read(token(iat=now, nbf=now, exp=now if seconds < 0 else now + 60))


def test_another_key_of_the_same_name_and_another_algorithm_are_refused() -> None:
    for signing, alg in (
        (ECKey.generate_key("P-256"), "ES256"),
        (OctKey.import_key(str(KEYS[OURS].as_dict(private=False)["x"])), "HS256"),
    ):
        with pytest.raises(BadToken):
            TOKENS.read(token(signing, {"alg": alg}))


def test_one_issuer_cannot_speak_for_another() -> None:
    forged = token(KEYS[THEIRS], {"kid": KEYS[THEIRS].kid})
    with pytest.raises(BadToken):
        TOKENS.read(forged)


def test_a_token_without_signature_is_refused() -> None:
    header, payload, _ = token().split(".")
    for unsigned in (f"{header}.{payload}.", f"eyJhbGciOiJub25lIn0.{payload}."):
        with pytest.raises(BadToken):
            TOKENS.read(unsigned)


@given(st.text() | st.lists(st.text(max_size=20), min_size=3, max_size=3).map(".".join))
def test_what_is_no_token_is_refused_and_never_a_fault(text: str) -> None:
    with pytest.raises(BadToken):
        TOKENS.read(text)


def test_a_token_that_is_too_long_is_not_even_read() -> None:
    with pytest.raises(BadToken):
        TOKENS.read(token(scope="x" * 9_000))


def test_one_key_is_found_by_its_name() -> None:
    keys = KeySet(list(KEYS.values()))
    found = one_key(keys, str(KEYS[THEIRS].kid))
    assert found is not None
    assert [key.kid for key in found.keys] == [KEYS[THEIRS].kid]
    assert one_key(keys, "forged") is None
