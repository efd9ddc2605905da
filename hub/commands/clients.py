"""Which programs push for a cooperative, and how does one come and go? `intercoop client`."""

import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

from hub.access import Role
from hub.commands.options import Data, Json
from hub.commands.workspace import open_workspace
from hub.identity.clients import Client, Clients, Proof
from hub.intake_desk import BadSlug
from hub.problem import Problem
from hub.records.record import SLUG
from hub.settings import Settings
from hub.terminal import ERR, OUT, as_table, say_json

clients = typer.Typer(
    help="List the programs that push for cooperatives, add one, or revoke one.",
    invoke_without_command=True,
)

_SHORTEST_RSA = 2048


class UnfitKey(Problem):
    """A file that holds no public key which can be used."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"no public key that a program could prove itself with stands in {file}",
            "Give a JWK or JWK set with the public part alone: EC P-256, Ed25519, or RSA from "
            "2048 bits",
        )


class HalfAnIssuer(Problem):
    """A provider without a subject, or the other way round, or beside a key."""

    def __init__(self) -> None:
        super().__init__(
            "--issuer and --subject go together, and without --public-key",
            "Give both, for a program that another provider vouches for, or neither",
        )


@clients.callback(invoke_without_command=True)
def list_default(context: typer.Context, data: Data = None, json: Json = False) -> None:
    """List the programs; no secret is shown, for none is kept."""
    if context.invoked_subcommand is None:
        list_clients(data, json)


@clients.command("list")
def list_clients(data: Data = None, json: Json = False) -> None:
    """List the programs, revoked ones too."""
    with open_workspace(Settings.read(data)) as engine:
        found = Clients(engine).all()
    if json:
        say_json([_told(one) for one in found])
        return
    headers = ("program", "cooperative", "purpose", "roles", "proves itself by", "revoked")
    table = as_table(headers, map(_row, found))
    OUT.print(table if found else "No program pushes here.")


@clients.command("add")
def add_client(
    cooperative: Annotated[
        str, typer.Option("--cooperative", "-c", help="Short name of the cooperative: smartcoop.")
    ],
    role: Annotated[list[Role], typer.Option(help="sender or steward; may be given twice.")],
    purpose: Annotated[str, typer.Option(help="What it does, in a word.")] = "push",
    public_key: Annotated[
        Path | None, typer.Option(help="JWK file of the key it signs with.", exists=True)
    ] = None,
    issuer: Annotated[str | None, typer.Option(help="Another provider of its tokens.")] = None,
    subject: Annotated[str | None, typer.Option(help="Its name at that provider.")] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Add a program; without a key or a provider it gets a secret, which is shown once."""
    if not re.fullmatch(SLUG, cooperative):
        raise BadSlug(cooperative)
    if (issuer is None) is not (subject is None) or (issuer and public_key):
        raise HalfAnIssuer
    keys = None if public_key is None else _public_keys(public_key)
    proof = Proof(public_keys=keys, issuer=issuer, subject=subject)
    with open_workspace(Settings.read(data)) as engine:
        added, secret = Clients(engine).add(cooperative, purpose, roles=set(role), proof=proof)
    if json:
        say_json({**_told(added), **({"secret": secret} if secret else {})})
        return
    OUT.print(f"client id      {added.id}", soft_wrap=True)
    if secret:
        OUT.print(f"client secret  {secret}", soft_wrap=True, markup=False)
        ERR.print("The secret is shown now and never again; the hub keeps only its hash.")


@clients.command("revoke")
def revoke_client(
    client: Annotated[str, typer.Argument(help="Id of the program.")], data: Data = None
) -> None:
    """Stop a program; the tokens that it has are refused from now on."""
    with open_workspace(Settings.read(data)) as engine:
        Clients(engine).revoke(client)
    OUT.print(f"{client}: revoked", soft_wrap=True)


def _row(client: Client) -> tuple[str, ...]:
    roles = ", ".join(sorted(client.roles))
    who = (client.id, client.cooperative, client.purpose)
    return *who, roles, client.method, client.revoked_at or ""


def _told(client: Client) -> Mapping[str, Any]:
    return {
        "id": client.id,
        "cooperative": client.cooperative,
        "purpose": client.purpose,
        "roles": sorted(client.roles),
        "method": client.method.value,
        "created_at": client.created_at,
        "revoked_at": client.revoked_at,
    }


def _public_keys(file: Path) -> Mapping[str, Any]:
    """The keys in a file, as a JWK set.

    Raises:
        UnfitKey: it holds none, a private one, or one that is too weak.
    """
    try:
        read = orjson.loads(file.read_bytes())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is weak: it is refused below
            keys = KeySet.import_key_set(read if "keys" in read else {"keys": [read]})
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise UnfitKey(file) from error
    for key in keys.keys:
        fit = (
            (isinstance(key, ECKey) and key.curve_name == "P-256")
            or (isinstance(key, OKPKey) and key.curve_name == "Ed25519")
            or (isinstance(key, RSAKey) and key.raw_value.key_size >= _SHORTEST_RSA)
        )
        if not fit or key.is_private:
            raise UnfitKey(file)
    if not keys.keys:
        raise UnfitKey(file)
    return {"keys": [key.as_dict(private=False) for key in keys.keys]}
