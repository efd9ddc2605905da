"""Kill -9 at any moment of an import or a release, then the same command: as if nothing was."""

import shutil
from pathlib import Path
from typing import Any, Protocol

import pytest

from hub.disclosure.rounding_key import rounding_key
from hub.settings import Settings
from hub.vault.keys import pseudonym_key
from tests.faults.hub_state import Zygote, state

UPLOAD = {
    "cooperative.csv": "slug,name,country,synthetic\nessai,Essai (inventée),BE,true\n",
    "member_categories.csv": "code,label_fr,kind,college_aggregation\nusers,U,user,unknown\n",
    "members.csv": "member_number,category,person_kind,gender,joined_on\n"
    + "".join(f"N-{number},users,natural,female,2019-01-01\n" for number in range(12)),
    "assemblies.csv": "code,kind,date,record_date\nag,ordinary,2022-06-21,2022-06-01\n",
    "participations.csv": "member_number,assembly,channel\nN-1,ag,post\nN-2,ag,post\n",
}
RELEASE = {"command": "release"}


class FreshHub(Protocol):
    """Makes a hub of that name."""

    def __call__(self, name: str, like: Settings | None = None) -> Settings: ...


@pytest.fixture
def command(tmp_path: Path) -> dict[str, Any]:
    folder = tmp_path / "upload"
    folder.mkdir()
    for name, text in UPLOAD.items():
        (folder / name).write_text(text)
    return {"command": "import", "path": str(folder), "cooperative": "essai"}


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_hub(request: pytest.FixtureRequest, tmp_path: Path) -> FreshHub:
    """Makes a hub that is empty but for its keys, always the same; or a copy of another."""
    empty = tmp_path / "empty"
    pseudonym_key(empty / "keys", "essai")
    rounding_key(empty / "keys", ())

    def make(name: str, like: Settings | None = None) -> Settings:
        folder = tmp_path / name
        shutil.copytree(like.folder if like else empty, folder)
        urls: dict[str, str] = {}
        if request.param == "postgresql":
            database = request.getfixturevalue("fresh_database")
            urls = {
                "INTERCOOP_WORKSPACE_URL": database(like and like.workspace_url),
                "INTERCOOP_SHELF_URL": database(like and like.shelf_url),
            }
        return Settings.read(folder, urls)

    return make


def moments(number: int, wanted: int) -> list[int]:
    """At most so many moments, spread over all of them, the first and the last included."""
    step = max(1, number // wanted)
    return sorted({*range(1, number + 1, step), number})


def test_an_import_killed_at_any_moment_is_as_if_it_had_not_been(
    zygote: Zygote, fresh_hub: FreshHub, command: dict[str, Any]
) -> None:
    clean = fresh_hub("clean")
    number = zygote.run(clean, command, None)
    assert number is not None
    killed = 0
    for moment in moments(number, 40):
        hub = fresh_hub(f"killed-{moment}")
        killed += zygote.run(hub, command, moment) is None
        assert zygote.run(hub, command, None) is not None
        assert state(hub) == state(clean), f"killed at moment {moment} of {number}"
    assert killed >= min(number, 40) - 2  # a run may pass a moment or two fewer than another


def test_a_release_killed_at_any_moment_is_as_if_it_had_not_been(
    zygote: Zygote, fresh_hub: FreshHub, command: dict[str, Any]
) -> None:
    imported = fresh_hub("imported")
    zygote.run(imported, command, None)
    clean = fresh_hub("clean", imported)
    number = zygote.run(clean, RELEASE, None)
    assert number is not None
    killed = 0
    for moment in moments(number, 15):
        hub = fresh_hub(f"killed-{moment}", imported)
        killed += zygote.run(hub, RELEASE, moment) is None
        assert zygote.run(hub, RELEASE, None) is not None
        assert state(hub) == state(clean), f"killed at moment {moment} of {number}"
    assert killed >= min(number, 15) - 2
