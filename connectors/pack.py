"""Which mapping packs are there? Those of `connectors/packs/`, and of installed packages.

A third party names the Python package that holds its YAML files under the entry point group
`intercoop.packs`.
"""

import hashlib
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
    return tuple(table for name, text in written() for table in load_pack(text, name))


@lru_cache(maxsize=1)
def find_refused() -> tuple[Refused, ...]:
    """Every export that some pack knows and refuses.

    Raises:
        FaultyPack: a pack has a key that does not exist, or lacks one.
    """
    return tuple(one for name, text in written() for one in load_refused(text, name))


def digest() -> str:
    """A hash of packs and connectors: another one means that a file may be read otherwise."""
    connectors = [(one.system, one.version) for one in find_connectors()]
    return hashlib.sha256(repr([*written(), *connectors]).encode()).hexdigest()


@lru_cache(maxsize=1)
def written() -> tuple[tuple[str, str], ...]:
    """The name and text of every pack, the hub's own first.

    Read once: a pack that is exchanged while the hub runs is not used, nor hashed as if it were.
    """
    packages = [entry.load() for entry in entry_points(group="intercoop.packs")]
    return tuple(
        (file.name, file.read_text(encoding="utf-8"))
        for package in ("connectors.packs", *packages)
        for file in sorted(files(package).iterdir(), key=lambda file: file.name)
        if file.name.endswith(".yaml")
    )
