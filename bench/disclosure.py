"""What does disclosure control cost, and what does it keep from attackers? The table of its bars.

    python -m bench.disclosure [--cooperatives 40] [--full] [--seed 1] [--only findings]

Invented cooperatives of 50 to 35,000 members over four years; the naive export (counts of 1 to 4
left out) and complementary suppression stand beside ours. Without --full a sample of cooperatives
is timed and attacked, and the time of all is reckoned from it. Rows are told as they are found.
"""

import argparse
import time
from collections.abc import Iterable, Sequence
from itertools import chain, product
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Console
from rich.table import Table

from bench.populations import DIMENSIONS, Register, finest, register, registers
from bench.suppression import suppressed
from hub.disclosure.counts import Population, rounded
from hub.disclosure.cube import frame_of
from hub.disclosure.plan import plan_of
from tests.attacks.exports import (
    KEY,
    PARAMETERS,
    Shown,
    Year,
    at_the_desk,
    released,
    released_again,
)
from tests.attacks.trials import (
    Method,
    advantages,
    by_naive,
    by_ours,
    colleagues,
    guesses,
    of_coalition,
    of_leaf_model,
    of_ratios,
    of_two_releases,
)

if TYPE_CHECKING:
    from tests.attacks.finding import Finding

_COOPERATIVES, _YEARS = 200, 8

_PARTS = ("findings", "losses", "releases", "joiners", "times")

#: Up to so many members suppression is worked out for comparison.
_COMPARED = 1_000

#: Crossed in pairs and in threes, as in the study that the method was chosen by.
_PAIRS = ("category", "gender", "age_band", "region", "enrolled")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cooperatives", type=int, default=40)
    parser.add_argument("--full", action="store_true", help="attack and time all of them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=_PARTS, nargs="*", default=_PARTS, help="parts")
    asked = parser.parse_args()
    console = Console()
    invented = list(registers(asked.cooperatives, periods=4, seed=asked.seed))
    step = 1 if asked.full else max(1, len(invented) // 10)
    attacked = [(one, list(released(one))) for one in invented[::step]]
    every = [year for one in invented for year in released(one)]
    parts = {
        "findings": _findings(attacked),
        "losses": chain(_losses(every), _shares(every)),
        "releases": _pairs(asked.seed, 8 if asked.full else 2),
        "joiners": _joiners(asked.seed, 12 if asked.full else 4),
        "times": _times(asked.seed, full=asked.full),
    }
    table = Table("what", "bar", "naive", "suppression", "ours")
    for row in chain.from_iterable(parts[part] for part in asked.only):
        Console(stderr=True).print(" | ".join(row))
        table.add_row(*row)
    console.print(table)
    console.print(
        f"{len(invented)} cooperatives, {len(every)} years; attacked: "
        f"{sum(len(years) for _, years in attacked)} years of {len(attacked)}"
    )


def _findings(attacked: Sequence[tuple[Register, list[Year]]]) -> Iterable[tuple[str, ...]]:
    years = [year for _, of in attacked for year in of]
    # suppressing cells of large cooperatives takes hours
    compared = [of[0] for _, of in attacked if of[0].true[0] <= _COMPARED][:4]
    [middle] = released(register("middle", 500, periods=1, seed=7))
    withheld = {
        (year.cooperative, year.period): list(suppressed(year)) for year in [*compared, middle]
    }

    def by_suppression(year: Year) -> Iterable[Shown]:
        return withheld[year.cooperative, year.period]

    def count(method: Method, some: Sequence[Year]) -> str:
        return str(sum(len(of_leaf_model(year, method)) for year in some))

    yield (
        f"leaf model, totals known: findings in {len(years)} years",
        "0",
        count(by_naive, years),
        f"{count(by_suppression, compared)} ({len(compared)} years)",
        count(by_ours, years),
    )
    yield (
        "the same at 500 members", "naive >= 20", count(by_naive, [middle]),
        count(by_suppression, [middle]), count(by_ours, [middle]),
    )  # fmt: skip
    for number in (1, 3):
        found = [
            sum(
                len(of_leaf_model(year, method, colleagues(one.years[year.period], number)))
                for one, of in attacked
                for year in of[:1]
            )
            for method in (by_naive, by_ours)
        ]
        yield f"insiders, {number}: findings", "0", str(found[0]), "", str(found[1])
    yield (
        "percentages to a decimal: findings (naive: true ones beside ours)", "0",
        str(sum(len(of_ratios(year, year.true.tolist())) for year in years)), "",
        str(sum(len(of_ratios(year, year.rounded.tolist())) for year in years)),
    )  # fmt: skip
    four = [of[0] for _, of in attacked[-4:]]
    yield (
        "two of four in a sum: findings", "0", str(len(of_coalition(four, by_naive))), "",
        str(len(of_coalition(four, by_ours))),
    )  # fmt: skip
    hidden = [_hidden(year, by_suppression(year)) for year in compared]
    yield (
        "non-empty count cells suppressed, %", "0",
        f"{np.mean([_hidden(year, by_naive(year)) for year in years]):.0f}",
        f"{np.mean(hidden):.0f} ({len(hidden)} years)",
        f"{np.mean([_hidden(year, by_ours(year)) for year in years]):.0f}",
    )  # fmt: skip


def _hidden(year: Year, cells: Iterable[Shown]) -> float:
    withheld = np.array([value is None for value, *_ in cells])
    return float(100 * withheld[year.true > 0].mean())


def _losses(years: Sequence[Year]) -> Iterable[tuple[str, ...]]:
    given_up = sum(len(year.given_up) for year in years)
    made = sum(len(year.structure.tables) for year in years)
    yield f"tables given up, of {given_up + made:,}", "", "", "", str(given_up)
    errors = np.concatenate([(year.rounded - year.true)[year.true > 0] for year in years])
    every = np.concatenate([year.rounded - year.true for year in years])
    sums = max(int(abs(frame_of(year.structure).relations @ year.rounded).max()) for year in years)
    yield "published minus true, at most", "4", "", "", str(int(abs(every).max()))
    yield "parts minus whole, at most", "0", "", "", str(sums)
    yield "mean error of non-empty cells", "1.8", "", "", f"{abs(errors).mean():.2f}"
    yield (
        f"mean signed error, {len(errors):,} cells", "+-0.1", "", "", f"{errors.mean():+.3f}"
    )  # fmt: skip


def _shares(years: Sequence[Year]) -> Iterable[tuple[str, ...]]:
    wrong = []
    for year in years:
        if 300 <= year.true[0] <= 1_000:  # noqa: PLR2004 - the bar's own sizes
            at = {key: place for place, key in enumerate(year.keys)}
            place, whole = at[(("gender", "female"),)], at[()]
            wrong.append(
                abs(
                    round(100 * year.rounded[place] / year.rounded[whole], 1)
                    - 100 * year.true[place] / year.true[whole]
                )
            )
    yield (
        f"share of women, {len(wrong)} years of 300-1,000 members: mean error, points", "0.4",
        "", "", f"{np.mean(wrong):.2f}",
    )  # fmt: skip
    yield "the same, 95th percentile", "1.0", "", "", f"{np.percentile(wrong, 95):.2f}"


def _pairs(seed: int, repeats: int) -> Iterable[tuple[str, ...]]:
    findings: dict[Method, list[Finding]] = {by_naive: [], by_ours: []}
    sizes = list(product((63, 150), (5, 12), range(repeats)))
    for members, movers, turn in sizes:
        years = released_again(
            register("pair", members, periods=2, seed=seed + 7919 * turn + movers, movers=movers)
        )
        for method, found in findings.items():
            found.extend(of_two_releases(years, method, joined=movers))
    of = f"{len(sizes)} pairs of releases, only joiners and their number known:"
    yield (
        f"{of} exact", "0",
        *(str(sum(one.lower == one.upper for one in findings[by_naive])), ""),
        str(sum(one.lower == one.upper for one in findings[by_ours])),
    )  # fmt: skip
    yield (
        f"{of} exact or narrow", "none set", str(len(findings[by_naive])), "",
        str(len(findings[by_ours])),
    )  # fmt: skip


def _joiners(seed: int, repeats: int) -> Iterable[tuple[str, ...]]:
    """Guesses in ordinary years, and in the attacker's best case: a few join and nothing else."""
    for case, moves in (("", (None,)), (", 5 to 12 movers who all joined", (5, 8, 12))):
        naive: list[tuple[str, int]] = []
        ours: list[tuple[str, int]] = []
        for members, movers, turn in product((60, 150, 250, 400), moves, range(repeats)):
            drawn = seed + members + (movers or 0) + 7919 * turn
            one = register("joined", members, periods=2, seed=drawn, movers=movers)
            years = released_again(one)
            naive += guesses(one, years, by_naive)
            ours += guesses(one, years, by_ours)
        shown = [advantages(naive), advantages(ours)]
        for way in shown[1]:
            yield (
                f"joiner guessed above the prior{case}: {way}", "0.06" if not case else "",
                f"{shown[0][way]:+.3f}", "", f"{shown[1][way]:+.3f}",
            )  # fmt: skip


def _times(seed: int, *, full: bool) -> Iterable[tuple[str, ...]]:
    large = register("large", 35_000, periods=1, seed=seed)
    pairs = [tuple(sorted(pair)) for pair in product(_PAIRS, _PAIRS) if pair[0] < pair[1]]
    cells, seconds = _solved(large, pairs)
    yield (
        f"{cells:,} cells of two-way tables, processor's seconds",
        "0.5",
        "",
        "",
        f"{seconds:.2f}",
    )
    threes = [
        tuple(sorted(three)) for three in product(_PAIRS, _PAIRS, _PAIRS)
        if three[0] < three[1] < three[2]
    ]  # fmt: skip
    cells, seconds = _solved(large, threes)
    yield (
        f"{cells:,} cells of three-way tables, processor's seconds",
        "20",
        "",
        "",
        f"{seconds:.2f}",
    )
    sample = _COOPERATIVES if full else 20
    spent = 0.0
    for one in registers(sample, periods=_YEARS, seed=seed):
        # counting the members is not protecting them
        desk, days = at_the_desk(one)
        started = time.process_time()
        made = desk.publish(days)
        spent += time.process_time() - started
        if not made:
            raise SystemExit("nothing was released")
    whole = spent * _COOPERATIVES / sample
    yield (
        (
            f"{_COOPERATIVES} cooperatives x {_YEARS} years, members and voters in one cube, "
            f"seconds of one thread's work ({sample} cooperatives measured)"
        ),
        "200", "", "", f"{whole:.0f}",
    )  # fmt: skip


def _solved(one: Register, wanted: Sequence[tuple[str, ...]]) -> tuple[int, float]:
    """How many cells were rounded, and the processor's seconds from finest to rounded ones."""
    [persons] = one.years.values()
    leaves = finest(persons, DIMENSIONS)
    started = time.process_time()
    found = rounded(
        Population(cooperative=one.cooperative, name="members", day="2021-12-31"),
        leaves,
        plan_of(one.categories, one.country),
        wanted=wanted,
        known={},
        before=None,
        key=KEY,
        parameters=PARAMETERS,
    )
    return len(found.published), time.process_time() - started


if __name__ == "__main__":
    main()
