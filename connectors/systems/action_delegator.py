"""How are results of Decidim's module action_delegator read? Counts by group of members.

A result without groups has sums of weights only, which are no ballots; lists of participants and
of delegations name people and no vote.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation

from connectors.contract import Document, Extract, Remark
from connectors.headers import plain
from connectors.systems.ballots import options
from connectors.systems.gathering import Gathering
from connectors.systems.listed import broken, whole

_RESULT = ("question", "response", "votes_count")
_GROUPED = ("membership_type", "membership_weight")
_ORIGINS = {
    "counts": {
        "motion": ["question"],
        "option": ["response"],
        "college": ["membership_type"],
        "votes": ["votes_count"],
        "weight": ["membership_weight"],
    }
}
_PARTICIPANTS = (("email", "phone", "weight"), ("email", "weight"), ("phone", "weight"))
_DELEGATIONS = (("from", "to"), ("granter_email", "grantee_email"))
#: Of a list that was loaded, the rows that were not taken, and why.
_SKIPPED = tuple((*headers, "Reason for skipping") for headers in _PARTICIPANTS + _DELEGATIONS)
_LISTS = _PARTICIPANTS + _DELEGATIONS + _SKIPPED


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
            headers = document.head[0]
            rows = Gathering(document.name, headers, headers=headers, origins=_ORIGINS)
            if document.head[0][:2] != _RESULT[:2]:
                yield Remark(code="voters_alone", file=document.name)
            elif len(document.head[0]) == len(_RESULT):
                yield Remark(code="weighted_sums", file=document.name)
            else:
                yield from _counts(document, rows)
            for found in rows.extracts():
                yield found
                yield Remark(code="questions_are_motions", file=document.name)


def _plain_lists() -> Iterator[tuple[str, ...]]:
    for headers in (_RESULT, *_LISTS):
        yield tuple(map(plain, headers))


def _counts(document: Document, rows: Gathering) -> Iterator[Remark]:
    known = options()
    yield from broken(document)
    every = list(whole(document))
    # a question of which one answer is not understood cannot be counted at all
    other = {cells[0] for _, cells in every if plain(cells[1]) not in known}
    times: Counter[tuple[str, ...]] = Counter()
    alike: dict[tuple[object, ...], list[tuple[int, Sequence[str]]]] = {}
    for row, cells in every:
        if plain(cells[1]) not in known:
            yield Remark(code="answers_no_votes", file=document.name, row=row)
        if cells[0] not in other:
            # members of one type may weigh differently; one weight twice is said twice
            said = tuple(cells[:-1])
            alike.setdefault((*said[:-1], times[said]), []).append((row, cells))
            times[said] += 1
    for together in alike.values():
        numbers = [_number(cells[-1]) for _, cells in together]
        whole_numbers = all(one is not None for one in numbers)
        option = known[plain(together[0][1][1])]
        for group in [together] if whole_numbers else [[one] for one in together]:
            _add(rows, group, option)


def _add(rows: Gathering, together: Sequence[tuple[int, Sequence[str]]], option: str) -> None:
    """What members of one type answered, whatever each of them weighs."""
    [(row, (question, _, college, _, votes)), *others] = together
    numbers = [_number(cells[-1]) or Decimal(0) for _, cells in together]
    weights = [_weighed(*cells[-2:]) for _, cells in together]
    said = [one for one in weights if one is not None]
    rows.add(
        "counts",
        row,
        motion=question,
        college=college,
        option=option,
        votes=_written(sum(numbers, Decimal(0))) if others else votes,
        weight=_written(sum(said, Decimal(0))) if len(said) == len(weights) else None,
    )


def _weighed(weight: str, votes: str) -> Decimal | None:
    """What the ballots weigh together; unknown where a weight is a name and no number."""
    each, ballots = _number(weight), _number(votes)
    return each * ballots if each is not None and ballots is not None else None


def _number(text: str) -> Decimal | None:
    """A number, also as a French or Dutch spreadsheet writes it; None where it is none."""
    try:
        number = Decimal("".join(text.split()).replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _written(number: Decimal) -> str:
    return format(number.normalize(), "f")
