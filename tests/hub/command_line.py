"""How do tests run the command? In their own process, as the terminal would."""

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from hub.cli import main


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


def command_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `intercoop` with these words, and say how it ended and what it printed."""

    def call(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["intercoop", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Ran(int(stop.value.code or 0), said.out, said.err)

    return call
