"""Which version of the software is this? `intercoop version`."""

import typer

from hub.version import VERSION


def show_version() -> None:
    """Print the version of the software."""
    typer.echo(VERSION)
