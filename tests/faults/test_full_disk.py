"""A disk that takes no more ends in a clear error, and leaves the state of before."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from hub.settings import Settings
from tests.faults.hub_state import state

ROOT = Path(__file__).parents[2]


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    folder = tmp_path / "upload"
    folder.mkdir()
    (folder / "cooperative.csv").write_text(
        "slug,name,country,synthetic\nessai,Essai (inventée),BE,true\n"
    )
    (folder / "member_categories.csv").write_text(
        "code,label_fr,kind,college_aggregation\nusers,U,user,unknown\n"
    )
    (folder / "members.csv").write_text(
        "member_number,category,person_kind,gender,joined_on\n"
        + "".join(f"N-{number},users,natural,female,2019-01-01\n" for number in range(20_000))
    )
    return folder


def intercoop(data: Path, *arguments: str, limit: int | None) -> tuple[int, str]:
    """Run the command where no file may grow beyond `limit` bytes: the disk is full from there."""

    def restrict() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(  # noqa: S603 - the environment's own program
        [Path(sys.executable).with_name("intercoop"), *arguments, "--data", data],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=restrict,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_an_import_on_a_full_disk_changes_nothing_and_can_be_repeated(
    tmp_path: Path, upload: Path
) -> None:
    data = tmp_path / "data"
    command = ("import", str(upload), "--cooperative", "essai")
    assert intercoop(data, "migrate", limit=None)[0] == 0
    before = state(Settings.read(data, {}))["workspace"]
    status, said = intercoop(data, *command, limit=200_000)
    assert status == 2
    assert "nothing was changed" in said
    assert "run the same command again" in said
    left = state(Settings.read(data, {}))
    assert left["vault"] == {}
    assert left["workspace"] == before
    assert intercoop(data, *command, limit=None)[0] == 0
    assert len(state(Settings.read(data, {}))["vault"]) == 3


def test_a_release_on_a_full_disk_changes_nothing_and_can_be_repeated(
    tmp_path: Path, upload: Path
) -> None:
    data = tmp_path / "data"
    assert intercoop(data, "import", str(upload), "--cooperative", "essai", limit=None)[0] == 0
    assert intercoop(data, "migrate", limit=None)[0] == 0
    before = state(Settings.read(data, {}))["shelf"]
    status, said = intercoop(data, "release", limit=100_000)
    assert status == 2
    assert "nothing was changed" in said
    assert state(Settings.read(data, {}))["shelf"] == before
    assert intercoop(data, "release", limit=None)[0] == 0
