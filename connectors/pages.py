"""Is every page of an export there that comes in several? Those of each form are told apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

_FORM = ("organizationSlug", "formType", "formSlug")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of an export.

    Attributes:
        number: counted from 1.
        of: how many pages there are.
        form: whose sales stand on it; None where they are of several forms, or do not say.
    """

    file: str
    number: int
    of: int
    form: tuple[str, ...] | None


def page(value: object, found: Sequence[Mapping[str, object]], file: str) -> Page | None:
    """Which page a file is; None where it does not say.

    Args:
        value: what the JSON file says.
        found: its records.
        file: its name.
    """
    said = value.get("pagination") if isinstance(value, dict) else None
    if not isinstance(said, dict):
        return None
    number, of = said.get("pageIndex"), said.get("totalPages")
    if not isinstance(number, int) or not isinstance(of, int):
        return None
    forms = {_form(record) for record in found}
    return Page(file=file, number=number, of=of, form=forms.pop() if len(forms) == 1 else None)


def missing(sent: Sequence[Page], at_most: int) -> Iterator[tuple[Page, Sequence[int]]]:
    """The exports of which pages were not sent: the first page that was, and those that lack.

    Args:
        sent: the pages of all exports of an upload.
        at_most: so many of those that lack.
    """
    for pages in _exports(sent):
        first = pages[0]
        there = {one.number for one in pages}
        # a file may say that it is one of a thousand million
        every = (number for number in range(1, first.of + 1) if number not in there)
        lacking = list(islice(every, at_most))
        if lacking:
            yield first, lacking


def _exports(sent: Sequence[Page]) -> Iterator[Sequence[Page]]:
    by_length: dict[int, list[Page]] = {}
    for one in sent:
        by_length.setdefault(one.of, []).append(one)
    for pages in by_length.values():
        if any(one.form is None for one in pages):
            # the sales of a whole organisation stand together, whatever their form
            yield pages
            continue
        by_form: dict[object, list[Page]] = {}
        for one in pages:
            by_form.setdefault(one.form, []).append(one)
        yield from by_form.values()


def _form(record: Mapping[str, object]) -> tuple[str, ...] | None:
    order = record.get("order")
    return tuple(str(order.get(key)) for key in _FORM) if isinstance(order, dict) else None
