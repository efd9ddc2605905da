"""What do connector tests share? A reader that takes file contents and gives an outcome."""

import itertools
from collections.abc import Mapping

import pytest

from tests.connectors.uploads import KNOWN, Outcome, Reader, read_paths


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Write files into an empty folder and read them as one upload."""
    numbers = itertools.count()

    def read(
        files: Mapping[str, str | bytes],
        known: Mapping[str, frozenset[str]] = KNOWN,
        cooperative: str = "demo",
    ) -> Outcome:
        folder = tmp_path_factory.mktemp(f"upload{next(numbers)}")
        (folder / "scratch").mkdir()
        paths = []
        for name, content in files.items():
            path = folder / name
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            paths.append(path)
        return read_paths(tuple(paths), folder / "scratch", known=known, cooperative=cooperative)

    return read
