"""What have cooperatives and the hub agreed? `intercoop agreement`."""

import hashlib
import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from hub.agreements import Agreements, Terms
from hub.commands.options import Data, Json
from hub.commands.workspace import open_workspace
from hub.intake_desk import BadSlug
from hub.records.record import SLUG
from hub.settings import Settings
from hub.terminal import OUT, as_table, say_json

agreements = typer.Typer(
    help="List the data-sharing agreements with cooperatives, or record one.",
    invoke_without_command=True,
)


@agreements.callback(invoke_without_command=True)
def list_default(context: typer.Context, data: Data = None, json: Json = False) -> None:
    """List the agreements."""
    if context.invoked_subcommand is None:
        list_agreements(data, json)


@agreements.command("list")
def list_agreements(data: Data = None, json: Json = False) -> None:
    """List every agreement, and which are in force today."""
    with open_workspace(Settings.read(data)) as engine:
        found = Agreements(engine).all()
    today = datetime.now(UTC).date()
    if json:
        say_json([asdict(one) | {"in_force": one.in_force(today)} for one in found])
        return
    table = as_table(
        ("agreement", "cooperative", "purpose", "from", "until", "in force", "document"),
        (
            (
                one.id,
                one.cooperative,
                one.terms.purpose,
                str(one.terms.valid_from),
                str(one.terms.valid_until or "no end"),
                "yes" if one.in_force(today) else "no",
                one.terms.document_hash[:16],
            )
            for one in found
        ),
    )
    OUT.print(table if found else "No agreement is recorded here.")


@agreements.command("record")
def record_agreement(
    cooperative: Annotated[str, typer.Argument(help="Short name of the cooperative: smartcoop.")],
    document: Annotated[
        Path, typer.Option(help="The signed document; only its hash is kept.", exists=True)
    ],
    roles: Annotated[str, typer.Option(help="Who is controller, who is processor.")],
    purpose: Annotated[str, typer.Option(help="What the records may be used for.")],
    legal_basis: Annotated[str, typer.Option(help="Under which they may be shared.")],
    retention: Annotated[str, typer.Option(help="How long the hub keeps them.")],
    notice: Annotated[str, typer.Option(help="How members have been told.")],
    signatory: Annotated[str, typer.Option(help="The office that signed, not a name.")],
    valid_from: Annotated[
        datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")
    ],
    valid_until: Annotated[
        datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Last day.")
    ] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Record what a cooperative has signed; a later agreement stands beside an earlier one."""
    if not re.fullmatch(SLUG, cooperative):
        raise BadSlug(cooperative)
    terms = Terms(
        roles=roles,
        purpose=purpose,
        legal_basis=legal_basis,
        retention=retention,
        notice=notice,
        valid_from=valid_from.date(),
        valid_until=valid_until.date() if valid_until else None,
        signatory=signatory,
        document_hash=hashlib.sha256(document.read_bytes()).hexdigest(),
    )
    with open_workspace(Settings.read(data)) as engine:
        recorded = Agreements(engine).record(cooperative, terms)
    if json:
        say_json(asdict(recorded))
        return
    OUT.print(f"Recorded: {recorded.id}, document {terms.document_hash[:16]}.")
