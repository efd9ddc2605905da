"""What does anybody's own audit of a release find? `intercoop audit`, from the shelf alone."""

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from hub.commands.options import Data, Json, ReleaseId
from hub.commands.shelf import find_release, open_shelf
from hub.disclosure.audit import Disclosed, audit_release
from hub.disclosure.audit_report import Finding, Report
from hub.releases.cell import CAPITAL, PERSONS
from hub.releases.reader import Shelf
from hub.releases.release import Release
from hub.releases.wanted import Wanted
from hub.terminal import OUT, progress_bar, say_json

#: Exit status where something was found.
FOUND = 3


def audit(
    release_id: ReleaseId,
    against: Annotated[
        str | None,
        typer.Option(help="The release to hold beside it. Default: the one before it."),
    ] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Work out what an attacker can learn from a release; exit with 3 where that is too much."""
    shelf = open_shelf(data)
    release = find_release(shelf, release_id)
    other = release.previous_id if against is None else find_release(shelf, against).id
    with progress_bar() as bar:
        report = audit_release(
            disclosed(shelf, release.id),
            None if other is None else disclosed(shelf, other),
            progress=bar.stage,
        )
    if json:
        say_json(
            {
                "release": release.id,
                "previous": other,
                **report.as_json(),
                "digest": report.digest(),
            }
        )
    else:
        _say(release, report, other)
    if not report.clean:
        raise typer.Exit(FOUND)


def disclosed(shelf: Shelf, release_id: str) -> Disclosed:
    """All that a release on the shelf says of members."""
    return Disclosed(
        plans=shelf.plans(release_id),
        cells=[
            cell for measure in (PERSONS, CAPITAL) for cell in shelf.cells(release_id, measure)
        ],
        observations=[placed.observation for placed in shelf.observations(release_id, Wanted())],
    )


def _say(release: Release, report: Report, other: str | None) -> None:
    if report.findings:
        table = Table("cooperative", "day", "measure", "group", "finding", "leaves", "why")
        for one in report.findings:
            table.add_row(*map(escape, _row(one)))
        OUT.print(table)
    beside = f"held against {other}" if other else "with none before it"
    OUT.print(
        f"Release [bold]{release.id}[/], {beside}: {report.cells} cells of {report.plans} "
        f"populations and days, {report.observations} figures; {len(report.findings)} findings."
    )


def _row(one: Finding) -> tuple[str, ...]:
    left = "" if one.lower is None else f"{one.lower:g} to {_end(one.upper)}"
    return one.cooperative, one.as_of, one.measure, one.key or "everyone", one.kind, left, one.why


def _end(upper: float | None) -> str:
    return "any" if upper is None else f"{upper:g}"
