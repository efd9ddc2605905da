"""What does anybody's own audit of a release find? `intercoop audit`, from the shelf alone."""

from typing import Annotated

import typer

from hub.commands.options import Data, Json, ReleaseId
from hub.commands.shelf import find_release, open_shelf
from hub.disclosure.audit import Disclosed, audit_release
from hub.disclosure.audit_report import Finding, Report
from hub.previous import is_altered
from hub.releases.reader import Shelf
from hub.releases.release import Release
from hub.releases.standing import standing, tables
from hub.releases.wanted import Wanted
from hub.terminal import OUT, as_table, progress_bar, say_json

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
    said = tables(shelf, release.id)
    altered = is_altered(release, said)
    other = release.previous_id if against is None else find_release(shelf, against).id
    with progress_bar() as bar:
        report = audit_release(
            Disclosed(
                said.plans,
                said.cells,
                [placed.observation for placed in shelf.observations(release.id, Wanted())],
            ),
            None if other is None else _beside(shelf, other, alone=against is not None),
            progress=bar.stage,
        )
    if json:
        say_json(
            {
                "release": release.id,
                "previous": other,
                "altered": altered,
                **report.as_json(),
                "digest": report.digest(),
            }
        )
    else:
        _say(release, report, other, altered=altered)
    if altered or not report.clean:
        raise typer.Exit(FOUND)


def _beside(shelf: Shelf, release_id: str, *, alone: bool) -> Disclosed:
    """What a release said of members, with the newest of what it left out unless it is alone."""
    found = find_release(shelf, release_id)
    held = tables(shelf, found.id) if alone else standing(shelf, found).tables
    return Disclosed(held.plans, held.cells)


def _say(release: Release, report: Report, other: str | None, *, altered: bool) -> None:
    if report.findings:
        headers = ("cooperative", "day", "measure", "group", "finding", "leaves", "why")
        OUT.print(as_table(headers, map(_row, report.findings)))
    beside = f"held against {other}" if other else "with none before it"
    OUT.print(
        f"Release [bold]{release.id}[/], {beside}: {report.cells} cells of {report.plans} "
        f"populations and days, {report.observations} figures; {len(report.findings)} findings."
    )
    if altered:
        OUT.print(
            "Its tables are not those that were published: their hash is not the manifest's. "
            "Restore the shelf database from its backup."
        )


def _row(one: Finding) -> tuple[str, ...]:
    left = "" if one.lower is None else f"{one.lower:g} to {_end(one.upper)}"
    return one.cooperative, one.as_of, one.measure, one.key or "everyone", one.kind, left, one.why


def _end(upper: float | None) -> str:
    return "any" if upper is None else f"{upper:g}"
