"""How are additions that a command brought taken back? `intercoop withdraw IMPORT`.

What was sent over the network is withdrawn there, where people propose and approve.
"""

from dataclasses import asdict, dataclass
from typing import Annotated

import sqlalchemy as sa
import typer

from hub import audit_log
from hub.commands.options import Data, Json
from hub.commands.workspace import open_workspace
from hub.partners.pushes import Push, find
from hub.partners.standing import MADE_CURRENT, adding_to
from hub.problem import Problem
from hub.settings import Settings
from hub.terminal import OUT, say_json
from hub.vault.store import Vault
from hub.workspace import Import, Workspace, base_of, held_tables, make_current


class NoImport(Problem):
    """Nothing of that name was ever imported."""

    def __init__(self, import_id: str) -> None:
        super().__init__(
            f"no import is called {import_id!r} here",
            "List them with their days: intercoop audit-log show",
        )


class NotCurrent(Problem):
    """No table is read from an import any more."""

    def __init__(self, import_id: str) -> None:
        super().__init__(
            f"nothing is read from {import_id} now: a later import took its place, or it was "
            "taken back before",
            "Nothing is to be done",
        )


class WholeTables(Problem):
    """An import took the place of tables, and added to none."""

    def __init__(self, import_id: str, tables: list[str]) -> None:
        super().__init__(
            f"{import_id} holds whole tables ({', '.join(tables)}), and not additions alone",
            "Import the files of before again: intercoop import",
        )


class SentOverTheNetwork(Problem):
    """An import has its proposal and its approval on the partner side."""

    def __init__(self, push: Push) -> None:
        super().__init__(
            f"{push.id} was sent over the network, and is published or about to be",
            f"Withdraw it there: on its page, or POST /imports/{push.id}/withdraw",
        )


class OthersAddToIt(Problem):
    """A later import holds the records of this one."""

    def __init__(self, import_id: str, later: str) -> None:
        super().__init__(
            f"a later import adds to {import_id} and holds its records: {later}",
            f"Take the later one back first: intercoop withdraw {later}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What was done.

    Attributes:
        tables: canonical table -> the import that it is read from again; None for none.
    """

    import_id: str
    cooperative: str
    tables: dict[str, str | None]


def withdraw(
    import_id: Annotated[
        str, typer.Argument(metavar="IMPORT", help="The import's name: i0123456789abcdef.")
    ],
    data: Data = None,
    json: Json = False,
) -> None:
    """Take back additions that a command brought; releases that hold them stay."""
    settings = Settings.read(data)
    with open_workspace(settings) as engine:
        recorded = Workspace(engine).find(import_id)
        if recorded is None:
            raise NoImport(import_id)
        with Vault(settings.vault).locked(recorded.cooperative), engine.begin() as connection:
            done = take_back(connection, recorded)
    if json:
        say_json(asdict(done))
        return
    for table, before in done.tables.items():
        OUT.print(f"{table}: read from {before} again" if before else f"{table}: nothing is left")
    OUT.print("Taken back. The next release is made without it: intercoop release", soft_wrap=True)


def take_back(connection: sa.Connection, recorded: Import) -> TakenBack:
    """Read the tables to which an import added from what they were read from before.

    Raises:
        SentOverTheNetwork: it is withdrawn on the partner side.
        NotCurrent: no table is read from it.
        WholeTables: what was there before a table that was sent whole is not known.
        OthersAddToIt: a later import holds its records.
    """
    current = held_tables(connection, recorded.cooperative)
    push = find(connection, recorded.id)
    if push is not None and push.state in MADE_CURRENT:
        raise SentOverTheNetwork(push)
    later = adding_to(connection, recorded.cooperative, recorded.id)
    if later is not None:
        raise OthersAddToIt(recorded.id, later)
    read = [table for table in current if current[table] == recorded.id]
    if not read:
        raise NotCurrent(recorded.id)
    base = base_of(connection, recorded.id)
    if whole := [table for table in read if table not in base]:
        raise WholeTables(recorded.id, whole)
    tables = {table: base[table] for table in read}
    make_current(connection, recorded.cooperative, tables)
    audit_log.append(
        connection,
        "import:withdraw",
        recorded.cooperative,
        subject=audit_log.COMMAND_LINE,
        concerning=recorded.id,
    )
    return TakenBack(import_id=recorded.id, cooperative=recorded.cooperative, tables=tables)
