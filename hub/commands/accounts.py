"""Which people may do something here, and how does one come and go? `intercoop account`."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from hub.access import HUB, Role
from hub.commands.options import Data, Json
from hub.commands.serving import say_login, say_login_of
from hub.commands.workspace import open_workspace
from hub.identity.accounts import Account, Accounts
from hub.identity.gate import Gate
from hub.intake_desk import BadSlug
from hub.problem import Problem
from hub.records.record import SLUG
from hub.settings import Settings
from hub.terminal import ERR, OUT, as_table, say_json


class NotAlone(Problem):
    """A hub that others reach gives out no addresses that log in."""

    def __init__(self) -> None:
        super().__init__(
            "this hub has an address that others reach, so nobody logs in by a printed one",
            "Log in at your provider, or invite people with `intercoop account add`",
        )


class HalfAProvider(Problem):
    """A provider without the person's name at it, or the other way round."""

    def __init__(self) -> None:
        super().__init__(
            "--issuer and --subject go together",
            "Give both, for a person whom a provider knows, or neither, to invite one",
        )


accounts = typer.Typer(
    help="List the people who may do something here, add one, or revoke one.",
    invoke_without_command=True,
)


@accounts.callback(invoke_without_command=True)
def list_default(context: typer.Context, data: Data = None, json: Json = False) -> None:
    """List the accounts."""
    if context.invoked_subcommand is None:
        list_accounts(data, json)


@accounts.command("list")
def list_accounts(data: Data = None, json: Json = False) -> None:
    """List the accounts, revoked ones too."""
    with open_workspace(Settings.read(data)) as engine:
        found = Accounts(engine).all()
    if json:
        say_json([_told(one) for one in found])
        return
    table = as_table(("account", "called", "roles", "provider", "revoked"), map(_row, found))
    OUT.print(table if found else "Nobody has an account here.")


@accounts.command("add")
def add_account(
    label: Annotated[str, typer.Argument(help="What you call the person: an office, not a name.")],
    role: Annotated[list[Role], typer.Option(help="May be given more than once.")],
    cooperative: Annotated[
        list[str] | None,
        typer.Option(
            "--cooperative",
            "-c",
            help="Where; may be given more than once. Without it, the hub itself.",
        ),
    ] = None,
    issuer: Annotated[str | None, typer.Option(help="The person's OpenID provider.")] = None,
    subject: Annotated[str | None, typer.Option(help="The person's `sub` at it.")] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Add a person, or invite one: without a provider, an invitation is shown once."""
    for slug in cooperative or ():
        if slug != HUB and not re.fullmatch(SLUG, slug):
            raise BadSlug(slug)
    grants = {slug: set(role) for slug in cooperative or [HUB]}
    if (issuer is None) is not (subject is None):
        raise HalfAProvider
    settings = Settings.read(data)
    with open_workspace(settings) as engine:
        account, invitation = Accounts(engine).add(label, grants, issuer=issuer, subject=subject)
    address = settings.identity.address or "http://127.0.0.1:8000"
    link = f"{address}/login?invitation={invitation}" if invitation else None
    if json:
        say_json({"id": account, **({"invitation": link} if link else {})})
        return
    OUT.print(f"account     {account}", soft_wrap=True)
    if link:
        OUT.print(f"invitation  {link}", soft_wrap=True, markup=False)
        ERR.print("It is shown now and never again, and good for one login within a week.")
        if settings.identity.login_issuer is None:
            ERR.print(
                "This hub has no provider yet: until then they log in on this machine, by the "
                f"address of: intercoop account login {account}",
                soft_wrap=True,
            )


@accounts.command("login")
def login_here(
    account: Annotated[
        str | None,
        typer.Argument(help="Id of the account; without it, whoever sits at this machine."),
    ] = None,
    port: Annotated[int, typer.Option(help="Where the hub listens on this machine.")] = 8000,
    data: Data = None,
) -> None:
    """Print an address that logs in once, within a quarter of an hour, on this machine."""
    settings = Settings.read(data)
    if settings.identity.address is not None:
        raise NotAlone
    with open_workspace(settings) as engine:
        gate = Gate(settings, engine, f"http://127.0.0.1:{port}")
        if account is None:
            say_login(gate, engine)
        else:
            say_login_of(gate, account)


@accounts.command("revoke")
def revoke_account(
    account: Annotated[str, typer.Argument(help="Id of the account.")], data: Data = None
) -> None:
    """Let a person do nothing any more; their sessions end."""
    with open_workspace(Settings.read(data)) as engine:
        Accounts(engine).revoke(account)
    OUT.print(f"{account}: revoked")


def _row(account: Account) -> tuple[str, ...]:
    roles = ", ".join(
        f"{role.value} of {'the hub' if place == HUB else place}"
        for place in sorted(account.roles)
        for role in sorted(account.roles[place])
    )
    provider = account.issuer or ("invited" if account.invited_until else "this machine")
    return account.id, account.label, roles, provider, account.revoked_at or ""


def _told(account: Account) -> Mapping[str, Any]:
    return {
        "id": account.id,
        "label": account.label,
        "issuer": account.issuer,
        "subject": account.subject,
        "roles": {place: sorted(held) for place, held in account.roles.items()},
        "created_at": account.created_at,
        "revoked_at": account.revoked_at,
    }
