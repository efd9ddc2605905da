"""How does a reader call a canonical column? As the template does, or as their own system does."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from connectors.pack import find_packs
from connectors.table_pack import TablePack
from hub.vocabulary import Language


def named(fact: str, columns: Iterable[str], pack: TablePack) -> Mapping[str, str]:
    """A finding's fact that lists canonical columns, and how it is said in each language.

    Args:
        fact: its name, such as `lacking`.
        columns: canonical columns of the pack's table.
        pack: whose file it is about.
    """
    listed = tuple(columns)
    said = {f"{fact}_{language}": _listed(listed, pack, language) for language in Language}
    return {fact: ", ".join(listed), **said}


def _listed(columns: Iterable[str], pack: TablePack, language: Language) -> str:
    return ", ".join(column_name(pack, column, language) for column in columns)


def column_name(pack: TablePack, column: str, language: Language) -> str:
    """The header that a reader of one language knows a canonical column by."""
    own = pack.fields[column].labels if column in pack.fields else {}
    template = _template(pack.table).get(column, {})
    return own.get(language) or template.get(language) or column.replace("_", " ")


@lru_cache(maxsize=64)
def _template(table: str) -> Mapping[str, Mapping[str, str]]:
    """Canonical column -> language -> the header of the hub's own template."""
    for pack in find_packs():
        if (pack.system, pack.table) == ("intercoop", table):
            return {column: field.labels for column, field in pack.fields.items()}
    return {}
