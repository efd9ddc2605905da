"""How is a person taken out of a hub? `intercoop erase COOPERATIVE`, the person on standard input.

Never on the command line: shells, logs and process lists keep what stands there.
"""

import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import polars as pl
import pyarrow.parquet as pq
import sqlalchemy as sa
import typer

from connectors.cells import tidy
from connectors.pseudonyms import GIVEN, pseudonyms
from hub.commands.keys import NoKey
from hub.commands.options import Data, Json
from hub.commands.workspace import open_workspace
from hub.partners.pushes import unannotate
from hub.problem import Problem
from hub.receipts import Receipts
from hub.records.record import SLUG
from hub.settings import Settings
from hub.terminal import OUT, progress_bar, say_json
from hub.vault.erasure import holding, rewrite
from hub.vault.keys import pseudonym_key
from hub.vault.store import Vault
from hub.workspace import Workspace


class OnePerson(Problem):
    """Something else than one member number or pseudonym was given."""

    def __init__(self, lines: int) -> None:
        super().__init__(
            f"one member number or pseudonym was expected, and {lines} lines were given",
            "Give one person: intercoop erase COOPERATIVE < FILE",
        )


class NotAsText(Problem):
    """What was given cannot be read as a number: no letters of UTF-8."""

    def __init__(self) -> None:
        super().__init__(
            "what was given is not text in UTF-8, so nobody can be looked for by it",
            "Save the file as UTF-8, with one member number or pseudonym in it",
        )


class NobodyFound(Problem):
    """No record of the cooperative names that person."""

    def __init__(self, cooperative: str) -> None:
        super().__init__(
            f"no record of {cooperative!r} names that person",
            "Check the member number as the register writes it, leading zeros included; where the "
            "cooperative makes its pseudonyms itself, give the pseudonym",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was done.

    Attributes:
        erased_on: the day, UTC.
        receipt: keyed hash of the person, under which the workspace remembers it.
        files: how many files of the vault were rewritten for it.
        new: whether anything was rewritten now.
    """

    cooperative: str
    erased_on: str
    receipt: str
    files: int
    new: bool


def erase(
    cooperative: Annotated[str, typer.Argument(help="Short name of the cooperative: smartcoop.")],
    file: Annotated[
        Path | None,
        typer.Option(
            help="File with the member number or pseudonym. Default: standard input.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Erase one person from all records of a cooperative; releases, which name nobody, stay."""
    settings = Settings.read(data)
    person = _one(_text(sys.stdin.buffer.read() if file is None else file.read_bytes()))
    with progress_bar() as bar:
        bar.stage("erasing, once no release and no import is under way", 0, 0)
        done = erase_person(settings, cooperative, person)
    if json:
        say_json(asdict(done))
        return
    OUT.print(
        f"Erased on {done.erased_on}: {done.files} files rewritten. Receipt {done.receipt[:16]}."
        if done.new
        else f"Nothing to do: erased on {done.erased_on}. Receipt {done.receipt[:16]}."
    )


def erase_person(settings: Settings, cooperative: str, person: str) -> Erased:
    """Erase a person from every import of a cooperative.

    Args:
        settings: of the hub.
        cooperative: slug.
        person: member number, or pseudonym of 64 letters.

    Raises:
        NoKey: nothing of that cooperative was ever imported here.
        NobodyFound: no record names the person, and none was erased.
    """
    folder = settings.folder / "keys"
    if not re.fullmatch(SLUG, cooperative) or not (folder / f"{cooperative}.key").exists():
        raise NoKey(cooperative)
    vault = Vault(settings.vault)
    # a release that is being made would count the person in some tables and not in others
    with open_workspace(settings) as engine, vault.releasing(), vault.locked(cooperative):
        vault.sweep(cooperative, Workspace(engine).import_ids(cooperative))
        key = pseudonym_key(folder, cooperative)
        pseudonym = person if re.fullmatch(GIVEN, person) else _hashed(person, key)
        home = settings.vault / cooperative
        # they are whole rows as they were sent, and whoever needs one again sends the files again
        with engine.begin() as connection:
            pushes = unannotate(connection, cooperative)
        for push in pushes:
            shutil.rmtree(settings.annotated / push, ignore_errors=True)
        return _erase(engine, home, pseudonym, receipt=_hashed(pseudonym, key))


def _erase(engine: sa.Engine, home: Path, pseudonym: str, *, receipt: str) -> Erased:
    cooperative, receipts = home.name, Receipts(engine)
    files = holding(home, pseudonym)
    last = receipts.last(cooperative, receipt)
    # what a killed erasure began has no file left to find, perhaps, and still no end
    new = bool(files) or (last is not None and last.finished_at is None)
    if new:
        begun = receipts.begin(cooperative, receipt, [_name(one) for one in files])
        for one in files:
            rewrite(one, pseudonym)
        receipts.finish(begun, _rows(home, begun.files))
        last = receipts.last(cooperative, receipt)
    if last is None or last.finished_at is None:
        raise NobodyFound(cooperative)
    return Erased(
        cooperative=cooperative,
        erased_on=last.finished_at[:10],
        receipt=receipt,
        files=len(last.files),
        new=new,
    )


def _rows(home: Path, files: Sequence[str]) -> dict[tuple[str, str], int]:
    found = {}
    for name in files:
        import_id, _, table = name.partition("/")
        found[import_id, table] = int(pq.read_metadata(home / f"{name}.parquet").num_rows)
    return found


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


def _hashed(text: str, key: str) -> str:
    # tidied as numbers are that are imported
    return str(pseudonyms(tidy(pl.Series("person", [text])), key)[0])


def _text(given: bytes) -> str:
    try:
        return given.decode("utf-8-sig")  # as Windows writes it: with a mark in front
    except UnicodeDecodeError:
        raise NotAsText from None  # the error itself repeats what was given


def _one(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) != 1:
        raise OnePerson(len(lines))
    return lines[0]
