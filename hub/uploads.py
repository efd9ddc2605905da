"""Which import is an upload, and what is known of its cooperative before it is read?"""

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from connectors import pack
from connectors.contract import Mode
from hub.records.tables import TABLES
from hub.vault.keys import commitment
from hub.vault.store import Vault
from hub.workspace import Import

_CHUNK = 1 << 20


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A folder for temporary files: without those of a killed import, and gone afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def digest(files: Sequence[Path]) -> str:
    """The hash of files' names and contents."""
    whole = hashlib.sha256()
    for file in files:
        content = hashlib.sha256()
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                content.update(chunk)
        whole.update(f"{file.name}\0{content.hexdigest()}\n".encode())
    return whole.hexdigest()


def import_id(key: str, cooperative: str, digest: str, besides: Sequence[str] = ()) -> str:
    """The same files read by the same packs for the same cooperative are the same import.

    What people said of columns and words, and what additions go onto, are named besides.

    Keyed, because a release names its imports: a plain hash would let anyone who guesses a file
    confirm the guess.
    """
    text = "\n".join((cooperative, digest, pack.digest(), *besides))
    return f"i{commitment(key, text)[:16]}"


def goes_onto(current: Mapping[str, str], mode: Mode | None) -> Sequence[tuple[str, str]]:
    """The tables, each with its import, on which the outcome may depend; none for snapshots.

    Args:
        current: canonical table -> the import that it is read from now.
        mode: what was asked for; None for what each mapping pack says.
    """
    packed = {one.mode for one in pack.find_packs()} if mode is None else {mode}
    return sorted(current.items()) if Mode.DELTA in packed else ()


def known(
    vault: Vault, cooperative: str, current: Mapping[str, str]
) -> Mapping[str, frozenset[str]]:
    """The codes that earlier imports defined, for the tables that others refer to."""
    referred = {table for schema in TABLES.values() for table in schema.REFERENCES.values()}
    found = {}
    for table in referred & set(current):
        file = vault.file(cooperative, current[table], table)
        if file.exists():
            column = TABLES[table].KEY[0]
            found[table] = frozenset(pl.read_parquet(file, columns=[column])[column])
    return found


def country(vault: Vault, cooperative: str, current: Mapping[str, str]) -> str | None:
    """The cooperative's own country, as it last said."""
    if "cooperatives" not in current:
        return None
    file = vault.file(cooperative, current["cooperatives"], "cooperatives")
    return pl.read_parquet(file, columns=["country"])["country"][0] if file.exists() else None


def systems(stored: Mapping[str, Import | None]) -> Mapping[str, Sequence[str]]:
    """Canonical table -> the systems that its current rows are from; imports of old do not say."""
    return {
        table: one.report["systems"][table]
        for table, one in stored.items()
        if one is not None and table in one.report.get("systems", {})
    }
