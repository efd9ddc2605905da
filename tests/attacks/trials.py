"""How do the attackers fare against one method? Each run on the exports of invented registers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import polars as pl

from bench.populations import DIMENSIONS, Register
from tests.attacks import coalition, joiner, leaf_model, ratio, two_releases
from tests.attacks.exports import PARAMETERS, Shown, Year, codebook, long_form, naive, ours
from tests.attacks.finding import Finding
from tests.attacks.leaf_model import Person
from tests.attacks.published import EVERYONE, Group, Printed, read_cells

#: How a year's cells are shown.
Method = Callable[[Year], Iterable[Shown]]

#: Small blocks: the same findings on these tables as larger ones, in a fraction of the time.
BLOCK = 500

#: The same where each unknown is there three times: stayed, left, joined.
_TRIPLED = 300

#: What is asked about a joiner; that they are new is no secret, so not since when.
_WAYS = ("gender", "age_band", "region", "category", "person_kind", "attended", "enrolled")


def by_naive(year: Year) -> Iterable[Shown]:
    """Counts of 1 to 4 left out, all others as they are."""
    return naive(year.true.tolist())


def by_ours(year: Year) -> Iterable[Shown]:
    """Rounded."""
    return ours(year.rounded.tolist())


def printed(year: Year, method: Method) -> dict[Group, Printed]:
    """What is read of a year, by group."""
    return {one.group: one for one in read_cells(long_form(year, method(year)))}


def of_leaf_model(year: Year, method: Method, insiders: Sequence[Person] = ()) -> list[Finding]:
    """What follows from one year's cells, perhaps for somebody who is in them."""
    return leaf_model.attack(
        printed(year, method).values(),
        codebook(year.structure),
        {year.period: year.totals},
        insiders=insiders,
        largest=BLOCK,
    )


def colleagues(persons: pl.DataFrame, number: int) -> Sequence[Person]:
    """Members of the rarest group of so many who share all but age, region and tenure."""
    alike = [name for name in DIMENSIONS if name not in {"age", "region", "tenure"}]
    groups = persons.group_by(alike, maintain_order=True).agg(pl.len().alias("persons"))
    rare = groups.filter(pl.col("persons") >= number).sort("persons", *alike).head(1)
    return persons.join(rare, on=alike, how="semi").head(number).select(DIMENSIONS).to_dicts()


def of_ratios(year: Year, counts: Sequence[int]) -> list[Finding]:
    """What percentages of all members say, made of these counts and set beside our cells."""
    of = {frozenset(key): number for key, number in zip(year.keys, counts, strict=True)}
    shown = [
        ratio.Percentage(part=group, whole=EVERYONE, value=round(100 * count / of[EVERYONE], 1))
        for group, count in of.items()
        if group and count
    ]
    return [*ratio.attack(printed(year, by_ours), year.totals, shown)]


def of_coalition(years: Sequence[Year], method: Method) -> list[Finding]:
    """What the first two learn of the others; true sums beside naive cells, ours beside ours."""
    shown = [printed(year, method) for year in years]
    shared = set.intersection(*(set(cells) for cells in shown))
    true = [
        dict(zip(map(frozenset, year.keys), year.true.tolist(), strict=True)) for year in years
    ]
    summed = [
        {group: (of[group], of[group]) for group in shared}
        if method is by_naive
        else {group: (cells[group].lower, cells[group].upper) for group in shared}
        for of, cells in zip(true, shown, strict=True)
    ]
    sums = {
        group: Printed(
            cooperative="all",
            population="members",
            period=years[0].period,
            measure="persons",
            group=group,
            value=None,
            status="derived",
            lower=sum(ends[group][0] for ends in summed),
            upper=sum(ends[group][1] for ends in summed),
        )
        for group in shared
    }
    known = {at: true[at] for at in (0, 1)}
    return [*coalition.attack(shown, sums, known, [year.totals for year in years])]


def of_two_releases(years: tuple[Year, Year], method: Method, *, joined: int) -> list[Finding]:
    """What follows from both for somebody who knows that so many joined, and nobody else moved."""
    before, after = (
        two_releases.Release(cells=list(printed(year, method).values()), totals=year.totals)
        for year in years
    )
    codes = {**codebook(years[0].structure), **codebook(years[1].structure)}
    moved = two_releases.Movement(joined=joined, left=0)
    return two_releases.attack(before, after, codes, moved, largest=_TRIPLED)


def guesses(
    register: Register, years: tuple[Year, Year], method: Method
) -> Iterator[tuple[str, int]]:
    """For each joiner and attribute: 1 where only the informed guess is right, -1 the reverse."""
    codes = {**codebook(years[0].structure), **codebook(years[1].structure)}
    then, now = register.years.values()
    joined = now.join(then.select("person"), on="person", how="anti").drop("person").to_dicts()
    shown: list[Mapping[Group, Printed]] = [printed(year, method) for year in years]
    base = PARAMETERS.b if method is by_ours else 1
    releases = joiner.Releases(shown[0], shown[1], codes, len(joined), base)
    single = {next(iter(group))[0] for group in shown[0] if len(group) == 1}
    for person in joined:
        for way in single.intersection(_WAYS):
            dimension, of = codes[way]
            one = joiner.guess(releases, person, way)
            yield (
                way,
                (person[dimension] in of[one.informed]) - (person[dimension] in of[one.usual]),
            )


def advantages(trials: Iterable[tuple[str, int]]) -> dict[str, float]:
    """By attribute: how much oftener a joiner is guessed with both releases than without."""
    gained: dict[str, list[int]] = defaultdict(list)
    for way, gain in trials:
        gained[way].append(gain)
    return {way: sum(each) / len(each) for way, each in sorted(gained.items())}
