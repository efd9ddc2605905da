"""In which language does a reader want a page? By `?lang=`, then by what the browser prefers.

English is the language the pages are written in; French and Dutch come from the catalogues in
`locales/`, read once when the program starts.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from hub.vocabulary import Language

_LOCALES = Path(__file__).parent / "locales"

#: The regional form of numbers and dates for each language.
LOCALES = {Language.EN: "en_GB", Language.FR: "fr", Language.NL: "nl"}


def marked(text: str) -> str:
    """A text for the catalogues, translated where it is shown."""
    return text


@cache
def translations(language: Language) -> NullTranslations:
    """The catalogue of a language, read from its `.po` file; none for English."""
    if language is Language.EN:
        return NullTranslations()
    with (_LOCALES / language.value / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language.value)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(fp=compiled)


def preferred(asked: str | None, accepted: str | None) -> Language:
    """The language to answer in.

    Args:
        asked: the `lang` of the address, which wins if it is one of the hub's.
        accepted: the `Accept-Language` header.
    """
    offered = {language.value: language for language in Language}
    if asked and asked.lower() in offered:
        return offered[asked.lower()]
    for tag in _by_weight(accepted or ""):
        found = offered.get(tag.split("-")[0])
        if found is not None:
            return found
    return Language.EN


def _by_weight(accepted: str) -> list[str]:
    weighed: list[tuple[float, str]] = []
    for part in accepted.lower().split(","):
        tag, _, weight = part.partition(";q=")
        try:
            weighed.append((float(weight or 1), tag.strip()))
        except ValueError:
            continue  # a weight that is no number: the browser gets what it asked otherwise
    weighed.sort(key=lambda pair: pair[0], reverse=True)
    return [tag for weight, tag in weighed if weight > 0]
