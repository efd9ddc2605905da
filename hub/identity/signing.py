"""Which key signs the hub's tokens? One of its own, made on first use, in the data folder.

A new one may take its place: tokens that the old one signed are good until they end, and then it
is dropped.
"""

import fcntl
import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from hub.problem import Problem
from hub.vault.keys import sync_folder

#: Written into every header and asked for again when a token comes back.
ALGORITHM = "ES256"

#: Seconds that a token is good for.
LIFETIME = 600

#: Seconds that two clocks may differ.
LEEWAY = 60

#: In the file beside a key: when another took its place, in seconds since 1970.
_RETIRED = "retired_at"

#: What the header of an access token says it is, RFC 9068.
_TYPE = "at+jwt"


class UnusableSigningKey(Problem):
    """The file of the signing key holds something else."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"no signing key can be read from {file}",
            "Restore it from your backup, or move it away: a new one is made, and programs "
            "fetch new tokens by themselves",
        )


class SigningKeys:
    """Signs tokens with the newest key; those of the keys before it are known for their time.

    Args:
        folder: the hub's data.
        clock: seconds since 1970.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._file = folder / "identity" / "signing-keys.json"
        self._clock = clock

    def sign(self, claims: dict[str, Any]) -> str:
        """A signed access token.

        Raises:
            UnusableSigningKey: the file holds something else than keys.
        """
        key = self.keys().keys[-1]
        header = {"alg": ALGORITHM, "typ": _TYPE, "kid": key.kid}
        return jwt.encode(header, claims, key, algorithms=[ALGORITHM])

    def public(self) -> dict[str, Any]:
        """What others need to check a signature: the keys without their private parts."""
        return {"keys": [key.as_dict(private=False) for key in self.keys().keys]}

    def keys(self) -> KeySet:
        """Every key whose tokens count; the file is made if it is not there.

        Raises:
            UnusableSigningKey: the file holds something else.
        """
        try:
            counted = [_without_mark(key) for key in self._kept(self._read())]
            keys = KeySet.import_key_set({"keys": counted})
        except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnusableSigningKey(self._file) from error
        if not keys.keys:
            raise UnusableSigningKey(self._file)
        return keys

    def rotate(self) -> str:
        """Let a new key sign from now on; tokens of the one before it count until they end.

        Returns:
            The new key's id.

        Raises:
            UnusableSigningKey: the file holds something else than keys.
        """
        retired_at = self._clock()
        return self._renew(lambda key: {_RETIRED: retired_at} | key)

    def replace(self) -> str:
        """Let a new key sign from now on; no token of a key before it counts any more.

        Returns:
            The new key's id.

        Raises:
            UnusableSigningKey: the file holds something else than keys.
        """
        return self._renew(lambda key: key | {_RETIRED: 0})

    def _renew(self, retire: Callable[[dict[str, Any]], dict[str, Any]]) -> str:
        self.keys()
        with _alone(self._file.parent):
            retired = self._kept([retire(key) for key in self._read()])
            fresh = _new_key()
            self._write([*retired, fresh]).rename(self._file)
            sync_folder(self._file.parent)
        return str(fresh["kid"])

    def _kept(self, keys: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """The keys whose tokens may not have ended yet."""
        longest = self._clock() - LIFETIME - LEEWAY
        return [key for key in keys if key.get(_RETIRED) is None or key[_RETIRED] >= longest]

    def _read(self) -> list[dict[str, Any]]:
        if not self._file.exists():
            self._make()
        keys: list[dict[str, Any]] = orjson.loads(self._file.read_bytes())["keys"]
        return keys

    def _make(self) -> None:
        """Write a new key, unless another process is faster."""
        fresh = self._write([_new_key()])
        try:
            self._file.hardlink_to(fresh)
        except FileExistsError:
            pass  # the other one's key stands
        finally:
            fresh.unlink()

    def _write(self, keys: list[dict[str, Any]]) -> Path:
        """A new file with these keys, readable by its owner only."""
        folder = self._file.parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = folder / f"{secrets.token_hex(8)}.new"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(orjson.dumps({"keys": keys}))
            file.flush()
            os.fsync(file.fileno())
        return fresh


def _new_key() -> dict[str, Any]:
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
    return dict(key.as_dict(private=True))


def _without_mark(key: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in key.items() if name != _RETIRED}


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a folder for one process; the lock dies with the process."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
