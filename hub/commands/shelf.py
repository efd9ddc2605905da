"""How does a command open the shelf, and find the release that it is asked about?"""

from pathlib import Path

import sqlalchemy as sa

from hub import migrate
from hub.problem import Problem
from hub.releases.reader import Shelf
from hub.releases.release import Release
from hub.settings import Settings
from hub.stores import open_store

#: In place of an id: the release with the highest number.
LATEST = "latest"


class UnknownRelease(Problem):
    """No release has that id."""

    def __init__(self, release_id: str) -> None:
        super().__init__(
            f"there is no release {release_id!r}", "List them with: intercoop releases"
        )


class NoShelf(Problem):
    """Nothing has been released on this hub."""

    def __init__(self) -> None:
        super().__init__("nothing has been released here yet", "Build one: intercoop release")


def open_shelf(data: Path | None) -> Shelf:
    """The shelf, for reading only.

    Raises:
        NoShelf: there is none, or none of this software's schema.
    """
    engine = open_store(Settings.read(data).shelf_url, read_only=True)
    try:
        built = migrate.is_current(engine, "shelf")
    except sa.exc.OperationalError:
        built = False
    if not built:
        raise NoShelf
    return Shelf(engine)


def find_release(shelf: Shelf, release_id: str) -> Release:
    """The release of that id, or the latest.

    Raises:
        UnknownRelease: there is none.
    """
    found = shelf.latest() if release_id == LATEST else shelf.release(release_id)
    if found is None:
        raise UnknownRelease(release_id)
    return found
