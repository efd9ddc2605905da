"""Writes the files that two invented cooperatives would push: `python -m examples.generate`.

Nobody in them exists. At the default sizes their totals equal tables 1, 3 and 4 of the study
described in examples/README.md; other sizes scale these totals. The same seed and size give the
same bytes.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from examples import declared, identity, meetings, recommendations
from examples.capital import Balance
from examples.chance import chance
from examples.dialect import TableFile
from examples.elected import elected
from examples.plan import Plan, plan_for
from examples.profiles import INVENTED, Invented
from examples.recruits import Group, People, Recruits
from examples.register import members_table, persons
from examples.rolls import Rolls
from examples.spaces import activity_table, participants, seatings
from examples.staff import staff
from examples.terms import Candidates
from hub.problem import Problem

#: A table's name and some of its rows.
Part = tuple[str, pl.DataFrame]


class UnknownCooperative(Problem):
    """A slug that belongs to no invented cooperative."""

    def __init__(self, slug: str) -> None:
        known = ", ".join(INVENTED)
        super().__init__(f"No invented cooperative is called {slug!r}", f"Choose one of {known}.")


class FolderNotWritable(Problem):
    """The files could not be written where they were wanted."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"The files could not be written to {folder}: {reason}",
            "Make room or choose another folder with --out; no unfinished file was left behind.",
        )


def tables(plan: Plan, seed: int, advance: Callable[[int], None]) -> Iterator[Part]:
    """Everything one cooperative pushes, a bounded number of rows at a time.

    Args:
        plan: its margins.
        seed: the start of all chance.
        advance: told how many persons were written.
    """
    slug = plan.profile.slug
    recruits, rolls = Recruits(plan), Rolls(plan, chance(seed, slug, "rolls"))
    balance = Balance(plan, chance(seed, slug, "capital"))
    for batch in persons(plan, seed):
        seated = recruits.choose(batch)
        yield "members", members_table(plan, batch)
        for holdings in balance.holdings(batch):
            yield "shareholdings", holdings
        for votes in rolls.votes(batch, seated):
            yield "participations", votes
        advance(len(batch.number))
    yield from _people_in_bodies(plan, recruits.people(), seed)
    yield from _small_tables(plan, seed)


def _people_in_bodies(plan: Plan, recruits: dict[Group, People], seed: int) -> Iterator[Part]:
    rng, candidates = chance(seed, plan.profile.slug, "mandates"), Candidates(plan, recruits)
    # The staff comes first, while everyone employed is still waiting.
    for terms in chain(staff(plan, candidates, rng), elected(plan, candidates)):
        yield "mandates", terms.rows()
    seated = seatings(plan, candidates)
    for seating in seated:
        for terms in participants(plan, candidates, seating, rng):
            yield "mandates", terms.rows()
    yield "spaces_activity", activity_table(plan, seated, rng)


def _small_tables(plan: Plan, seed: int) -> Iterator[Part]:
    profile = plan.profile
    invented = recommendations.invent(profile, seed)
    yield "cooperative", identity.cooperative_table(plan)
    yield "member_categories", identity.member_categories_table(plan)
    yield "bodies", identity.bodies_table(plan)
    yield "assemblies", meetings.assemblies_table(plan)
    yield "candidacies", meetings.candidacies_table(plan)
    yield "motions", meetings.motions_table(plan)
    yield "counts", meetings.counts_table(plan)
    yield "cycles", recommendations.cycles_table(profile)
    yield "recommendations", recommendations.recommendations_table(invented)
    yield "recommendation_events", recommendations.events_table(profile, invented, seed)
    yield "experiments", recommendations.experiments_table(profile, invented, seed)
    yield "figures", declared.figures_table(plan)


def generate(
    invented: Invented,
    out: Path,
    *,
    seed: int,
    members: int | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> dict[str, int]:
    """Write one cooperative's files to `out/<slug>/`.

    Args:
        invented: the cooperative.
        out: the folder of all cooperatives; made if it is not there.
        seed: the start of all chance.
        members: how many members it is to have on its reference date; the study's by default.
        advance: told how many persons were written.

    Returns:
        How many rows each table has.

    Raises:
        SizeOutOfRange: `members` is under 100 or over 10 million.
        FolderNotWritable: the folder or its disk takes no more.
    """
    plan = plan_for(invented.profile, members)
    folder = out / invented.profile.slug
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _write(folder, invented, tables(plan, seed, advance))
    except OSError as error:
        raise FolderNotWritable(folder, error.strerror or str(error)) from error


def _write(folder: Path, invented: Invented, parts: Iterator[Part]) -> dict[str, int]:
    with ExitStack() as open_files:
        files: dict[str, TableFile] = {}
        for table, rows in parts:
            if table not in files:
                files[table] = open_files.enter_context(TableFile(folder, table, invented.dialect))
            files[table].write(rows)
    return {table: file.rows for table, file in sorted(files.items())}


def main(
    *,
    members: Annotated[
        int | None,
        typer.Option(help="Members on the reference date, 100 to 10 million; else the study's."),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed and size give the same files.")] = 1,
    out: Annotated[Path, typer.Option(help="The folder in which each gets its own folder.")],
    cooperative: Annotated[
        list[str] | None, typer.Option(help=f"Only this one: {', '.join(INVENTED)}.")
    ] = None,
) -> None:
    """Write the files that the invented cooperatives would push."""
    console = Console(stderr=True)
    try:
        for slug in cooperative or INVENTED:
            if slug not in INVENTED:
                raise UnknownCooperative(slug)
            rows = _with_progress(console, INVENTED[slug], out, seed=seed, members=members)
            for table, number in rows.items():
                print(f"{out / slug / table}.csv: {number} rows")
    except Problem as problem:
        console.print(str(problem), style="red", markup=False)
        sys.exit(problem.exit_code)


def _with_progress(
    console: Console, invented: Invented, out: Path, *, seed: int, members: int | None
) -> dict[str, int]:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        whole = plan_for(invented.profile, members).persons
        task = progress.add_task(invented.profile.slug, total=whole)
        return generate(
            invented,
            out,
            seed=seed,
            members=members,
            advance=lambda done: progress.advance(task, done),
        )


if __name__ == "__main__":
    typer.run(main)
