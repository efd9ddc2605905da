"""Does somebody's mapping pack keep the rules? `intercoop conformance PACK.yaml SAMPLE...`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from connectors.conformance import conformance
from hub.terminal import OUT

#: Exit status of a pack that breaks a rule.
BROKEN = 3


def check_pack(
    pack: Annotated[Path, typer.Argument(help="The pack's YAML file.", exists=True)],
    samples: Annotated[list[Path], typer.Argument(help="Exports of its system.", exists=True)],
) -> None:
    """Try a mapping pack on samples of its system, rule by rule."""
    broken = 0
    for verdict in conformance(pack, samples):
        broken += verdict.fault is not None
        said = f"[green]kept[/]    {verdict.rule}"
        if verdict.fault is not None:
            said = f"[red]broken[/]  {verdict.rule}: {escape(verdict.fault)}"
        sample = f"  ({escape(verdict.sample)})" if verdict.sample else ""
        OUT.print(f"{said}{sample}", soft_wrap=True)
    if broken:
        raise typer.Exit(BROKEN)
