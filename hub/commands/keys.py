"""Which keys does a hub hold, and how does one come, leave or give way? `intercoop keys`."""

import hashlib
import os
import re
from pathlib import Path
from typing import Annotated

import typer

from hub.audit_log import COMMAND_LINE, AuditLog, append
from hub.commands.options import Data, Json
from hub.commands.workspace import open_workspace
from hub.identity.signing import SigningKeys
from hub.intake_desk import BadSlug
from hub.problem import Problem
from hub.records.record import SLUG
from hub.settings import Settings
from hub.terminal import ERR, OUT, as_table, say_json
from hub.vault.keys import UnusableKey, read_key, write_key
from hub.vault.store import Vault

keys = typer.Typer(
    help="List the pseudonym keys that this hub holds, export one, or take one in; or renew the "
    "key that signs tokens.",
    invoke_without_command=True,
)

Cooperative = Annotated[str, typer.Argument(help="Short name of the cooperative: smartcoop.")]

_WARNING = (
    "Whoever has this key and a list of member numbers can tell whose records are whose. "
    "Keep it where only those sit who may know the members; send it by no e-mail."
)


class NoKey(Problem):
    """The hub holds no key of that cooperative."""

    def __init__(self, cooperative: str) -> None:
        super().__init__(
            f"this hub holds no pseudonym key of {cooperative!r}",
            "List those that it holds: intercoop keys",
        )


class KeyInUse(Problem):
    """Another key of the cooperative is here already."""

    def __init__(self, cooperative: str) -> None:
        super().__init__(
            f"this hub holds another pseudonym key of {cooperative!r}; with a new one, every "
            "member would look like a new member",
            "Keep the key that is here; if nothing of the cooperative was imported with it, "
            "move its file away first",
        )


class FileThere(Problem):
    """The file to write exists."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"the file {file} exists, and a key must not overwrite anything", "Name another file"
        )


class WhereTo(Problem):
    """A key was asked for, and no place to put it."""

    def __init__(self) -> None:
        super().__init__(
            "nothing says where the key should go",
            "Name a file with --out; --show prints it, where nobody looks and nothing records",
        )


@keys.callback(invoke_without_command=True)
def list_keys(context: typer.Context, data: Data = None, json: Json = False) -> None:
    """List the cooperatives whose pseudonym key this hub holds; no key is shown."""
    if context.invoked_subcommand is not None:
        return
    folder = Settings.read(data).folder / "keys"
    held = {file.stem: fingerprint(file) for file in sorted(folder.glob("*.key"))}
    if json:
        say_json(held)
        return
    table = as_table(("cooperative", "fingerprint of its key"), held.items())
    OUT.print(table if held else "This hub holds no pseudonym key.")


@keys.command("export")
def export_key(
    cooperative: Cooperative,
    out: Annotated[Path | None, typer.Option(help="The file to write.")] = None,
    show: Annotated[bool, typer.Option("--show", help="Print the key.")] = False,
    data: Data = None,
) -> None:
    """Write a cooperative's key into a file, for use on its own premises."""
    if out is None and not show:
        raise WhereTo
    settings = Settings.read(data)
    key = _held(settings.folder / "keys", cooperative)
    if out is not None and out.exists():
        raise FileThere(out)
    # written down first: no key leaves the hub that nobody knows of
    _write_down(settings, "export", cooperative)
    ERR.print(_WARNING)
    if show:
        OUT.print(key)
    if out is not None:
        _write_new(out, key)
        OUT.print(f"Written: {out} ({fingerprint(out)})", markup=False, soft_wrap=True)


@keys.command("import")
def import_key(
    cooperative: Cooperative,
    file: Annotated[
        Path, typer.Argument(help="A file with the key.", exists=True, dir_okay=False)
    ],
    data: Data = None,
) -> None:
    """Take in a cooperative's key, so that this hub makes the same pseudonyms as it does."""
    settings = Settings.read(data)
    key = read_key(file)
    if key is None:
        raise UnusableKey(file)
    if not re.fullmatch(SLUG, cooperative):
        raise BadSlug(cooperative)
    own = settings.folder / "keys" / f"{cooperative}.key"
    # under the lock: an import that begins now must not make another key at the same time
    with Vault(settings.vault).locked(cooperative):
        if own.exists() and read_key(own) != key:
            raise KeyInUse(cooperative)
        _write_down(settings, "import", cooperative)
        write_key(own, key)
    ERR.print(_WARNING)
    OUT.print(f"{cooperative}: {fingerprint(own)}. Remove the file that it came in.")


@keys.command("rotate-signing")
def rotate_signing(
    data: Data = None,
    at_once: Annotated[
        bool,
        typer.Option("--at-once", help="No token that was given so far counts any more."),
    ] = False,
) -> None:
    """Let a new key sign the programs' tokens; those that were given count until they end."""
    settings = Settings.read(data)
    signing = SigningKeys(settings.folder)
    with open_workspace(settings) as engine, engine.begin() as connection:
        kid = signing.replace() if at_once else signing.rotate()
        append(connection, "signing-key:rotate", subject=COMMAND_LINE, concerning=kid)
    OUT.print(f"Tokens are signed with {kid} from now on.", markup=False, soft_wrap=True)


def fingerprint(file: Path) -> str:
    """Twelve letters by which two key files are compared, and from which no key follows.

    Raises:
        UnusableKey: no key stands in the file.
    """
    key = read_key(file)
    if key is None:
        raise UnusableKey(file)
    return hashlib.sha256(b"fingerprint of " + key.encode()).hexdigest()[:12]


def _write_down(settings: Settings, action: str, cooperative: str) -> None:
    with open_workspace(settings) as engine:
        AuditLog(engine).append(f"key:{action}", cooperative)


def _held(folder: Path, cooperative: str) -> str:
    file = folder / f"{cooperative}.key"
    if not re.fullmatch(SLUG, cooperative) or not file.exists():
        raise NoKey(cooperative)
    key = read_key(file)
    if key is None:
        raise UnusableKey(file)
    return key


def _write_new(file: Path, key: str) -> None:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise FileThere(file) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(key)
