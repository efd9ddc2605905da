"""How does the command line speak? Progress, tables and errors, for people and for programs."""

import errno
import sqlite3
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import orjson
import sqlalchemy as sa
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from hub.problem import Problem

# a colon is a colon: no name of a file becomes a picture
OUT = Console(highlight=False, emoji=False)
if not OUT.is_terminal:
    # a file or another program reads along: no cell of a table is cut to the width of a screen
    OUT.width = 240
ERR = Console(stderr=True, highlight=False, emoji=False)

_ERROR = {"fr": "Erreur :", "nl": "Fout:", "en": "Error:"}

#: Faults that the disk or its settings are to blame for, and what helps.
_DISK = {
    errno.ENOSPC: "Make room on that disk, then run the same command again",
    errno.EDQUOT: "Ask for a larger quota, then run the same command again",
    errno.EFBIG: "Raise the file size limit, then run the same command again",
    errno.EROFS: "Choose a folder that can be written to, with --data",
    errno.EACCES: "Make it readable and writable for this user, or choose another with --data",
    errno.EPERM: "Make it readable and writable for this user, or choose another with --data",
}


#: PostgreSQL's word for what a role may not do.
_NOT_GRANTED = "42501"


class DiskFault(Problem):
    """The disk would not take or give what was asked."""

    def __init__(self, error: OSError) -> None:
        where = f" ({Path(str(error.filename)).name})" if error.filename else ""
        super().__init__(
            f"the disk refused{where}: {error.strerror or 'no reason given'}; nothing was changed",
            _DISK.get(error.errno or 0, "Check the disk, then run the same command again"),
        )


class StoreFault(Problem):
    """A database could not be reached, was busy for too long, or refused."""

    def __init__(self, error: sa.exc.SQLAlchemyError) -> None:
        full = "full" in str(getattr(error, "orig", ""))
        super().__init__(
            "the disk of the database is full; nothing was changed"
            if full
            else "the database could not be reached or was busy for too long; nothing was changed",
            "Make room on that disk, then run the same command again"
            if full
            else "Check that it runs and that no other import or release is at work, "
            "then run the same command again",
        )


class NotGranted(Problem):
    """The hub's role in the database may not do what was asked, such as change the schema."""

    def __init__(self) -> None:
        super().__init__(
            "the hub's role in the database has no right to this, or to bring it to the schema of "
            "this version; nothing was changed",
            "Run `intercoop migrate` with the address of the role that owns the tables, and grant "
            "what docs/how-to/run-on-postgresql.md says",
        )


class DamagedStore(Problem):
    """A file of the hub's is no database, or is damaged."""

    def __init__(self) -> None:
        super().__init__(
            "a database file of the hub (workspace.db or shelf.db) is damaged, or is none; "
            "nothing was changed",
            "Put back the data folder from its backup",
        )


class ProgramFault(Problem):
    """A fault in this program; only its kind and place are shown, for a message may hold data."""

    exit_code = 1

    def __init__(self, error: BaseException) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        super().__init__(
            f"this is a fault in the program: {type(error).__name__} at "
            f"{Path(last.filename).name}, line {last.lineno}; nothing was changed",
            "Please report it with this line; it holds nothing of your records",
        )


def as_problem(error: BaseException) -> Problem:
    """Any error in the words of the person at the terminal."""
    if isinstance(error, Problem):
        return error
    if _is_damage(error):
        return DamagedStore()
    if getattr(getattr(error, "orig", None), "sqlstate", None) == _NOT_GRANTED:
        return NotGranted()
    if isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError):
        return StoreFault(error)
    if isinstance(error, OSError):
        return DiskFault(error)
    return ProgramFault(error)


def _is_damage(error: BaseException) -> bool:
    """Whether SQLite cannot read its file; on connecting it says so without SQLAlchemy."""
    cause = getattr(error, "orig", error)
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF  # the rest only details it
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def say_problem(problem: Problem) -> None:
    """Print an error: what, where, and what to do next."""
    sentence = problem.what[0].upper() + problem.what[1:]
    ERR.print(f"[bold red]{_ERROR[problem.language]}[/] {escape(sentence)}.", soft_wrap=True)
    ERR.print(f"  {escape(problem.next_step.removesuffix('.'))}.", soft_wrap=True)


@contextmanager
def spoken_in(language: str) -> Iterator[None]:
    """Every error that a person can act on is said in their language, where somebody said it."""
    try:
        yield
    except Problem as problem:
        raise problem.spoken(language) from None


def say_json(answer: object) -> None:
    """Print an answer for a program."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    sys.stdout.write(orjson.dumps(answer, option=options).decode())


def as_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table whose cells are shown as they are: what stands in brackets is no markup."""
    table = Table(*headers)
    for row in rows:
        table.add_row(*map(escape, row))
    return table


@contextmanager
def progress_bar() -> Iterator["Bar"]:
    """A progress bar on standard error; silent where that is not a terminal."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=ERR,
        transient=True,
        disable=not ERR.is_terminal,
    ) as shown:
        yield Bar(shown)


class Bar:
    """One bar that follows the stage being worked on."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._task = shown.add_task("starting", total=None)

    def stage(self, name: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        self._shown.update(self._task, description=name, completed=done, total=total or None)
