"""What was done here, and is the log of it whole? `intercoop audit-log`."""

from dataclasses import asdict
from typing import Annotated

import typer

from hub.access import HUB
from hub.audit_log import AuditLog, Entry
from hub.commands.options import Data, Json
from hub.commands.workspace import open_workspace
from hub.settings import Settings
from hub.terminal import OUT, as_table, say_json

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
    """Check every chain and print its head; note heads elsewhere to see later what was cut off."""
    with open_workspace(Settings.read(data)) as engine:
        heads = AuditLog(engine).verify(cooperative)
    if json:
        say_json(heads)
        return
    for place, head in heads.items():
        OUT.print(f"{_called(place)}: whole, head {head}", soft_wrap=True)
    if not heads:
        OUT.print("Nothing has been written down yet.")


def _row(one: Entry) -> tuple[str, ...]:
    what = (one.subject, one.action, one.outcome, one.concerning or "")
    return _called(one.cooperative), str(one.number), one.at, *what


def _called(cooperative: str) -> str:
    return "the hub" if cooperative == HUB else cooperative
