"""How are results of Decidim's module action_delegator read? Counts by group of members.

A result without groups has sums of weights only, which are no ballots; lists of participants and
of delegations name people and no vote.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from connectors.contract import Document, Extract, Remark
from connectors.headers import plain
from connectors.systems.ballots import options
from connectors.systems.gathering import Gathering

_RESULT = ("question", "response", "votes_count")
_GROUPED = ("membership_type", "membership_weight")
_LISTS = (("email", "phone", "weight"), ("from", "to"), ("email", "weight"), ("phone", "weight"))


class ActionDelegator:
    """Results of a consultation with delegated and weighted votes."""

    system, version = "decidim-action_delegator", "0.9"

    def recognise(self, document: Document) -> tuple[str, ...]:
        """Its few headers, all of them and no others."""
        headers = tuple(map(plain, document.head[0])) if document.head else ()
        known = (tuple(map(plain, (*_RESULT[:2], *_GROUPED, _RESULT[2]))), *_plain_lists())
        return tuple(document.head[0]) if headers in known else ()

    def extract(self, documents: Sequence[Document]) -> Iterable[Extract | Remark]:
        """The counts; the motion's code is the question as it was asked."""
        for document in documents:
            rows = Gathering(document.name, document.head[0])
            if document.head[0][:2] != _RESULT[:2]:
                yield Remark(code="voters_alone", file=document.name)
            elif len(document.head[0]) == len(_RESULT):
                yield Remark(code="weighted_sums", file=document.name)
            else:
                yield from _counts(document, rows)
            yield from rows.extracts()


def _plain_lists() -> Iterator[tuple[str, ...]]:
    for headers in (_RESULT, *_LISTS):
        yield tuple(map(plain, headers))


def _counts(document: Document, rows: Gathering) -> Iterator[Remark]:
    known = options()
    every = list(document.rows() if document.rows else ())
    for row, (question, response, college, weight, votes) in every[1:]:
        option = known.get(plain(response))
        if option is None:
            yield Remark(code="answers_no_votes", file=document.name, row=row)
            continue
        rows.add(
            "counts",
            row,
            motion=question,
            college=college,
            option=option,
            votes=votes,
            weight=format((Decimal(weight) * Decimal(votes)).normalize(), "f"),
        )
