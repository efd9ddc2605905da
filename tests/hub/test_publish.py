"""A release is built from the current records, protected, and the same from the same records."""

import shutil
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
import sqlalchemy as sa

from hub.audit_log import AuditLog
from hub.disclosure import counts
from hub.disclosure.rounding_key import RoundingKeyLost
from hub.intake import import_upload
from hub.intake_desk import State
from hub.previous import AlteredRelease, RecordsGone
from hub.publish import NotInTheVault, ReleaseBlocked, publish_release
from hub.releases.observation import Observation
from hub.releases.reader import Shelf
from hub.releases.shelf import CELLS
from hub.releases.wanted import Wanted
from hub.releases.writer import EmptyRelease, Written
from hub.settings import Settings
from hub.stores import open_store
from hub.vocabulary import Dimension, Origin, Status
from hub.workspace import Workspace


class Register(Protocol):
    """Makes an upload with so many members."""

    def __call__(
        self, *, women: int, men: int, extra: str = "", record_date: str = "2022-06-01"
    ) -> Path: ...


@pytest.fixture
def register(tmp_path: Path) -> Register:
    def make(*, women: int, men: int, extra: str = "", record_date: str = "2022-06-01") -> Path:
        folder = tmp_path / f"register-{women}-{men}{extra}{record_date}"
        folder.mkdir()
        (folder / "cooperative.csv").write_text(
            "slug,name,country,synthetic\nessai,Essai (inventée),BE,true\n"
        )
        (folder / "member_categories.csv").write_text(
            "code,label_fr,kind,college_aggregation\nusers,Usagers,user,unknown\n"
        )
        people = [("female", one) for one in range(women)] + [("male", one) for one in range(men)]
        (folder / "members.csv").write_text(
            "member_number,category,person_kind,gender,joined_on\n"
            + "".join(
                f"{gender}-{number},users,natural,{gender},2019-01-01\n"
                for gender, number in people
            )
        )
        (folder / "assemblies.csv").write_text(
            f"code,kind,date,record_date\nag,ordinary,2022-06-21,{record_date}\n"
        )
        if extra:
            (folder / "bodies.csv").write_text("code,name_fr,kind\nca,CA,board\n")
        return folder

    return make


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
    assert (shares["ethique"].value, shares["ethique"].status) == (
        None,
        Status.SUPPRESSED_PRIMARY,
    )


def test_no_breakdown_of_twelve_members_is_published(settings: Settings, upload: Path) -> None:
    take(settings, upload)
    of_members = [
        one
        for one in released(settings, publish(settings).release_id)
        if {Dimension.GENDER, Dimension.AGE_BAND, Dimension.CATEGORY, Dimension.COLLEGE}
        & {group[0] for group in one.breakdown}
        and not {Dimension.BODY, Dimension.BODY_KIND} & {group[0] for group in one.breakdown}
    ]
    assert of_members
    assert {one.value for one in of_members} == {None}
    assert all(one.reason for one in of_members)


def by_gender(
    settings: Settings, release_id: str, cooperative: str = "essai", as_of: str = "2022-06-01"
) -> dict[str, Observation]:
    return {
        code: one
        for one in released(settings, release_id)
        if (one.cooperative, one.indicator) == (cooperative, "membership.total")
        if one.as_of == as_of
        for dimension, code in one.breakdown
        if [dimension] == [group[0] for group in one.breakdown] and dimension is Dimension.GENDER
    }


def test_a_breakdown_of_a_hundred_members_is_rounded_with_its_interval(
    settings: Settings, register: Register
) -> None:
    take(settings, register(women=61, men=42))
    shown = by_gender(settings, publish(settings).release_id)
    women = shown["female"]
    assert women.value in {60, 65}
    assert (women.lower, women.upper) == (women.value - 4, women.value + 4)
    assert (women.status, women.base) == (Status.ROUNDED, 5)
    # who is not there is in the code list all the same
    assert (shown["other"].value, shown["other"].lower, shown["other"].upper) == (0, 0, 4)


@pytest.mark.parametrize("joined", [1, 4])
def test_few_movers_leave_the_breakdowns_as_they_were_and_held(
    settings: Settings, register: Register, joined: int
) -> None:
    take(settings, register(women=61, men=42))
    first = publish(settings)
    before = by_gender(settings, first.release_id)
    take(settings, register(women=61 + joined, men=42))
    after = by_gender(settings, publish(settings).release_id)
    assert {code: one.value for code, one in after.items()} == {
        code: one.value for code, one in before.items()
    }
    assert {one.status for one in after.values()} == {Status.HELD}
    assert {one.held_from for one in after.values()} == {first.release_id}


def test_movers_are_counted_from_the_last_release_that_was_not_held(
    settings: Settings, register: Register
) -> None:
    take(settings, register(women=61, men=42))
    publish(settings)
    take(settings, register(women=64, men=42))
    publish(settings)
    take(settings, register(women=67, men=42))
    after = by_gender(settings, publish(settings).release_id)
    assert {one.status for one in after.values()} == {Status.ROUNDED}


def test_a_day_that_a_release_left_out_is_held_when_it_is_back(
    settings: Settings, register: Register
) -> None:
    take(settings, register(women=61, men=42))
    first = publish(settings)
    take(settings, register(women=61, men=42, record_date="2021-03-01"))
    publish(settings)
    take(settings, register(women=64, men=42))
    back = by_gender(settings, publish(settings).release_id)
    assert {one.status for one in back.values()} == {Status.HELD}
    assert {one.held_from for one in back.values()} == {first.release_id}
    assert {code: one.value for code, one in back.items()} == {
        code: one.value for code, one in by_gender(settings, first.release_id).items()
    }


def test_a_day_near_one_that_was_left_out_since_is_not_published(
    settings: Settings, register: Register
) -> None:
    take(settings, register(women=61, men=42))
    publish(settings)
    take(settings, register(women=63, men=42, record_date="2022-06-02"))
    publish(settings)
    take(settings, register(women=64, men=42, record_date="2022-06-02"))
    shown = by_gender(settings, publish(settings).release_id, as_of="2022-06-02")
    assert {one.status for one in shown.values()} == {Status.NOT_PRODUCED}


def test_an_import_that_moves_nobody_changes_no_value(
    settings: Settings, register: Register
) -> None:
    take(settings, register(women=61, men=42))
    first = publish(settings)
    take(settings, register(women=61, men=42, extra="bodies"))
    second = publish(settings)
    assert by_gender(settings, second.release_id) == by_gender(settings, first.release_id)


def test_a_leak_blocks_the_release_and_nothing_is_written(
    settings: Settings, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "round_counts", lambda _frame, true, *_args, **_more: true)
    take(settings, register(women=61, men=42))
    with pytest.raises(ReleaseBlocked, match="no multiple of the base") as blocked:
        publish(settings)
    assert "61" not in str(blocked.value)
    engine = open_store(settings.shelf_url, read_only=True)
    assert Shelf(engine).latest() is None
    engine.dispose()


def test_an_altered_release_stops_the_next_one(settings: Settings, register: Register) -> None:
    take(settings, register(women=61, men=42))
    publish(settings)
    engine = open_store(settings.shelf_url)
    with engine.begin() as connection:
        cells = connection.scalar(sa.select(CELLS.c.cells).limit(1))
        assert cells is not None
        connection.execute(sa.update(CELLS).values(cells={**cells, "value": 5}))
    engine.dispose()
    with pytest.raises(AlteredRelease):
        publish(settings)


def test_a_shelf_that_lost_its_releases_stops_the_next_one(
    settings: Settings, register: Register
) -> None:
    take(settings, register(women=61, men=42))
    publish(settings)
    (settings.folder / "shelf.db").unlink()
    with pytest.raises(AlteredRelease):
        publish(settings)


def test_a_lost_key_stops_the_next_release(settings: Settings, register: Register) -> None:
    take(settings, register(women=61, men=42))
    publish(settings)
    (settings.folder / "keys" / "rounding-key").unlink()
    with pytest.raises(RoundingKeyLost):
        publish(settings)


def test_records_that_are_gone_stop_the_next_release(
    settings: Settings, register: Register
) -> None:
    take(settings, register(women=61, men=42))
    publish(settings)
    old = set(settings.vault.rglob("members.parquet"))
    take(settings, register(women=81, men=42))
    for file in old:
        file.unlink()
    with pytest.raises(RecordsGone):
        publish(settings)


def test_a_file_that_the_vault_lost_stops_the_next_release(
    settings: Settings, register: Register
) -> None:
    take(settings, register(women=61, men=42))
    for file in settings.vault.rglob("assemblies.parquet"):
        file.unlink()
    with pytest.raises(NotInTheVault, match=r"essai .*assemblies"):
        publish(settings)


def test_the_same_records_give_the_same_content_hash(
    tmp_path: Path, settings: Settings, upload: Path
) -> None:
    other = Settings.read(tmp_path / "other", {})
    take(settings, upload)
    take(other, upload)
    first = publish(settings)
    # the same key too: with another one, counts are rounded otherwise
    shutil.copy(settings.folder / "keys" / "rounding-key", other.folder / "keys")
    assert publish(other).content_hash == first.content_hash
    assert not publish(settings).new


def test_the_manifest_holds_hashes_and_no_name_of_a_file(settings: Settings, upload: Path) -> None:
    take(settings, upload)
    publish(settings)
    engine = open_store(settings.shelf_url, read_only=True)
    release = Shelf(engine).latest()
    engine.dispose()
    assert release is not None
    hashed = {"parameters", "plan", "tables", "catalogue", "audit", "audit_log"}
    assert set(release.manifest) == {*hashed, "imports", "key", "policy", "software"}
    assert {len(release.manifest[name]) for name in hashed} == {64}
    [one] = release.manifest["imports"]
    assert (one["cooperative"], len(one["commitment"])) == ("essai", 64)
    assert "members.csv" not in str(release.manifest)


def test_what_is_imported_while_a_release_is_made_is_not_said_to_be_in_it(
    settings: Settings, register: Register
) -> None:
    take(settings, register(women=60, men=40))
    later = register(women=61, men=40)

    def import_once_all_is_read(slug: str, _done: int, _total: int) -> None:
        if not slug:
            take(settings, later)

    first = publish_release(settings, progress=import_once_all_is_read)
    engine = open_store(settings.shelf_url, read_only=True)
    made = Shelf(engine).release(first.release_id)
    engine.dispose()
    assert made is not None
    [said] = {one["import"] for one in made.manifest["imports"]}
    workspace = open_store(settings.workspace_url)
    [current] = {*Workspace(workspace).current("essai").values()}
    workspace.dispose()
    assert said != current
    assert publish(settings).new


def test_no_release_without_a_cooperative(both_settings: Settings) -> None:
    with pytest.raises(EmptyRelease):
        publish(both_settings)


def test_four_cooperatives_are_added_up_and_the_sum_holds_the_truth(
    settings: Settings, register: Register
) -> None:
    slugs = ("essai", "essai-b", "essai-c", "essai-d")
    for number, slug in enumerate(slugs):
        upload = register(women=50 + number, men=61 + number)
        written = (upload / "cooperative.csv").read_text().replace("essai,", f"{slug},")
        (upload / "cooperative.csv").write_text(written)
        outcome = import_upload(settings, upload, slug, progress=lambda *_: None)
        assert outcome.state is State.STORED, outcome.report.findings
    release_id = publish(settings).release_id
    engine = open_store(settings.shelf_url, read_only=True)
    wanted = Wanted(indicators=("membership.total",), first=date(2022, 1, 1))
    found = {one.breakdown: one for _, one in Shelf(engine).aggregates(release_id, wanted)}
    engine.dispose()
    everyone, women = found[()], found[((Dimension.GENDER, "female"),)]
    assert (everyone.value, everyone.lower, everyone.upper) == (456, 456, 456)
    assert (everyone.cooperatives, everyone.synthetic) == (slugs, True)
    shown = [by_gender(settings, release_id, slug)["female"].value for slug in slugs]
    assert women.value == sum(one for one in shown if one is not None)
    assert women.lower is not None
    assert women.upper is not None
    assert women.lower <= 50 + 51 + 52 + 53 <= women.upper


def test_a_release_notes_the_audit_log_and_says_the_same_whatever_was_logged(
    settings: Settings, register: Register
) -> None:
    take(settings, register(women=20, men=20))
    first = publish(settings)
    engine = open_store(settings.workspace_url)
    log = AuditLog(engine)
    entry = log.entries("*")[-1]
    before = log.heads()
    log.append("client:add", "essai")
    # nothing to publish: the log is no part of what a release says
    assert publish(settings).release_id == first.release_id
    assert log.heads() != before
    engine.dispose()
    assert (entry.action, entry.concerning) == ("release:publish", first.release_id)
    shelf = open_store(settings.shelf_url, read_only=True)
    latest = Shelf(shelf).latest()
    shelf.dispose()
    assert latest is not None
    assert len(latest.manifest["audit_log"]) == 64
