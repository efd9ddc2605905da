"""A command finds the release that it is asked about, or says how to come to one."""

from pathlib import Path

import pytest

from hub.commands.shelf import LATEST, NoShelf, UnknownRelease, find_release, open_shelf
from tests.hub.command_line import Run


def test_before_the_first_release_the_next_step_is_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(NoShelf, match="intercoop release"):
        open_shelf(tmp_path / "data")
    # to look for it has made nothing
    assert not (tmp_path / "data").exists()


def test_the_latest_release_goes_by_its_name_and_by_latest(
    run: Run, upload: Path, tmp_path: Path
) -> None:
    run("import", upload, "-c", "essai")
    run("release")
    shelf = open_shelf(tmp_path / "data")
    latest = find_release(shelf, LATEST)
    assert find_release(shelf, latest.id) == latest
    with pytest.raises(UnknownRelease, match="intercoop releases"):
        find_release(shelf, "r0")
