"""How does an export come in at the command line? `intercoop import`."""

from pathlib import Path
from typing import Annotated

import typer

from connectors.contract import About, Mode
from hub import intake, report
from hub.commands.annotate import write_annotated
from hub.commands.options import Data, Json
from hub.file_choices import choices_said
from hub.intake_desk import State, upload_files
from hub.settings import Settings
from hub.terminal import OUT, progress_bar, say_json, spoken_in
from hub.vocabulary import Language

#: Exit status of an upload that was refused; 2 is for every other error a person can mend.
REFUSED = 3
_NOT_STORED = (State.BLOCKED, State.UNCONFIRMED)

Tables = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FILE=TABLE",
        help="Which table a file is, where it is taken for another; once for each such file. "
        "FILE=SYSTEM/TABLE where its software is mistaken as well.",
    ),
]
Encodings = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FILE=ENCODING", help="Where letters are read wrongly: members.csv=cp1252."
    ),
]
Separators = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FILE=SEPARATOR", help="Where columns are read wrongly: members.csv=semicolon."
    ),
]


def import_export(
    path: Annotated[Path, typer.Argument(help="An export, or a folder with exports.")],
    cooperative: Annotated[
        str, typer.Option("--cooperative", "-c", help="Short name of the cooperative: smartcoop.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and report only; store nothing.")
    ] = False,
    annotated: Annotated[
        Path | None,
        typer.Option(help="Write your file with a column of errors here; a folder for a folder."),
    ] = None,
    language: Annotated[Language, typer.Option(help="Language of the report.")] = Language.EN,
    mode: Annotated[
        Mode | None,
        typer.Option(
            help="snapshot: a table sent takes the place of the one before (what nearly every "
            "mapping pack says); delta: only additions and changes were sent."
        ),
    ] = None,
    tables: Tables = None,
    encodings: Encodings = None,
    separators: Separators = None,
    close_absent: Annotated[
        bool,
        typer.Option(
            "--close-absent",
            help="Current rows that a snapshot no longer has may end; the report has shown them.",
        ),
    ] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """Read a cooperative's export, report everything found, and store it unless blocked."""
    absent = intake.Absent.CLOSE if close_absent else intake.Absent.ASK
    said = {About.FILE: tables, About.ENCODING: encodings, About.SEPARATOR: separators}
    read = intake.preview_upload if dry_run else intake.import_upload
    settings = Settings.read(data)
    with spoken_in(language), progress_bar() as bar:
        choices = choices_said(said, [file.name for file in upload_files(path)])
        terms = intake.Terms(mode=mode, absent=absent, choices=choices)
        if annotated is not None:
            write_annotated(settings, path, cooperative, annotated, language, bar.stage, terms)
        outcome = read(settings, path, cooperative, progress=bar.stage, terms=terms)
    if json:
        say_json(report.for_programs(outcome, language))
    else:
        OUT.print(report.for_people(outcome, language), soft_wrap=True)
    if outcome.report.blocked or outcome.state in _NOT_STORED:
        raise typer.Exit(REFUSED)
