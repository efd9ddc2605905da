"""An error on the terminal says what is wrong and what to do, in two sentences."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from hub.problem import Problem
from hub.stores import open_store
from hub.terminal import OUT, DamagedStore, as_problem, as_table, say_problem


def test_the_name_of_a_file_is_said_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    OUT.print("members:100:.csv")
    say_problem(Problem("there is no members:100:.csv", "Look"))
    said = capsys.readouterr()
    assert said.out == "members:100:.csv\n"
    assert said.err.startswith("Error: There is no members:100:.csv.")


def test_a_cell_of_a_table_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    OUT.print(as_table(("purpose",), [("counts [no names] of [/members]",)]))
    assert "counts [no names] of [/members]" in capsys.readouterr().out


@pytest.mark.parametrize("next_step", ["Close it", "Close it."])
def test_a_problem_is_two_sentences(capsys: pytest.CaptureFixture[str], next_step: str) -> None:
    say_problem(Problem("the [door] is open", next_step))
    assert capsys.readouterr().err == "Error: The [door] is open.\n  Close it.\n"


def test_a_fault_of_the_program_says_its_kind_and_nothing_that_it_quotes() -> None:
    with pytest.raises(ValueError, match="N-4711") as raised:
        int("N-4711")
    problem = as_problem(raised.value)
    assert "ValueError at test_terminal.py" in str(problem)
    assert "N-4711" not in str(problem)
    assert problem.exit_code == 1


@pytest.mark.parametrize("read_only", [False, True])
def test_a_database_file_that_is_none_is_no_fault_of_the_program(
    tmp_path: Path, *, read_only: bool
) -> None:
    file = tmp_path / "shelf.db"
    file.write_bytes(b"no database" * 1000)
    engine = open_store(f"sqlite:///{file}", read_only=read_only)
    with pytest.raises(Exception, match="not a database") as raised, engine.connect() as one:
        one.execute(sa.text("SELECT name FROM sqlite_schema"))
    engine.dispose()
    assert isinstance(as_problem(raised.value), DamagedStore)
