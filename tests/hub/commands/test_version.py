"""The version is that of the package."""

from hub.version import VERSION
from tests.hub.command_line import Run


def test_the_version_is_printed_and_nothing_else(run: Run) -> None:
    assert run("version").out == f"{VERSION}\n"
