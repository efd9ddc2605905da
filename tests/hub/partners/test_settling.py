"""What a command has published is no longer waiting for anybody's approval."""

from pathlib import Path

from connectors.contract import Mode
from hub.audit_log import COMMAND_LINE, AuditLog
from hub.intake import Terms, import_upload
from hub.partners.settling import settle
from hub.publish import publish_release
from hub.settings import Settings
from tests.hub.command_line import Run
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import Hub
from tests.hub.partners.test_publishing import LATER, approve, current, look, propose, publish

HEADER = FILES["members.csv"].splitlines()[0]
SHARES = "shareholdings.csv"
MORE = {"more.csv": f"{HEADER}\nN-100,users,natural,female,1970,2021-05-01,\n"}


def by_command(hub: Hub, folder: Path, files: dict[str, str], mode: Mode | None = None) -> str:
    """Import files at the hub's machine."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content)
    return import_upload(
        hub.settings, folder, "essai", progress=lambda *_: None, terms=Terms(mode=mode)
    ).import_id


def released(hub: Hub) -> str:
    return publish_release(hub.settings, progress=lambda *_: None).release_id


def test_before_the_first_release_nothing_is_settled(both_settings: Settings) -> None:
    assert settle(both_settings) == []


def test_what_a_command_published_is_published(either_hub: Hub, tmp_path: Path) -> None:
    import_id = either_hub.ready()
    propose(either_hub, import_id)
    assert by_command(either_hub, tmp_path / "same", FILES) == import_id
    release = released(either_hub)
    assert settle(either_hub.settings) == [import_id]
    told = look(either_hub, import_id)
    assert (told["state"], told["release"]) == ("published", release)
    assert "approved" not in {step["state"] for step in told["history"]}
    assert told["history"][-1]["by"] == COMMAND_LINE
    last = AuditLog(either_hub.engine).entries("essai")[-1]
    assert (last.action, last.subject) == ("import:published", COMMAND_LINE)
    assert approve(either_hub, import_id).status_code == 409
    assert settle(either_hub.settings) == []


def test_a_publication_by_two_people_settles_it_as_well(hub: Hub, tmp_path: Path) -> None:
    most = {name: content for name, content in FILES.items() if name != SHARES}
    import_id = hub.ready(most)
    by_command(hub, tmp_path / "same", most)
    added = publish(hub, {SHARES: FILES[SHARES]})
    assert look(hub, import_id)["state"] == "published"
    assert look(hub, import_id)["release"] == look(hub, added)["release"]


def test_what_no_release_holds_waits_as_before(hub: Hub, tmp_path: Path) -> None:
    first = publish(hub, FILES)
    waiting = hub.ready(LATER)
    propose(hub, waiting)
    by_command(hub, tmp_path / "same", LATER)
    assert settle(hub.settings) == []
    assert [look(hub, one)["state"] for one in (first, waiting)] == ["published", "proposed"]


def test_what_is_in_a_release_in_part_only_waits_as_before(hub: Hub, tmp_path: Path) -> None:
    import_id = hub.ready()
    by_command(hub, tmp_path / "same", FILES)
    by_command(hub, tmp_path / "other", {"bodies.csv": LATER["bodies.csv"]})
    released(hub)
    assert settle(hub.settings) == []
    assert look(hub, import_id)["state"] == "ready"


def test_withdrawn_it_gives_way_to_what_was_published_before(hub: Hub, tmp_path: Path) -> None:
    first = publish(hub, FILES)
    later = hub.ready(LATER)
    by_command(hub, tmp_path / "same", LATER)
    released(hub)
    # a release that the first one did not hear of: it makes it good
    assert settle(hub.settings) == [later]
    assert current(hub) == {later}
    told = hub.post("ann", f"/imports/{later}/withdraw").json()
    assert set(told["withdrawal"]["tables_put_back"].values()) == {first}
    assert current(hub) == {first}


def test_withdrawn_additions_give_way_to_what_they_were_added_to(hub: Hub, tmp_path: Path) -> None:
    base = by_command(hub, tmp_path / "base", FILES)
    added = hub.client.post(
        "/imports?cooperative=essai&mode=delta",
        files=[("file", each) for each in MORE.items()],
        headers=hub.as_("ann"),
    ).json()["import"]
    hub.work()
    assert by_command(hub, tmp_path / "same", MORE, Mode.DELTA) == added
    released(hub)
    assert settle(hub.settings) == [added]
    told = hub.post("ann", f"/imports/{added}/withdraw").json()
    assert told["withdrawal"]["tables_put_back"] == {"members": base}


def test_where_the_last_release_stands_what_says_the_same_is_published_too(
    either_hub: Hub, tmp_path: Path
) -> None:
    """The same records in other files: the release was read from those, and is this one's too."""
    other = {**FILES, "members.csv": FILES["members.csv"] + "\n"}
    first = by_command(either_hub, tmp_path / "other", other)
    release = released(either_hub)
    import_id = either_hub.ready()
    propose(either_hub, import_id)
    assert by_command(either_hub, tmp_path / "same", FILES) == import_id != first
    written = publish_release(either_hub.settings, progress=lambda *_: None)
    assert (written.release_id, written.new) == (release, False)
    assert settle(either_hub.settings, written) == [import_id]
    told = look(either_hub, import_id)
    assert (told["state"], told["release"]) == ("published", release)
    told = either_hub.post("ann", f"/imports/{import_id}/withdraw").json()["withdrawal"]
    assert set(told["tables_put_back"].values()) == {first}
    assert told["cannot_be_recalled"] == [release]


def test_the_command_settles_it_and_keeps_no_row_in_a_file_with_errors(
    run: Run, hub: Hub, upload: Path
) -> None:
    roll = FILES["participations.csv"] + "N-999,ag-2022,post\n"  # of nobody in the register
    (upload / "participations.csv").write_text(roll)
    import_id = hub.ready({**FILES, "participations.csv": roll})
    annotated = f"/imports/{import_id}/annotated"
    assert hub.get("ann", annotated).status_code == 200
    assert run("import", upload, "-c", "essai").status == 0
    assert run("release").status == 0
    assert look(hub, import_id)["state"] == "published"
    assert hub.get("ann", annotated).status_code == 404
    assert [path for path in hub.settings.annotated.rglob("*") if path.is_file()] == []
