"""Does somebody's pack or connector keep the rules? `intercoop conformance PACK SAMPLE...`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from connectors.conformance import conformance, connector_conformance
from hub.terminal import OUT

#: Exit status of a pack that breaks a rule.
BROKEN = 3


def check_pack(
    pack: Annotated[
        str,
        typer.Argument(help="The pack's YAML file, or the system of an installed connector."),
    ],
    samples: Annotated[list[Path], typer.Argument(help="Exports of its system.", exists=True)],
) -> None:
    """Try a mapping pack, or a connector, on samples of its system, rule by rule."""
    broken = 0
    written = Path(pack)
    is_pack = written.suffix in {".yaml", ".yml"}
    if is_pack and not written.exists():
        raise typer.BadParameter(f"there is no file {pack}")
    for verdict in (
        conformance(written, samples) if is_pack else connector_conformance(pack, samples)
    ):
        broken += verdict.fault is not None
        said = f"[green]kept[/]    {verdict.rule}"
        if verdict.fault is not None:
            said = f"[red]broken[/]  {verdict.rule}: {escape(verdict.fault)}"
        sample = f"  ({escape(verdict.sample)})" if verdict.sample else ""
        OUT.print(f"{said}{sample}", soft_wrap=True)
    if broken:
        raise typer.Exit(BROKEN)
