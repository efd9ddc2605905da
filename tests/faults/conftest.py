"""What do fault tests share? A process that can be killed at any moment."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.hub_state import Zygote

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with subprocess.Popen(  # noqa: S603 - this interpreter and a file of this folder
        [sys.executable, Path(__file__).with_name("zygote.py")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={
            "PYTHONPATH": str(ROOT),
            "POLARS_MAX_THREADS": "1",
            # a compiled module written on the way would be a moment in one run and not in another
            "PYTHONDONTWRITEBYTECODE": "1",
        },
    ) as process:
        yield Zygote(process)
        process.terminate()
