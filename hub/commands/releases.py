"""How is a release built, listed, shown and compared? `intercoop release`, and `releases`."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from hub.agreements import ended
from hub.commands.options import Data, Json
from hub.commands.shelf import find_release, open_shelf
from hub.releases.contents import observation_row
from hub.releases.differences import differences
from hub.releases.observation import breakdown_text
from hub.releases.reader import Shelf
from hub.releases.release import Release
from hub.releases.wanted import Wanted
from hub.releases.writer import Written
from hub.settings import Settings
from hub.stores import opened
from hub.terminal import ERR, OUT, as_table, progress_bar, say_json

releases = typer.Typer(help="Build a release, or look at one.", invoke_without_command=True)


@releases.callback(invoke_without_command=True)
def release(context: typer.Context, data: Data = None, json: Json = False) -> None:
    """Build a release of all current records; nothing happens where the latest says the same."""
    if context.invoked_subcommand is not None:
        return
    # whoever looks at releases needs nothing of what makes one, which takes a second to load
    from hub.partners.settling import settle  # noqa: PLC0415
    from hub.publish import publish_release  # noqa: PLC0415

    settings = Settings.read(data)
    with progress_bar() as bar:
        written = publish_release(settings, progress=bar.stage)
    settle(settings, written)
    _say_ended(settings, written)
    if json:
        say_json(asdict(written))
    else:
        OUT.print(told(written))


@releases.command("show")
def show(
    release_id: Annotated[str, typer.Argument(help="A release's id, or `latest`.")],
    data: Data = None,
    json: Json = False,
) -> None:
    """Show what a release was made from, its hash and what it holds."""
    shelf = open_shelf(data)
    found = find_release(shelf, release_id)
    names = [one.slug for one in shelf.cooperatives(found.id)]
    if json:
        say_json({**asdict(found), "cooperatives": names})
        return
    OUT.print(f"[bold]{found.id}[/]  number {found.number}, {found.created_at}")
    OUT.print(f"content hash  {found.content_hash}")
    OUT.print(f"previous      {found.previous_id or 'none, this is the first'}")
    OUT.print(f"software      {found.software_version}")
    OUT.print(f"parameters    {found.manifest['parameters']}")
    OUT.print(f"cooperatives  {', '.join(names)}")
    for one in found.manifest["imports"]:
        OUT.print(f"import        {one['cooperative']}  {one['import']}")


@releases.command("diff")
def diff(
    older: Annotated[str, typer.Argument(help="A release; alone, against its previous one.")],
    newer: Annotated[str | None, typer.Argument(help="A later release.")] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Show what changed between two releases, value by value."""
    shelf = open_shelf(data)
    first = find_release(shelf, older)
    if newer is not None:
        changes = _between(shelf, first, find_release(shelf, newer))
    else:
        stored = shelf.changes(first.id)
        changes = [{**asdict(one), "breakdown": breakdown_text(one.breakdown)} for one in stored]
    if json:
        say_json(changes)
        return
    headers = ("change", "cooperative", "indicator", "period", "group", "before", "after")
    table = as_table(headers, map(_change_row, changes))
    OUT.print(table if changes else "Nothing changed.")


def list_releases(data: Data = None, json: Json = False) -> None:
    """List the releases, the newest first."""
    found = open_shelf(data).releases(limit=1000)
    if json:
        say_json([asdict(one) for one in found])
        return
    rows = ((str(one.number), one.id, one.created_at, one.content_hash[:16]) for one in found)
    OUT.print(as_table(("number", "release", "built", "content hash"), rows))


def _say_ended(settings: Settings, written: Written) -> None:
    """Say of whom records were read although no agreement with them is in force any more."""
    with opened(settings.workspace_url) as engine, engine.begin() as connection:
        past = ended(connection, written.read, datetime.now(UTC).date())
    for slug, day in past.items():
        ERR.print(
            f"The agreement with {slug} ended on {day}, and its records were read for this "
            "release: record the one that follows, or have its imports withdrawn.",
            soft_wrap=True,
        )


def _between(shelf: Shelf, older: Release, newer: Release) -> list[dict[str, Any]]:
    rows = [
        [observation_row(one.observation) for one in shelf.observations(side.id, Wanted())]
        for side in (older, newer)
    ]
    return list(differences(*rows))


def _change_row(change: Mapping[str, Any]) -> tuple[str, ...]:
    kind = change["kind"] + (f" {change['field']}" if change["field"] else "")
    about = (change["cooperative"], change["indicator"], change["period"], change["breakdown"])
    values = ("" if change[side] is None else str(change[side]) for side in ("before", "after"))
    return (kind, *about, *values)


def told(written: Written) -> str:
    """What came of building a release, in a sentence."""
    if not written.new:
        return f"Nothing has changed: release {written.release_id} stands."
    return (
        f"Release [bold]{written.release_id}[/] (number {written.number}): "
        f"{written.observations} observations, {written.changes} changes. "
        f"Content hash {written.content_hash[:16]}."
    )
