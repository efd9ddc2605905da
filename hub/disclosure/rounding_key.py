"""Where is the key that decides which way counts are rounded? Made once, then never changed."""

from collections.abc import Collection
from pathlib import Path

from hub.disclosure.dither import key_id
from hub.problem import Problem
from hub.vault.keys import make_key, read_key

_NAME = "rounding-key"  # no cooperative can be called so: pseudonym keys end in .key


class RoundingKeyLost(Problem):
    """There are releases, but not the key that they were rounded with."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"the rounding key of the earlier releases is not in {file}",
            "Restore it from your backup. A new key would round the same counts a second time, "
            "and the two roundings could be held against each other",
        )


class UnusableRoundingKey(Problem):
    """A key file that is not 32 bytes as 64 hexadecimal characters."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"the rounding key in {file} is not 64 hexadecimal characters",
            "Restore it from your backup; do not make a new one where there are releases",
        )


def rounding_key(folder: Path, used: Collection[str]) -> bytes:
    """The hub's rounding key.

    Args:
        folder: of the hub's keys.
        used: identities of the keys that the latest release was rounded with.

    Raises:
        RoundingKeyLost: a key was used, and this is not it, or there is none.
        UnusableRoundingKey: the file does not hold a key.
    """
    file = folder / _NAME
    if not file.exists():
        if used:
            raise RoundingKeyLost(file)
        make_key(file)
    text = read_key(file)
    if text is None:
        raise UnusableRoundingKey(file)
    key = bytes.fromhex(text)
    if set(used) - {key_id(key)}:
        raise RoundingKeyLost(file)
    return key
