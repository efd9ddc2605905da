"""How are words, numbers and dates written in the reader's language?"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from hub.vocabulary import Language, Unit
from hub.web.languages import LOCALES, translations

_YEAR, _MONTH = len("2022"), len("2022-06")

#: A ratio without an interval is written with one decimal of a per cent.
_USUAL_DECIMALS = 1
_MOST_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Wording:
    """The reader's language, and how things are written in it."""

    language: Language

    @property
    def locale(self) -> str:
        """The regional form of numbers and dates, such as `en_GB`."""
        return LOCALES[self.language]

    def gettext(self, text: str) -> str:
        """A marked text in this language."""
        return str(translations(self.language).gettext(text))

    def among(self, texts: Mapping[str, str]) -> str:
        """The text in this language, else in English, else in any."""
        return texts.get(self.language) or texts.get("en") or next(iter(texts.values()), "")

    def number(self, value: float) -> str:
        """`35,755`; at most two decimals."""
        return str(format_decimal(round(value, 2), locale=self.locale))

    def per_cent(self, value: float, decimals: int = _USUAL_DECIMALS) -> str:
        """`3.8%` for the fraction 0.038, with exactly so many decimals."""
        pattern = str(Locale.parse(self.locale).percent_formats[None].pattern)
        shown = round(value * 100, decimals)
        places = "." + "0" * decimals if decimals else ""
        text = format_decimal(shown, format=f"#,##0{places}", locale=self.locale)
        return pattern.replace("#,##0", str(text))

    def measured(self, value: float, unit: Unit, decimals: int = _USUAL_DECIMALS) -> str:
        """A value with its unit."""
        if unit is Unit.RATIO:
            return self.per_cent(value, decimals)
        if unit is Unit.EUR:
            return self.euros(value)
        if unit is Unit.YEAR:
            return str(round(value))
        return self.number(value)

    def euros(self, value: float) -> str:
        """`€98.37`, without cents where there are none."""
        pattern = str(Locale.parse(self.locale).currency_formats["standard"].pattern)
        whole = float(round(value, 2)).is_integer()
        return str(
            format_currency(
                value,
                "EUR",
                locale=self.locale,
                format=pattern.replace(".00", "") if whole else pattern,
                currency_digits=not whole,
            )
        )

    def listed(self, words: Sequence[str]) -> str:
        """`age band, gender and region`."""
        return str(format_list(words, locale=self.locale))

    def period(self, text: str) -> str:
        """`2022`, `June 2023`, `21 June 2023` or `2015-2017` from an ISO 8601 period or date."""
        start, _, end = text.partition("/")
        if end:
            return f"{self.period(start)}–{self.period(end)}"  # noqa: RUF001  a range's dash
        if len(start) == _YEAR:
            return start
        if len(start) == _MONTH:
            first = date.fromisoformat(f"{start}-01")
            return str(format_skeleton("yMMM", first, locale=self.locale))
        return str(format_date(date.fromisoformat(start), "long", locale=self.locale))

    def moment(self, text: str) -> str:
        """A day and time of day in UTC from an ISO 8601 moment."""
        when = datetime.fromisoformat(text)
        return f"{format_datetime(when, 'd MMMM y, HH:mm', locale=self.locale)} UTC"

    def territory(self, country: str) -> str:
        """`Belgium` for `BE`; the code itself where it is not one."""
        return str(Locale.parse(self.locale).territories.get(country, country))


def printed_decimals(lower: float | None, upper: float | None) -> int:
    """How many decimals of a per cent an interval warrants: none for 64% +- 0.5."""
    if lower is None or upper is None:
        return _USUAL_DECIMALS
    width = upper - lower
    if width <= 0:
        return _USUAL_DECIMALS
    return min(_MOST_DECIMALS, max(0, round(-math.log10(width)) - 2))
