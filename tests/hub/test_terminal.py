"""An error on the terminal says what is wrong and what to do, in two sentences."""

import pytest

from hub.problem import Problem
from hub.terminal import as_problem, say_problem


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
