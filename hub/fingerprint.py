"""Which upload is this? The same content, for the same cooperative, is the same import."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from connectors import pack
from hub.vault.keys import commitment

#: What `import_id` gives, as a pattern.
IMPORT_ID = r"i[0-9a-f]{16}"


def file_digest(file: Path) -> str:
    """SHA-256 of a file's content."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def upload_digest(files: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over what is in an upload: each file's suffix and the hash of its content.

    Not over the names: software often gives the same export a new name.
    """
    parts = sorted(f"{suffix.lower()}\0{content}\n" for suffix, content in files)
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def import_id(key: str, cooperative: str, digest: str, besides: Sequence[str] = ()) -> str:
    """The same files read by the same packs for the same cooperative are the same import.

    What people said of columns and words, and what additions go onto, are named besides.

    Keyed, because a release names its imports: a plain hash would let anyone who guesses a file
    confirm the guess.
    """
    text = "\n".join((cooperative, digest, pack.digest(), *besides))
    return f"i{commitment(key, text)[:16]}"
