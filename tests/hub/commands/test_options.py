"""An option that many commands have is on each of them that the reference says, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path

from typer.core import TyperGroup

from hub.cli import COMMANDS, load

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "command-line.md"


def taking(option: str) -> set[str]:
    """The commands, by their first word, of which some form takes an option."""
    return {name for name in COMMANDS if option in set(_options(load(name)))}


def _options(command: object) -> Iterator[str]:
    for one in getattr(command, "params", ()):
        yield from one.opts
    if isinstance(command, TyperGroup):
        for inner in command.commands.values():
            yield from _options(inner)


def named(opening: str, end: str) -> set[str]:
    """The first words of the commands that a sentence of the reference names."""
    text = REFERENCE.read_text(encoding="utf-8").partition(opening)[2].partition(end)[0]
    return {one.split()[0] for one in re.findall("`([a-z -]+)`", text)}


def test_the_folder_of_the_hub_can_be_chosen_wherever_a_hub_is_opened() -> None:
    assert taking("--data") == set(COMMANDS) - named("but those that open\nno hub:", ".")


def test_what_answers_programs_is_listed() -> None:
    assert taking("--json") == named("to programs on standard output:", "take it")
