"""An error on the terminal says what is wrong and what to do, in two sentences."""

import pytest

from hub.problem import Problem
from hub.terminal import say_problem


@pytest.mark.parametrize("next_step", ["Close it", "Close it."])
def test_a_problem_is_two_sentences(capsys: pytest.CaptureFixture[str], next_step: str) -> None:
    say_problem(Problem("the [door] is open", next_step))
    assert capsys.readouterr().err == "Error: The [door] is open.\n  Close it.\n"
