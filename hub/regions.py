"""What is a region called? A country's or a NUTS region's name in the hub's three languages."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from babel import Locale

from hub.vocabulary import Language

_COUNTRY = 2  # letters of its code


def region_name(code: str) -> Mapping[str, str] | None:
    """The name of a country or of a region of NUTS level 1 or 2, by language; None: not known.

    Args:
        code: ISO 3166-1 alpha-2, or NUTS 2021.
    """
    if len(code) == _COUNTRY:
        names = {one.value: _territories(one).get(code) for one in Language}
        return {language: name for language, name in names.items() if name} or None
    return _regions().get(code)


@cache
def _territories(language: Language) -> Mapping[str, str]:
    return dict(Locale.parse(language.value).territories)


@cache
def _regions() -> Mapping[str, Mapping[str, str]]:
    text = (files("hub") / "regions.yaml").read_text("utf-8")
    written: dict[str, str | dict[str, str]] = yaml.load(text, yaml.CSafeLoader)
    return {
        code: dict.fromkeys(Language, name) if isinstance(name, str) else name
        for code, name in written.items()
    }
