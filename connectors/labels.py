"""What does a reader call a canonical column? As the hub's own template heads it."""

from collections.abc import Mapping
from functools import lru_cache

from connectors.pack import find_packs
from connectors.table_pack import TablePack
from hub.vocabulary import Language


@lru_cache(maxsize=1)
def own_packs() -> Mapping[str, TablePack]:
    """Canonical table -> the hub's own pack, which names every column in three languages."""
    return {pack.table: pack for pack in find_packs() if pack.system == "intercoop"}


def label(field: str, language: Language, table: str | None = None) -> str:
    """The name of a column; its code where no table has it.

    Args:
        field: canonical column.
        language: of the reader.
        table: whose column it is; None for the first that has one of that name.
    """
    asked = [pack for pack in own_packs().values() if table in {None, pack.table}]
    for pack in asked:
        if field in pack.fields:
            return pack.fields[field].labels.get(language.value, field)
    return field
