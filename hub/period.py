"""Which days does a period cover? Years, months, days and intervals of ISO 8601."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class UnreadablePeriod(ValueError):
    """A text that is not an ISO 8601 year, month, day or interval."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is not a period; write a year (2022), a month (2022-06), "
            "a day (2022-06-21) or an interval (2015/2017)"
        )


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2022`, `2022-06`, `2022-06-21` or `2015/2017`.

        Raises:
            UnreadablePeriod: the text has another form, names no real day, or ends before it
                starts.
        """
        start, _, end = text.partition("/")
        first, last = _span(start, text)[0], _span(end or start, text)[1]
        if last < first:
            raise UnreadablePeriod(text)
        return cls(first, last)

    def __contains__(self, other: "Period") -> bool:
        return self.first <= other.first and other.last <= self.last


def between(start: str | None, end: str | None) -> Period:
    """The span from the first day of `start` to the last day of `end`; open where None.

    Raises:
        UnreadablePeriod: one of the two cannot be read, or they are in the wrong order.
    """
    first = Period.parse(start).first if start else date.min
    last = Period.parse(end).last if end else date.max
    if last < first:
        raise UnreadablePeriod(f"{start}/{end}")
    return Period(first, last)


def _span(text: str, whole: str) -> tuple[date, date]:
    found = _DATE.fullmatch(text)
    if found is None:
        raise UnreadablePeriod(whole)
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if year is not None and month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if year is not None and month is not None and day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        the_day = date.fromisoformat(text)
    except ValueError as error:
        raise UnreadablePeriod(whole) from error
    else:
        return the_day, the_day
