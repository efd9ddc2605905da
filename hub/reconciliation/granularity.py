"""Can this percentage come from that many people at all, and from how many can it?

The GRIM test (Brown and Heathers, 2017): a share of n people is one of n + 1 fractions, so few
people cannot give every percentage.
"""

from collections.abc import Callable, Iterator, Sequence
from math import ceil, floor

from hub.reconciliation.dating import contemporary
from hub.reconciliation.figure import Figure
from hub.reconciliation.finding import Finding, Severity, Text, places
from hub.reconciliation.interval import Interval
from hub.reconciliation.observed import values
from hub.reconciliation.wording import say

#: Which count says how many people a share of women is over.
_PERSONS = {
    None: "membership.total",
    "body_kind=staff": "figure.employees",
}

#: How many sizes near the printed one are named.
_NAMED = 3


def check(figures: Sequence[Figure]) -> Iterator[Finding]:
    """One finding per share of women that no printed head count of its time can give."""
    for share in figures:
        if share.indicator != "gender.share_women" or share.breakdown not in _PERSONS:
            continue
        if share.value is None or share.value_high is not None:
            continue
        counts = [
            count
            for count in values(figures, _PERSONS[share.breakdown], None)
            if count.cooperative == share.cooperative
            and count.firm
            and count.possible().low == count.possible().high > 0
            and contemporary(count, share)
        ]
        if counts and not any(_possible(share, count) for count in counts):
            yield _finding(share, counts[0])


def parts_of(size: int, share: Interval) -> range:
    """Which numbers of people out of `size` make a share that prints so; empty if none."""
    return range(ceil(share.low * size - 1e-9), floor(share.high * size + 1e-9) + 1)


def _possible(share: Figure, count: Figure) -> bool:
    return bool(parts_of(int(count.value or 0), share.possible()))


def _finding(share: Figure, count: Figure) -> Finding:
    size = int(count.value or 0)
    printed = (share.value or 0.0) * share.scale
    nearest = min((floor(printed * size), ceil(printed * size)), key=_off(printed, size))
    return Finding(
        cooperative=share.cooperative,
        rule="granularity",
        severity=Severity.WARNING,
        indicators=tuple(sorted({share.indicator, count.indicator})),
        breakdown=share.breakdown or "",
        period=share.period,
        place=places((share.place, count.place)),
        published=share.value,
        recomputed=nearest / size / share.scale,
        hypotheses=(
            *(_of_others(people, size, share) for people in _sizes(size, share)),
            say(
                fr="La part compte des équivalents temps plein ou une moyenne de l'année.",
                en="The share counts full-time equivalents or a mean over the year.",
                nl="Het aandeel telt voltijdse equivalenten of een jaargemiddelde.",
            ),
        ),
    )


def _off(printed: float, size: int) -> Callable[[int], float]:
    return lambda people: abs(people / size - printed)


def _sizes(size: int, share: Figure) -> list[int]:
    """The sizes nearest to the printed one that the share can come from."""
    able = [n for n in range(1, 2 * size) if parts_of(n, share.possible())]
    return sorted(able, key=lambda n: (abs(n - size), n))[:_NAMED]


def _of_others(people: int, size: int, share: Figure) -> Text:
    return say(
        fr="La part est de {people} personnes, dont {women} femmes, et non de {size}.",
        en="The share is of {people} people, {women} of them women, and not of {size}.",
        nl="Het aandeel is van {people} personen, onder wie {women} vrouwen, niet van {size}.",
        people=float(people),
        women=float(parts_of(people, share.possible())[0]),
        size=float(size),
    )
