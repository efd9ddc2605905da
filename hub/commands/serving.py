"""Does a hub serve its partners too? Where it knows the address that they reach it by.

On this machine alone it does; a server for the public, which listens to everybody and has no
INTERCOOP_ADDRESS, has no workspace either and serves the shelf only.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa

from hub.access import HUB, Role
from hub.agreements import Agreements
from hub.commands.workspace import open_workspace
from hub.identity.accounts import THIS_MACHINE, UnknownAccount
from hub.identity.gate import Gate
from hub.isolation import is_bypassed
from hub.origin import origin
from hub.problem import Problem
from hub.settings import IdentitySettings, Settings
from hub.terminal import ERR, OUT
from hub.workspace import Workspace

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


#: What is said of one provider: of people, and of programs.
_TOGETHER = (
    ("login_issuer", "login_client", "login_secret"),
    ("token_issuer", "token_audience", "token_keys"),
)


class NoAddress(Problem):
    """Partners were to be served, and nobody could log in."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"partners cannot log in at a hub on {host} that does not know its own address",
            "Set INTERCOOP_ADDRESS to the address that they reach it by, such as "
            "https://hub.example.org",
        )


class HalfSaid(Problem):
    """Of settings that go together some are there and some are not."""

    def __init__(self, missing: Sequence[str], of: Sequence[str]) -> None:
        super().__init__(
            f"nobody could come in by the provider named: there is no {', '.join(missing)}",
            f"Set {', '.join(of)}, or none of them",
        )


def require_whole(identity: IdentitySettings) -> None:
    """Go on if of each provider all is said, or nothing.

    Raises:
        HalfSaid: it is not.
    """
    for together in _TOGETHER:
        names = [f"INTERCOOP_{field.upper()}" for field in together]
        said = [getattr(identity, field) is not None for field in together]
        if any(said) and not all(said):
            raise HalfSaid([name for name, one in zip(names, said, strict=True) if not one], names)


def require_address(settings: Settings, host: str) -> None:
    """Go on if partners can log in.

    Raises:
        NoAddress: they cannot.
    """
    if not _is_reached(settings, host):
        raise NoAddress(host)


def _is_reached(settings: Settings, host: str) -> bool:
    return settings.identity.address is not None or host in _LOOPBACK


@contextmanager
def partner_side(settings: Settings, host: str, port: int) -> Iterator[Gate | None]:
    """What partners come in by, until the block ends; None where only the shelf is served.

    Whoever reads the terminal of a hub on their own machine is shown an address that logs in once.
    """
    address = settings.identity.address
    if not _is_reached(settings, host):
        yield None
        return
    require_whole(settings.identity)
    with open_workspace(settings) as engine:
        if is_bypassed(engine):
            ERR.print(
                "The hub's role in the workspace is a superuser, or bypasses row-level security: "
                "PostgreSQL does not keep one cooperative's rows from another's. Give the hub a "
                "role of its own, as docs/how-to/run-on-postgresql.md says."
            )
        gate = Gate(settings, engine, address or origin(host, port))
        if address is None:
            say_login(gate, engine)
        yield gate


def say_login(gate: Gate, engine: sa.Engine) -> None:
    """Print an address that logs in once whoever reads the terminal."""
    known = {*Workspace(engine).cooperatives()}
    known |= {one.cooperative for one in Agreements(engine).all()}
    _say(login_address(gate, known))


def say_login_of(gate: Gate, account_id: str) -> None:
    """Print an address that logs in once somebody who has an account.

    Raises:
        UnknownAccount: nobody has it who may do something.
    """
    if gate.accounts.find(account_id) is None:
        raise UnknownAccount(account_id)
    _say(_address_of(gate, account_id))


def login_address(gate: Gate, cooperatives: set[str]) -> str:
    """An address that logs in whoever sits at this machine, as steward of what is here.

    Not as approver: publishing over the page takes a second person, and `intercoop release` is
    there for somebody who is alone.
    """
    account = gate.accounts.called(THIS_MACHINE)
    if account is None:
        account_id, _ = gate.accounts.add(THIS_MACHINE, {HUB: {Role.OPERATOR}})
        held: set[str] = set()
    else:
        account_id, held = account.id, set(account.roles)
    missing = {slug: {Role.STEWARD} for slug in sorted(cooperatives - held)}
    if missing:
        gate.accounts.grant(account_id, missing)
    return _address_of(gate, account_id)


def _address_of(gate: Gate, account_id: str) -> str:
    return f"{gate.address}/login/once?token={gate.sessions.new_address(account_id)}"


def _say(address: str) -> None:
    OUT.print(f"Log in, once: {address}", soft_wrap=True, markup=False)
