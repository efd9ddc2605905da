"""A release is built from the current records, protected, and the same from the same records."""

from pathlib import Path

import pytest

from hub.intake import State, import_upload
from hub.publish import publish_release
from hub.releases.observation import Observation
from hub.releases.reader import Shelf
from hub.releases.wanted import Wanted
from hub.releases.writer import EmptyRelease, Written
from hub.settings import Settings
from hub.stores import open_store
from hub.vocabulary import Dimension, Origin, Status


def publish(settings: Settings) -> Written:
    return publish_release(settings, progress=lambda *_: None)


def take(settings: Settings, upload: Path) -> None:
    outcome = import_upload(settings, upload, "essai", progress=lambda *_: None)
    assert outcome.state is State.STORED, outcome.report.findings


def released(settings: Settings, release_id: str) -> list[Observation]:
    engine = open_store(settings.shelf_url, read_only=True)
    found = [one.observation for one in Shelf(engine).observations(release_id, Wanted())]
    engine.dispose()
    return found


def test_headline_totals_are_computed_and_published(both_settings: Settings, upload: Path) -> None:
    take(both_settings, upload)
    written = publish(both_settings)
    [turnout] = [
        one
        for one in released(both_settings, written.release_id)
        if one.indicator == "turnout.assembly" and not one.breakdown
    ]
    assert (turnout.numerator, turnout.denominator) == (4, 12)
    assert (turnout.period, turnout.as_of) == ("2022", "2022-06-01")
    assert (turnout.status, turnout.origin) == (Status.PUBLISHED, Origin.COMPUTED)


def test_only_the_declared_body_shows_its_women(settings: Settings, upload: Path) -> None:
    take(settings, upload)
    shares = {
        dict(one.breakdown)[Dimension.BODY]: one
        for one in released(settings, publish(settings).release_id)
        if one.indicator == "gender.share_women"
        and [dimension for dimension, _ in one.breakdown] == [Dimension.BODY]
    }
    assert (shares["ca"].value, shares["ca"].status) == (0.5, Status.PUBLIC_ROLE)
    assert (shares["ethique"].value, shares["ethique"].status) == (None, Status.NOT_PRODUCED)


def test_no_breakdown_of_members_is_published(settings: Settings, upload: Path) -> None:
    take(settings, upload)
    of_members = [
        one
        for one in released(settings, publish(settings).release_id)
        if one.breakdown
        and not {Dimension.BODY, Dimension.BODY_KIND} & {group[0] for group in one.breakdown}
    ]
    assert of_members
    assert {one.value for one in of_members} == {None}
    assert all(one.reason for one in of_members)


def test_the_same_records_give_the_same_content_hash(
    tmp_path: Path, settings: Settings, upload: Path
) -> None:
    other = Settings.read(tmp_path / "other", {})
    take(settings, upload)
    take(other, upload)
    assert publish(settings).content_hash == publish(other).content_hash
    assert not publish(settings).new


def test_the_manifest_holds_hashes_and_no_name_of_a_file(settings: Settings, upload: Path) -> None:
    take(settings, upload)
    publish(settings)
    engine = open_store(settings.shelf_url, read_only=True)
    release = Shelf(engine).latest()
    engine.dispose()
    assert release is not None
    assert set(release.manifest) == {"imports", "parameters", "catalogue", "software"}
    [one] = release.manifest["imports"]
    assert (one["cooperative"], len(one["commitment"])) == ("essai", 64)
    assert "members.csv" not in str(release.manifest)


def test_no_release_without_a_cooperative(both_settings: Settings) -> None:
    with pytest.raises(EmptyRelease):
        publish(both_settings)
