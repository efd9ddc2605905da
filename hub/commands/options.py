"""Which options do many commands have? They are written once, and mean the same everywhere."""

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path | None,
    typer.Option("--data", help="Folder of the hub's stores. Default: INTERCOOP_DATA."),
]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]
ReleaseId = Annotated[
    str, typer.Argument(metavar="RELEASE", help="A release's id, or `latest`.", show_default=False)
]
