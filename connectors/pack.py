"""Which mapping packs are there? Those of `connectors/packs/`, and of installed packages.

A third party names the Python package that holds its YAML files under the entry point group
`intercoop.packs`.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import entry_points
from importlib.resources import files

from connectors.documents import find_connectors
from connectors.pack_file import load_pack, load_refused
from connectors.table_pack import Refused, TablePack


@lru_cache(maxsize=1)
def find_packs() -> tuple[TablePack, ...]:
    """Every table that some pack can read, the hub's own first.

    Raises:
        FaultyPack: a pack has a key, table, column or word that does not exist.
    """
    return tuple(table for name, text in _written() for table in load_pack(text, name))


@lru_cache(maxsize=1)
def find_refused() -> tuple[Refused, ...]:
    """Every export that some pack knows and refuses.

    Raises:
        FaultyPack: a pack has a key that does not exist, or lacks one.
    """
    return tuple(one for name, text in _written() for one in load_refused(text, name))


def digest() -> str:
    """A hash of packs and connectors: another one means that a file may be read otherwise."""
    connectors = [(one.system, one.version) for one in find_connectors()]
    return hashlib.sha256(repr([*_written(), *connectors]).encode()).hexdigest()


def _written() -> Iterator[tuple[str, str]]:
    """The name and text of every pack, the hub's own first."""
    packages = [entry.load() for entry in entry_points(group="intercoop.packs")]
    for package in ("connectors.packs", *packages):
        for file in sorted(files(package).iterdir(), key=lambda file: file.name):
            if file.name.endswith(".yaml"):
                yield file.name, file.read_text(encoding="utf-8")
