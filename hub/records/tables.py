"""Which canonical tables are there? Each by its name, in alphabetical order.

A new table is one file in this folder: its class is found by being a `Record`.
"""

import importlib
import pkgutil
import re
from collections.abc import Mapping
from types import MappingProxyType

import hub.records
from hub.records.record import Record


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _find() -> Mapping[str, type[Record]]:
    for module in pkgutil.iter_modules(hub.records.__path__):
        if module.name != "tables":
            importlib.import_module(f"hub.records.{module.name}")
    found = {_snake(schema.__name__): schema for schema in Record.__subclasses__()}
    return MappingProxyType(dict(sorted(found.items())))


#: `members` -> the schema Members, and so on.
TABLES = _find()
