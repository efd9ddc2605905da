"""What was done here, and is the log of it whole? `intercoop audit-log`."""

from dataclasses import asdict
from typing import Annotated

import sqlalchemy as sa
import typer

from hub.access import HUB
from hub.audit_log import AuditLog, CutOff, Entry, digest
from hub.commands.options import Data, Json
from hub.commands.workspace import open_workspace
from hub.partners.recall import every_release
from hub.settings import Settings
from hub.terminal import OUT, as_table, say_json
from hub.workspace import PUBLISHED

audit_log = typer.Typer(help="Show who did what, or check that the log is whole.")

Cooperative = Annotated[
    str | None,
    typer.Option("--cooperative", "-c", help="Only this one's; `*` for the hub's own."),
]


@audit_log.command("show")
def show_log(cooperative: Cooperative = None, data: Data = None, json: Json = False) -> None:
    """Show the entries, the oldest first."""
    with open_workspace(Settings.read(data)) as engine:
        entries = AuditLog(engine).entries(cooperative)
    if json:
        say_json([asdict(one) for one in entries])
        return
    headers = ("cooperative", "number", "at", "who", "what", "outcome", "concerning")
    table = as_table(headers, map(_row, entries))
    OUT.print(table if entries else "Nothing has been written down yet.")


@audit_log.command("verify")
def verify_log(cooperative: Cooperative = None, data: Data = None, json: Json = False) -> None:
    """Check every chain, and that what was there at each release still is; print the heads."""
    settings = Settings.read(data)
    with open_workspace(settings) as engine:
        heads = AuditLog(engine).verify(cooperative)
        witnesses = _held_against_releases(settings, engine)
    if json:
        say_json(heads)
        return
    for place, head in heads.items():
        OUT.print(f"{_called(place)}: whole, head {head}", soft_wrap=True)
    if not heads:
        OUT.print("Nothing has been written down yet.")
    if witnesses:
        OUT.print(f"releases held against it, of whose past nothing is missing: {witnesses}")


def _held_against_releases(settings: Settings, engine: sa.Engine) -> int:
    """How many releases bear witness that nothing written before them was cut off.

    Raises:
        CutOff: one bears witness that something was.
    """
    with engine.begin() as connection:
        known = connection.execute(sa.select(PUBLISHED.c.release_id, PUBLISHED.c.audit_heads))
        heads_of = {row.release_id: row.audit_heads for row in known}
    witnesses = [
        (release.id, noted, heads)
        for release in every_release(settings)
        # else made by an earlier version, or by a command that was killed just then
        if (noted := release.manifest.get("audit_log")) is not None
        and (heads := heads_of.get(release.id)) is not None
    ]
    missing = AuditLog(engine).missing(heads for _, _, heads in witnesses)
    for (release_id, noted, heads), gone in zip(witnesses, missing, strict=True):
        if gone or digest(heads) != noted:
            raise CutOff(release_id)
    return len(witnesses)


def _row(one: Entry) -> tuple[str, ...]:
    what = (one.subject, one.action, one.outcome, one.concerning or "")
    return _called(one.cooperative), str(one.number), one.at, *what


def _called(cooperative: str) -> str:
    return "the hub" if cooperative == HUB else cooperative
