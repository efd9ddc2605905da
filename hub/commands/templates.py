"""How does a cooperative get a file to fill in? `intercoop template TABLE`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from connectors.templates import as_csv, as_xlsx, guide_as_csv, template
from hub.terminal import OUT
from hub.vocabulary import Language


class Format(StrEnum):
    """As what a template is written."""

    CSV = "csv"
    XLSX = "xlsx"


def write_template(
    table: Annotated[str, typer.Argument(help="A canonical table: members, bodies, ...")],
    language: Annotated[Language, typer.Option(help="Language of headers and guide.")] = (
        Language.EN
    ),
    form: Annotated[Format, typer.Option("--format", help="csv or xlsx.")] = Format.XLSX,
    output: Annotated[
        Path | None, typer.Option("--output", help="Folder to write into. Default: this one.")
    ] = None,
) -> None:
    """Write a template with an example row, and a guide to its columns."""
    filled = template(table, language)
    folder = output or Path()
    folder.mkdir(parents=True, exist_ok=True)
    if form is Format.XLSX:
        written = {f"{table}.xlsx": as_xlsx(filled)}
    else:
        guide = f"{table}-{filled.guide_sheet.lower()}.csv"
        written = {f"{table}.csv": as_csv(filled), guide: guide_as_csv(filled)}
    for name, content in written.items():
        (folder / name).write_bytes(content)
        OUT.print(str(folder / name), markup=False)
