"""What is known of a cooperative before its upload is read, and on what may that depend?"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from connectors import pack
from connectors.choices import digest as choices_digest
from connectors.contract import Choice, Mode
from hub.records.tables import TABLES
from hub.vault.store import Vault
from hub.workspace import Import


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A folder for temporary files: without those of a killed import, and gone afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def goes_onto(current: Mapping[str, str], mode: Mode | None) -> Sequence[tuple[str, str]]:
    """The tables, each with its import, on which the outcome may depend; none for snapshots.

    Args:
        current: canonical table -> the import that it is read from now.
        mode: what was asked for; None for what each mapping pack says.
    """
    packed = {one.mode for one in pack.find_packs()} if mode is None else {mode}
    return sorted(current.items()) if Mode.DELTA in packed else ()


def besides(
    current: Mapping[str, str], mode: Mode | None, choices: Sequence[Choice]
) -> Sequence[str]:
    """What decides on an upload's records besides its files and the mapping packs."""
    onto = goes_onto(current, mode)
    return [*map(repr, onto), *filter(None, [choices_digest(choices)])]


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
