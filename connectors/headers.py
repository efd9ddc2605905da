"""When do two headers say the same? Apart from case, accents, spaces, apostrophes and marks."""

import re
import unicodedata
from functools import lru_cache

from hub.vocabulary import Language

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018`\u00b4\u02bc\u2032", "'"))
_SEPARATORS = re.compile(r"[\s_\-]+")


#: The header of the column that the hub adds to a file that it sends back.
ADDED = {
    Language.FR: "erreurs (hub)",
    Language.NL: "fouten (hub)",
    Language.EN: "errors (hub)",
}


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """A header or coded word as it is compared: ` Date d'Échéance` -> `date d'echeance`."""
    # apostrophes first: normalisation would turn an acute accent into a space and a mark
    text = unicodedata.normalize("NFKD", header.translate(_APOSTROPHES))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return _SEPARATORS.sub(" ", text).strip(" :*\ufeff").casefold()


def is_added(header: str) -> bool:
    """Whether a column is one that the hub added, in whichever language."""
    return plain(header) in ADDED.values()


def letters(column: int) -> str:
    """The letters of a column counted from 0, as a spreadsheet has them: 0 -> A, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
