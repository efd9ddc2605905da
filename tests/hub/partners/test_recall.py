"""What stands in a release is known; a shelf that cannot be read is no empty one."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from hub.intake import import_upload
from hub.partners.recall import last_release_of, releases_with
from hub.publish import publish_release
from hub.settings import Settings


def test_before_the_first_release_nothing_stands_anywhere(both_settings: Settings) -> None:
    assert releases_with(both_settings, "essai", "i1") == []


def test_the_releases_of_an_import_are_those_that_were_read_from_it(
    settings: Settings, upload: Path
) -> None:
    stored = import_upload(settings, upload, "essai", progress=lambda *_: None)
    written = publish_release(settings, progress=lambda *_: None)
    assert releases_with(settings, "essai", stored.import_id) == [written.release_id]
    assert releases_with(settings, "autre", stored.import_id) == []
    assert releases_with(settings, "essai", "i0") == []
    assert last_release_of(settings, "essai", stored.import_id) == written.release_id
    assert last_release_of(settings, "essai", "i0") is None


def test_a_shelf_that_is_there_and_cannot_be_read_is_an_error(settings: Settings) -> None:
    file = Path(sa.make_url(settings.shelf_url).database or "")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"")
    with pytest.raises(sa.exc.OperationalError):
        releases_with(settings, "essai", "i1")
