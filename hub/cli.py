"""What can be done at the command line? One module per command, loaded when it is called."""

import atexit
import gc
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup


class Place(NamedTuple):
    """Where a command stands, and the first line of what it says of itself.

    The line is written twice, here and at the command, and a test compares the two: to list the
    commands must not take loading them, for together they are all that this software is made of.

    Attributes:
        module: in `hub.commands`.
        name: of a function, or of a group of commands, in that module.
        help: its first line.
    """

    module: str
    name: str
    help: str


#: What is typed -> where it stands, in the order in which it is listed.
COMMANDS: Mapping[str, Place] = MappingProxyType(
    {
        "import": Place(
            "imports",
            "import_export",
            "Read a cooperative's export, report everything found, and store it unless blocked.",
        ),
        "release": Place("releases", "releases", "Build a release, or look at one."),
        "releases": Place("releases", "list_releases", "List the releases, the newest first."),
        "demo": Place(
            "demo",
            "load_demo",
            "Import the examples (two real cooperatives, two invented ones) and release them.",
        ),
        "audit": Place(
            "audit",
            "audit",
            "Work out what an attacker can learn from a release; exit with 3 where that is too "
            "much.",
        ),
        "cells": Place(
            "cells",
            "cells",
            "Write the cells of a release as CSV, one per line, with a column for each way to "
            "divide.",
        ),
        "conformance": Place(
            "conformance",
            "check_pack",
            "Try a mapping pack, or a connector, on samples of its system, rule by rule.",
        ),
        "supergraph": Place(
            "federation",
            "write_supergraph",
            "Write the graph of the five subgraphs, composed for a gateway, to standard output.",
        ),
        "template": Place(
            "templates",
            "write_template",
            "Write a template with an example row, and a guide to its columns.",
        ),
        "erase": Place(
            "erase",
            "erase",
            "Erase one person from all records of a cooperative; releases, which name nobody, "
            "stay.",
        ),
        "withdraw": Place(
            "withdraw",
            "withdraw",
            "Take back additions that a command brought; releases that hold them stay.",
        ),
        "worker": Place(
            "worker",
            "work",
            "Read imports and make releases as they are asked for, until interrupted.",
        ),
        "pseudonymise": Place(
            "pseudonymise",
            "pseudonymise",
            "Write an export as the hub's tables, with pseudonyms in place of member numbers.",
        ),
        "serve": Place(
            "serve",
            "serve",
            "Serve pages, the GraphQL API and partners' imports, until interrupted.",
        ),
        "migrate": Place(
            "migrate",
            "migrate_stores",
            "Bring both databases to the schema of this software; import and release do it too.",
        ),
        "version": Place("version", "show_version", "Print the version of the software."),
        "keys": Place(
            "keys",
            "keys",
            "List the pseudonym keys that this hub holds, export one, or take one in; or renew "
            "the key that signs tokens.",
        ),
        "client": Place(
            "clients",
            "clients",
            "List the programs that push for cooperatives, add one, or revoke one.",
        ),
        "account": Place(
            "accounts",
            "accounts",
            "List the people who may do something here, add one, or revoke one.",
        ),
        "agreement": Place(
            "agreements",
            "agreements",
            "List the data-sharing agreements with cooperatives, or record one.",
        ),
        "audit-log": Place(
            "audit_log", "audit_log", "Show who did what, or check that the log is whole."
        ),
    }
)


def load(command: str) -> Any:  # noqa: ANN401 - typer keeps the type to itself
    """The command as it is typed, with its options; loads what it is made of."""
    place = COMMANDS[command]
    # nothing here multiplies dense matrices, and NumPy's threads for it wait for work by turning
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()  # what is loaded stays: to look for what may go would take a tenth of the time
    try:
        found = getattr(import_module(f"hub.commands.{place.module}"), place.name)
    finally:
        # from now on it counts as old: else all of it would be looked through twice, as if new
        gc.freeze()
        gc.unfreeze()
        gc.enable()
    alone = typer.Typer(callback=_nothing)
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=command)
    else:
        alone.command(command)(found)
    return typer.main.get_group(alone).commands[command]


def _nothing() -> None:
    """Make a group of one command a group."""


class Commands(TyperGroup):
    """The commands of the table: listed as they stand there, loaded when one is called."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - typer's own
        super().__init__(**settings)
        for command, place in COMMANDS.items():
            self.add_command(TyperCommand(command, help=place.help))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - typer's own
        """The command that the first word names, loaded, and the words after it."""
        name, known, rest = super().resolve_command(ctx, args)
        return name, load(str(name)) if known else None, rest


app = typer.Typer(
    name="intercoop",
    cls=Commands,
    help="Intercooperation data hub: import exports of cooperatives, publish protected "
    "democracy indicators, serve them.",
    callback=_nothing,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command; every error ends in a sentence and an exit status, never a traceback."""
    atexit.register(_leave_to_the_system)
    try:
        # however it was started, people call it so
        app(prog_name="intercoop")
    except Exception as error:  # noqa: BLE001 - the last place where an error can be explained
        # loads the database's own errors, which a command that goes well may not need
        from hub.terminal import as_problem, say_problem  # noqa: PLC0415

        problem = as_problem(error)
        say_problem(problem)
        sys.exit(problem.exit_code)


def _leave_to_the_system() -> None:
    """Do not look through what is left when the program ends: the system takes it all at once.

    Python would find and forget each object by itself, which takes an import a fifth of a second.
    """
    if "duckdb" not in sys.modules:  # it would report all that was not looked at as leaked
        gc.freeze()
