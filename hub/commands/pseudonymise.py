"""How does a cooperative let no member number leave its premises? `intercoop pseudonymise`.

The same reading as an import, at the cooperative's own desk and with the key that it holds: what
is written are the hub's tables with pseudonyms, without anything that no indicator needs.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from connectors import reading
from connectors.contract import Report, Upload
from hub.intake_desk import BadSlug, upload_files
from hub.problem import Problem
from hub.records.record import SLUG, Record
from hub.report import recognised_and_found
from hub.terminal import OUT, progress_bar
from hub.vault.keys import UnusableKey, read_key
from hub.vault.store import StagedImport
from hub.vocabulary import Language

#: Exit status of an export that was refused.
REFUSED = 3
#: Where code lists go that the export only implies: the hub may know better ones.
IMPLIED = "implied"
_NAME = "pseudonymised"


class FolderNotEmpty(Problem):
    """The folder to write into holds something."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"the folder {folder} is not empty; what lies there would be sent along",
            "Name a new folder with --out",
        )


def pseudonymise(
    export: Annotated[Path, typer.Argument(help="An export, or a folder with exports.")],
    key: Annotated[
        Path, typer.Option(help="File with the cooperative's key.", exists=True, dir_okay=False)
    ],
    out: Annotated[Path, typer.Option(help="New folder for the tables.", file_okay=False)],
    cooperative: Annotated[
        str | None,
        typer.Option("--cooperative", "-c", help="Short name. Default: the key file's name."),
    ] = None,
    language: Annotated[Language, typer.Option(help="Language of the report.")] = Language.EN,
) -> None:
    """Write an export as the hub's tables, with pseudonyms in place of member numbers."""
    slug = key.name.removesuffix(".key") if cooperative is None else cooperative
    secret = read_key(key)
    if secret is None:
        raise UnusableKey(key)
    if not re.fullmatch(SLUG, slug):
        raise BadSlug(slug)
    files = upload_files(export)
    if out.exists() and any(out.iterdir()):
        raise FolderNotEmpty(out)
    with _workplace(out) as scratch:
        upload = Upload(
            cooperative=slug,
            import_id=_NAME,
            files=files,
            key=secret,
            known=None,
            scratch=scratch,
        )
        with StagedImport(scratch / "tables", out) as staged, progress_bar() as bar:
            report = reading.read_upload(upload, staged, bar.stage)
            OUT.print(recognised_and_found(report, language), soft_wrap=True)
            if report.blocked or not report.rows:
                raise typer.Exit(REFUSED)
            _write(report, staged, out)


@contextmanager
def _workplace(out: Path) -> Iterator[Path]:
    """A folder beside the one to send, so that nothing of it is ever sent; gone afterwards."""
    folder = out.with_name(f"{out.name}.unfinished")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _write(report: Report, staged: StagedImport, out: Path) -> None:
    implied = {one.facts["table"] for one in report.findings if one.code == "codes_implied"}
    for table in report.rows:
        folder = out / IMPLIED if table in implied else out
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = folder / f"{table}.csv"
        rows = staged.read(table).drop(Record.column_names()).collect()
        rows.write_csv(file)
        OUT.print(f"{file}: {rows.height}", markup=False, soft_wrap=True)
