"""How is the global export of easy_my_coop read? By position: its headers cannot be trusted.

The first sheet has one row per cooperator and, below it, one per payment, which starts in column
L whatever stands above. The second sheet lists requests for capital to pay in, the third requests
to join: no members yet. No currency is exported: amounts are the company's, taken for euro.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation

from connectors.contract import Document, Extract, Remark
from connectors.systems.ballots import day_of
from connectors.systems.gathering import Gathering

_HEADERS = ("Num. Coop", "Nombre de part total", "Montant total des parts")
_SHEET = "Sheet1"
#: Columns of a cooperator's row, and of a payment's.
_NUMBER, _TOTAL = 0, 10
_STATE, _SHARES, _AMOUNT, _PAID_ON, _SUBSCRIBED_ON = 12, 15, 16, 17, 18
_ORIGINS = {
    "members": {"pseudonym": [_NUMBER], "joined_on": [_SUBSCRIBED_ON]},
    "shareholdings": {
        "pseudonym": [_NUMBER],
        "quantity": [_SHARES],
        "amount": [_AMOUNT],
        "as_of": [_PAID_ON],
    },
}
#: No category is exported; where the cooperative defines some, its register says who has which.
_CATEGORY = "cooperator"
_CATEGORIES = {
    "code": _CATEGORY,
    "label_fr": "Coopérateurs",
    "kind": "other",
    "college_aggregation": "unknown",
}


class EasyMyCoop:
    """`Global_export.xlsx`, three sheets."""

    system, version = "easy_my_coop", "12.0"

    def recognise(self, document: Document) -> tuple[str, ...]:
        """The headers of the first of three sheets."""
        headers = document.head[0] if document.sheets and document.head else ()
        # a column put before the others would move each payment
        found = (*headers[:1], *headers[_TOTAL : _TOTAL + 2])
        return _HEADERS if found == _HEADERS and _SHEET in document.sheets else ()

    def extract(self, documents: Sequence[Document]) -> Iterable[Extract | Remark]:
        """Cooperators, and what each paid for shares on which day."""
        for document in documents:
            headers = document.head[0]
            rows = Gathering(
                document.name,
                _HEADERS,
                sheet=_SHEET,
                headers=headers,
                origins=_ORIGINS,
                unknown=[one for one in headers if one and one not in _HEADERS],
                implied="member_categories",
            )
            yield from _cooperators(document, rows)
            yield from rows.extracts()
            yield Remark(code="requests_left_out", file=document.name)


def _cooperators(document: Document, rows: Gathering) -> Iterator[Remark]:
    every = list(document.sheets[_SHEET]())[1:]
    starts = [at for at, (_, cells) in enumerate(every) if cells[_NUMBER].strip()]
    if _is_sorted(every, starts):
        facts = {"system": EasyMyCoop.system, "version": EasyMyCoop.version}
        yield Remark(code="unexpected_shape", file=document.name, facts=facts)
        return
    differing, held = 0, False
    for at, end in zip(starts, [*starts[1:], len(every)], strict=True):
        row, cells = every[at]
        paid = [(line, one) for line, one in every[at + 1 : end] if _cell(one, _STATE) == "paid"]
        days = [day for _, one in paid if (day := day_of(_cell(one, _SUBSCRIBED_ON)))]
        if not days:
            yield Remark(code="joined_when", file=document.name, row=row)
            continue
        number = cells[_NUMBER].strip()
        if not held:
            rows.add("member_categories", 1, **_CATEGORIES)
        held = True
        rows.add(
            "members",
            row,
            pseudonym=number,
            category=_CATEGORY,
            person_kind="natural",
            gender="not_recorded",
            joined_on=min(days),
        )
        for line, one in paid:
            rows.add(
                "shareholdings",
                line,
                pseudonym=number,
                quantity=_cell(one, _SHARES),
                amount=_cell(one, _AMOUNT),
                currency="EUR",
                as_of=day_of(_cell(one, _PAID_ON)) or day_of(_cell(one, _SUBSCRIBED_ON)),
                transaction="subscription",
            )
        shares = sum(_number(_cell(one, _SHARES)) for _, one in paid)
        differing += shares != _number(_cell(cells, _TOTAL))
    if differing:
        yield Remark(code="totals_differ", file=document.name, alike=differing)


def _is_sorted(every: Sequence[tuple[int, Sequence[str]]], starts: Sequence[int]) -> bool:
    """Whether somebody sorted the sheet: payments no longer stand below who paid."""
    known = set(starts)
    paid = [at for at, (_, cells) in enumerate(every) if _cell(cells, _STATE) and at not in known]
    if not paid or not starts:
        return False
    return paid[0] < starts[0] or (len(starts) > 1 < len(paid) and paid[0] > starts[-1])


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)
