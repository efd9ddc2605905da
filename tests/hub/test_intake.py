"""An upload becomes the current records whole, once, or not at all."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from hub.audit_log import AuditLog
from hub.intake import ChangedMeanwhile, import_upload, preview_upload
from hub.intake_desk import BadSlug, NothingThere, Outcome, State
from hub.settings import Settings
from hub.stores import open_store
from hub.vault.keys import LostKey, pseudonym_key
from hub.vault.store import Vault
from hub.workspace import Workspace, make_current


def take(settings: Settings, path: Path, slug: str = "essai") -> Outcome:
    return import_upload(settings, path, slug, progress=lambda *_: None)


def current(settings: Settings, slug: str = "essai") -> dict[str, str]:
    engine = open_store(settings.workspace_url)
    found = dict(Workspace(engine).current(slug))
    engine.dispose()
    return found


def codes(outcome: Outcome) -> set[str]:
    return {finding.code for finding in outcome.report.findings}


def test_an_upload_is_stored_table_by_table(both_settings: Settings, upload: Path) -> None:
    outcome = take(both_settings, upload)
    assert (outcome.state, codes(outcome)) == (State.STORED, set())
    assert outcome.report.rows["members"] == 12
    assert current(both_settings) == dict.fromkeys(outcome.report.rows, outcome.import_id)
    members = pl.read_parquet(
        Vault(both_settings.vault).file("essai", outcome.import_id, "members")
    )
    assert members.height == 12
    assert not members["pseudonym"].str.contains("N-").any()


def test_the_same_upload_again_changes_nothing(both_settings: Settings, upload: Path) -> None:
    first = take(both_settings, upload)
    again = take(both_settings, upload)
    assert (again.state, again.import_id) == (State.UNCHANGED, first.import_id)


def test_what_was_compared_with_records_that_changed_meanwhile_is_not_stored(
    both_settings: Settings, upload: Path
) -> None:
    take(both_settings, upload)
    before = current(both_settings)
    (upload / "bodies.csv").write_text("code,name_fr,kind\nca,Conseil,board\nethique,É,ethics\n")

    def publish(*_: object) -> None:
        """What somebody else does while it is read."""
        engine = open_store(both_settings.workspace_url)
        with engine.begin() as connection:
            make_current(connection, "essai", {"shareholdings": None})
        engine.dispose()

    with pytest.raises(ChangedMeanwhile):
        import_upload(both_settings, upload, "essai", progress=publish)
    left = {table: import_id for table, import_id in before.items() if table != "shareholdings"}
    assert current(both_settings) == left
    assert take(both_settings, upload).state is State.STORED


def test_an_older_upload_pushed_again_is_current_again(settings: Settings, upload: Path) -> None:
    first = take(settings, upload)
    bodies = (upload / "bodies.csv").read_text()
    (upload / "bodies.csv").write_text("code,name_fr,kind\nca,Conseil,board\nethique,É,ethics\n")
    second = take(settings, upload)
    assert current(settings)["bodies"] == second.import_id
    (upload / "bodies.csv").write_text(bodies)
    assert take(settings, upload).state is State.STORED
    assert set(current(settings).values()) == {first.import_id}


def test_one_table_pushed_alone_leaves_the_others(settings: Settings, upload: Path) -> None:
    whole = take(settings, upload)
    alone = take(settings, upload / "assemblies.csv")
    assert alone.state is State.STORED
    assert current(settings) == {
        **dict.fromkeys(whole.report.rows, whole.import_id),
        "assemblies": alone.import_id,
    }


def test_a_preview_finds_the_same_and_stores_nothing(settings: Settings, upload: Path) -> None:
    preview = preview_upload(settings, upload, "essai", progress=lambda *_: None)
    assert preview.state is State.PREVIEWED
    assert current(settings) == {}
    assert preview.report == take(settings, upload).report


def test_a_blocked_upload_stores_nothing_and_reports_everything(
    settings: Settings, upload: Path
) -> None:
    members = (upload / "members.csv").read_text()
    members = members.replace("2019-02-01", "31/02/2020", 1).replace("users", "nobles", 1)
    (upload / "members.csv").write_text(members)
    (upload / "assemblies.csv").write_text(
        "code,kind,date,members,voters\nag-2022,ordinary,2022-06-21,12,13\n"
    )
    outcome = take(settings, upload)
    assert outcome.state is State.BLOCKED
    assert {"unreadable_date", "unknown_reference", "voters_above_members"} <= codes(outcome)
    assert current(settings) == {}
    assert list(settings.vault.iterdir()) == []
    assert not list((settings.folder / "scratch").iterdir())


def test_a_file_with_headers_only_stores_nothing(settings: Settings, upload: Path) -> None:
    take(settings, upload)
    before = current(settings)
    (upload / "members.csv").write_text("member_number,category,person_kind,gender,joined_on\n")
    outcome = take(settings, upload / "members.csv")
    assert (outcome.state, codes(outcome)) == (State.BLOCKED, {"no_rows"})
    assert current(settings) == before


def test_an_unknown_cooperative_is_refused_with_those_known(
    settings: Settings, upload: Path
) -> None:
    take(settings, upload)
    outcome = take(settings, upload / "assemblies.csv", "autre")
    [finding] = [one for one in outcome.report.findings if one.code == "unknown_cooperative"]
    assert finding.facts == {"asked": "autre", "known": "essai"}
    assert current(settings, "autre") == {}


def test_another_cooperatives_export_is_refused(settings: Settings, upload: Path) -> None:
    outcome = take(settings, upload, "autre")
    assert outcome.state is State.BLOCKED
    assert "wrong_cooperative" in codes(outcome)


def test_voters_who_are_not_in_the_register_are_counted_in_a_warning(
    settings: Settings, upload: Path
) -> None:
    with (upload / "participations.csv").open("a") as roll:
        roll.write("N-900,ag-2022,post\nN-901,ag-2022,post\n")
    outcome = take(settings, upload)
    [finding] = outcome.report.findings
    assert (finding.code, finding.alike, finding.row) == ("not_in_register", 2, 6)
    assert outcome.state is State.STORED


@pytest.mark.parametrize("name", ["nowhere.csv", "empty-folder"])
def test_a_path_without_a_file_is_refused(settings: Settings, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty-folder").mkdir()
    with pytest.raises(NothingThere, match="Give the path of an export"):
        take(settings, tmp_path / name)


@pytest.mark.parametrize("slug", ["", "Ma Coop", "../essai", "coop/essai", "é"])
def test_a_short_name_never_leads_out_of_the_vault(
    settings: Settings, upload: Path, slug: str
) -> None:
    with pytest.raises(BadSlug):
        take(settings, upload, slug)
    assert not settings.vault.exists()


def test_an_import_by_command_is_written_down_once_and_names_nobody(
    settings: Settings, upload: Path
) -> None:
    preview_upload(settings, upload, "essai", progress=lambda *_: None)
    stored = take(settings, upload)
    take(settings, upload)
    engine = open_store(settings.workspace_url)
    log = AuditLog(engine)
    [entry] = log.entries("essai")
    assert log.verify("essai") == {"essai": entry.hash}
    engine.dispose()
    assert (entry.action, entry.subject) == ("import:store", "command-line")
    assert entry.concerning == stored.import_id
    assert "N-0" not in str(entry)


@pytest.mark.parametrize("read", [import_upload, preview_upload], ids=["import", "preview"])
def test_a_cooperative_that_is_not_known_leaves_nothing_under_its_name(
    settings: Settings, upload: Path, read: Callable[..., Outcome]
) -> None:
    (upload / "cooperative.csv").unlink()
    outcome = read(settings, upload, "essay", progress=lambda *_: None)
    assert "unknown_cooperative" in codes(outcome)
    assert [one for one in settings.folder.rglob("*") if "essay" in one.name] == []


def test_a_refused_upload_leaves_the_key_of_earlier_ones(settings: Settings, upload: Path) -> None:
    take(settings, upload)
    (upload / "members.csv").write_text("member_number,category\nN-001,nobody\n")
    assert take(settings, upload).state is State.BLOCKED
    assert (settings.folder / "keys" / "essai.key").exists()


def test_a_key_that_is_lost_is_asked_for_and_not_made_anew(
    settings: Settings, upload: Path
) -> None:
    take(settings, upload)
    key = settings.folder / "keys" / "essai.key"
    kept = key.read_bytes()
    key.unlink()
    with pytest.raises(LostKey):
        take(settings, upload)
    assert not key.exists()
    key.write_bytes(kept)
    assert take(settings, upload).state is State.UNCHANGED


def test_a_refused_upload_leaves_a_key_that_was_brought_here(
    settings: Settings, upload: Path
) -> None:
    key = pseudonym_key(settings.folder / "keys", "essai")
    (upload / "cooperative.csv").unlink()
    assert take(settings, upload).state is State.BLOCKED
    assert pseudonym_key(settings.folder / "keys", "essai") == key
