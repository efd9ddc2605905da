"""Which key signs the hub's tokens? One of its own, made on first use, in the data folder."""

import os
import secrets
from pathlib import Path
from typing import Any

import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from hub.problem import Problem

#: Written into every header and asked for again when a token comes back.
ALGORITHM = "ES256"

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
    """Signs tokens with the newest key; tokens of every key in the file are recognised."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "identity" / "signing-keys.json"

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
        """Every key in the file, which is made if it is not there.

        Raises:
            UnusableSigningKey: the file holds something else.
        """
        if not self._file.exists():
            self._make()
        try:
            keys = KeySet.import_key_set(orjson.loads(self._file.read_bytes()))
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise UnusableSigningKey(self._file) from error
        if not keys.keys:
            raise UnusableSigningKey(self._file)
        return keys

    def _make(self) -> None:
        """Write a new key, readable by its owner only, unless another process is faster."""
        folder = self._file.parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = ECKey.generate_key("P-256", {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
        fresh = folder / f"{secrets.token_hex(8)}.new"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(orjson.dumps({"keys": [key.as_dict(private=True)]}))
            file.flush()
            os.fsync(file.fileno())
        try:
            self._file.hardlink_to(fresh)
        except FileExistsError:
            pass  # the other one's key stands
        finally:
            fresh.unlink()
