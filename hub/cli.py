"""What can be done at the command line? Import, release, look, serve; nothing else wires it."""

import sys
from collections.abc import Mapping
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from connectors.contract import Mode
from hub import demo, intake, migrate, report, server
from hub.app import create_app, create_subgraph
from hub.commands.accounts import accounts
from hub.commands.agreements import agreements
from hub.commands.annotate import write_annotated
from hub.commands.audit import audit
from hub.commands.audit_log import audit_log
from hub.commands.cells import cells
from hub.commands.clients import clients
from hub.commands.conformance import check_pack
from hub.commands.erase import erase
from hub.commands.federation import write_supergraph
from hub.commands.keys import keys
from hub.commands.pseudonymise import pseudonymise
from hub.commands.serving import partner_side, require_address
from hub.commands.shelf import Data, Json, find_release, open_shelf
from hub.commands.templates import write_template
from hub.commands.worker import work
from hub.intake_desk import State
from hub.partner_app import BothSides, create_partner_app
from hub.partners.worker import Worker
from hub.publish import publish_release
from hub.releases.contents import observation_row
from hub.releases.differences import differences
from hub.releases.observation import breakdown_text
from hub.releases.reader import Shelf
from hub.releases.release import Release
from hub.releases.wanted import Wanted
from hub.releases.writer import Written
from hub.settings import Settings
from hub.stores import open_store
from hub.terminal import OUT, as_problem, progress_bar, say_json, say_problem
from hub.version import VERSION
from hub.vocabulary import Language
from schema.subgraphs import Domain

#: Exit status of an upload that was refused; 2 is for every other error a person can mend.
REFUSED = 3
_NOT_STORED = (State.BLOCKED, State.UNCONFIRMED)

app = typer.Typer(
    name="intercoop",
    help="Intercooperation data hub: import exports of cooperatives, publish protected "
    "democracy indicators, serve them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
releases = typer.Typer(help="Build a release, or look at one.", invoke_without_command=True)
app.add_typer(releases, name="release")


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="An export, or a folder with exports.")],
    cooperative: Annotated[
        str, typer.Option("--cooperative", "-c", help="Short name of the cooperative: smartcoop.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and report only; store nothing.")
    ] = False,
    annotated: Annotated[
        Path | None,
        typer.Option(help="Write your file with a column of errors here; a folder for a folder."),
    ] = None,
    language: Annotated[Language, typer.Option(help="Language of the report.")] = Language.EN,
    mode: Annotated[
        Mode | None,
        typer.Option(
            help="snapshot: a table sent takes the place of the one before (what nearly every "
            "mapping pack says); delta: only additions and changes were sent."
        ),
    ] = None,
    close_absent: Annotated[
        bool,
        typer.Option(
            "--close-absent",
            help="Current rows that a snapshot no longer has may end; the report has shown them.",
        ),
    ] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """Read a cooperative's export, report everything found, and store it unless blocked."""
    absent = intake.Absent.CLOSE if close_absent else intake.Absent.ASK
    terms = intake.Terms(mode=mode, absent=absent)
    read = intake.preview_upload if dry_run else intake.import_upload
    settings = Settings.read(data)
    with progress_bar() as bar:
        if annotated is not None:
            write_annotated(settings, path, cooperative, annotated, language, bar.stage, terms)
        outcome = read(settings, path, cooperative, progress=bar.stage, terms=terms)
    if json:
        say_json(report.for_programs(outcome, language))
    else:
        OUT.print(report.for_people(outcome, language), soft_wrap=True)
    if outcome.report.blocked or outcome.state in _NOT_STORED:
        raise typer.Exit(REFUSED)


@releases.callback(invoke_without_command=True)
def release(context: typer.Context, data: Data = None, json: Json = False) -> None:
    """Build a release of all current records; nothing happens where the latest says the same."""
    if context.invoked_subcommand is not None:
        return
    with progress_bar() as bar:
        written = publish_release(Settings.read(data), progress=bar.stage)
    if json:
        say_json(asdict(written))
    else:
        OUT.print(_written(written))


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
    table = Table("change", "cooperative", "indicator", "period", "group", "before", "after")
    for change in changes:
        table.add_row(*_change_row(change))
    OUT.print(table if changes else "Nothing changed.")


@app.command("releases")
def list_releases(data: Data = None, json: Json = False) -> None:
    """List the releases, the newest first."""
    found = open_shelf(data).releases(limit=1000)
    if json:
        say_json([asdict(one) for one in found])
        return
    table = Table("number", "release", "built", "content hash")
    for one in found:
        table.add_row(str(one.number), one.id, one.created_at, one.content_hash[:16])
    OUT.print(table)


@app.command("demo")
def load_demo(data: Data = None, json: Json = False) -> None:
    """Import the examples (two real cooperatives, two invented ones) and release them."""
    settings = Settings.read(data)
    with progress_bar() as bar:
        outcomes = demo.load_examples(
            settings,
            progress=lambda slug, stage, done, total: bar.stage(f"{slug}: {stage}", done, total),
        )
        written = publish_release(settings, progress=bar.stage)
    if json:
        states = {one.cooperative: one.state.value for one in outcomes}
        say_json({"imports": states, "release": asdict(written)})
        return
    for outcome in outcomes:
        OUT.print(f"{outcome.cooperative}: {outcome.state.value}")
    OUT.print(_written(written))


app.command("audit")(audit)
app.command("cells")(cells)
app.command("conformance")(check_pack)
app.command("supergraph")(write_supergraph)
app.command("template")(write_template)
app.command("erase")(erase)
app.command("worker")(work)
app.command("pseudonymise")(pseudonymise)
app.add_typer(keys, name="keys")
app.add_typer(clients, name="client")
app.add_typer(accounts, name="account")
app.add_typer(agreements, name="agreement")
app.add_typer(audit_log, name="audit-log")


class Side(StrEnum):
    """One of the two sides, where they are served apart."""

    PUBLIC = "public"
    PARTNER = "partner"


@app.command("serve")
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    subgraph: Annotated[
        Domain | None, typer.Option(help="Only this domain's part of the graph, for a gateway.")
    ] = None,
    only: Annotated[
        Side | None, typer.Option(help="Only the public side, or only the partner side.")
    ] = None,
    data: Data = None,
) -> None:
    """Serve pages, the GraphQL API and partners' imports, until interrupted.

    The public side reads the shelf and nothing else. The partner side does its jobs beside it.
    """
    settings = Settings.read(data)
    if only is Side.PARTNER:
        require_address(settings, host)
    place = server.listen(host, port)
    if subgraph is not None:
        OUT.print(f"Serving http://{host}:{port}/graphql  (only {subgraph}; stop with Ctrl-C)")
        server.serve(create_subgraph(settings, subgraph), place)
        return
    OUT.print(f"Serving http://{host}:{port}/  (GraphQL at /graphql; stop with Ctrl-C)")
    if only is Side.PUBLIC:
        server.serve(create_app(settings), place)
        return
    with partner_side(settings, host, port) as gate:
        if gate is None and only is None:
            server.serve(create_app(settings), place)
            return
        partner = create_partner_app(settings, gate)
        served = partner if only is Side.PARTNER else BothSides(create_app(settings), partner)
        with Worker(settings):
            server.serve(served, place)


@app.command("migrate")
def migrate_stores(data: Data = None) -> None:
    """Bring both databases to the schema of this software; import and release do it too."""
    settings = Settings.read(data)
    urls: dict[migrate.Store, str] = {
        "workspace": settings.workspace_url,
        "shelf": settings.shelf_url,
    }
    for store, url in urls.items():
        engine = open_store(url)
        try:
            migrate.upgrade(engine, store)
        finally:
            engine.dispose()
        OUT.print(f"{store}: up to date")


@app.command("version")
def show_version() -> None:
    """Print the version of the software."""
    OUT.print(VERSION)


def main() -> None:
    """Run the command; every error ends in a sentence and an exit status, never a traceback."""
    try:
        app()
    except Exception as error:  # noqa: BLE001 - the last place where an error can be explained
        problem = as_problem(error)
        say_problem(problem)
        sys.exit(problem.exit_code)


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


def _written(written: Written) -> str:
    if not written.new:
        return f"Nothing has changed: release {written.release_id} stands."
    return (
        f"Release [bold]{written.release_id}[/] (number {written.number}): "
        f"{written.observations} observations, {written.changes} changes. "
        f"Content hash {written.content_hash[:16]}."
    )
