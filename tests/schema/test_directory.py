"""A release's directory is read once, and old ones make room."""

import sqlalchemy as sa

from hub.releases.contents import Contents
from hub.releases.reader import Shelf
from hub.releases.shelf import METADATA
from hub.releases.writer import write_release
from hub.stores import open_store
from schema import directory
from schema.directory import Directories
from tests.schema.published import published


def test_a_directory_is_in_order(filled: tuple[sa.Engine, str, str]) -> None:
    found = Directories(Shelf(filled[0])).latest()
    assert found is not None
    assert list(found.cooperatives) == ["invented", "railcoop", "smartcoop"]
    assert list(found.indicators) == ["gender.share", "turnout.assembly"]


def test_a_release_is_read_once(filled: tuple[sa.Engine, str, str]) -> None:
    directories = Directories(Shelf(filled[0]))
    assert directories.named(filled[1]) is directories.named(filled[1])
    assert directories.latest() is directories.named(filled[2])
    assert directories.named("unknown") is None


def test_the_one_asked_longest_ago_makes_room(store_url: str) -> None:
    engine = open_store(store_url)
    METADATA.create_all(engine)
    whole = published()
    slugs = [one.slug for one in whole.cooperatives]
    ids = [
        write_release(
            engine,
            Contents(cooperatives=whole.cooperatives[: one % len(slugs) + 1]),
            {"imports": []},
            software_version="1",
        ).release_id
        for one in range(directory.KEPT + 1)
    ]
    directories = Directories(Shelf(engine))
    first = directories.named(ids[0])
    for release_id in ids[1:]:
        directories.named(release_id)
    again = directories.named(ids[0])
    engine.dispose()
    assert first is not again
    assert first is not None
    assert again is not None
    assert list(first.cooperatives) == list(again.cooperatives)
