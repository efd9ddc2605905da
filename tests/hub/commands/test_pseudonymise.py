"""What leaves a cooperative's premises names nobody, and is imported as it is."""

from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from hub.cli import app
from hub.commands.pseudonymise import IMPLIED, REFUSED, FolderNotEmpty
from hub.intake import import_upload
from hub.intake_desk import BadSlug, Outcome, State
from hub.settings import Settings
from hub.vault.keys import UnusableKey, make_key
from hub.vault.store import Vault
from tests.connectors.exports import EXPORTS

CANARIES = ("N-0", "Zoë Kanarie", "kanarie@example.org", "1961-03-07")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The key file of the cooperative essai."""
    make_key(tmp_path / "essai.key")
    return tmp_path / "essai.key"


def run(export: Path, key: Path, out: Path, *options: str) -> Result:
    words = ["pseudonymise", str(export), "--key", str(key), "--out", str(out), *options]
    return CliRunner().invoke(app, words)


def take(settings: Settings, path: Path) -> Outcome:
    return import_upload(settings, path, "essai", progress=lambda *_: None)


def plant(upload: Path) -> None:
    members = upload / "members.csv"
    lines = members.read_text().splitlines()
    lines = [
        lines[0] + ",Name,E-mail,Born",
        *(line + "," + ",".join(CANARIES[1:]) for line in lines[1:]),
    ]
    members.write_text("\n".join(lines) + "\n")


def test_no_canary_leaves_the_premises_or_is_left_behind(
    upload: Path, key: Path, tmp_path: Path
) -> None:
    plant(upload)
    done = run(upload, key, tmp_path / "sent")
    assert done.exit_code == 0
    sent = "".join(file.read_text() for file in (tmp_path / "sent").rglob("*.csv"))
    secret = key.read_text()
    for canary in (*CANARIES, secret):
        assert canary not in sent + done.output
    assert sorted(one.name for one in tmp_path.iterdir()) == ["essai.key", "sent", "upload"]


def test_the_hub_imports_what_was_sent_as_it_is(
    settings: Settings, upload: Path, key: Path, tmp_path: Path
) -> None:
    run(upload, key, tmp_path / "sent")
    outcome = take(settings, tmp_path / "sent")
    assert outcome.state is State.STORED
    assert [one.code for one in outcome.report.findings] == []
    file = Vault(settings.vault).file("essai", outcome.import_id, "members")
    sent = pl.read_csv(tmp_path / "sent" / "members.csv")
    assert pl.read_parquet(file)["pseudonym"].to_list() == sent["pseudonym"].to_list()


def test_the_same_key_gives_the_same_pseudonyms_at_the_hub(
    settings: Settings, upload: Path, tmp_path: Path
) -> None:
    take(settings, upload)
    run(upload, settings.folder / "keys" / "essai.key", tmp_path / "sent")
    outcome = take(settings, tmp_path / "sent")
    changes = outcome.differences.values()
    assert [(one.added, one.gone, one.changed) for one in changes] == [(0, 0, 0)] * 8


def test_a_register_alone_is_written_though_its_codes_are_known_elsewhere(
    upload: Path, key: Path, tmp_path: Path
) -> None:
    done = run(upload / "members.csv", key, tmp_path / "sent")
    assert done.exit_code == 0
    assert [file.name for file in (tmp_path / "sent").iterdir()] == ["members.csv"]


def test_code_lists_that_are_only_implied_are_kept_apart(key: Path, tmp_path: Path) -> None:
    done = run(EXPORTS / "galette" / "liste_adherents_filtree.csv", key, tmp_path / "sent")
    assert done.exit_code == 0
    assert (tmp_path / "sent" / "members.csv").exists()
    assert [one.name for one in (tmp_path / "sent" / IMPLIED).iterdir()] == [
        "member_categories.csv"
    ]


def test_a_refused_export_writes_nothing(upload: Path, key: Path, tmp_path: Path) -> None:
    members = upload / "members.csv"
    members.write_text(members.read_text().replace("2019-02-01", "31/02/2020", 1))
    assert run(upload, key, tmp_path / "sent").exit_code == REFUSED
    assert sorted(one.name for one in tmp_path.iterdir()) == ["essai.key", "upload"]


def test_a_member_number_under_the_header_pseudonym_is_refused(
    settings: Settings, upload: Path
) -> None:
    members = upload / "members.csv"
    members.write_text(members.read_text().replace("member_number", "pseudonym"))
    outcome = take(settings, upload)
    assert outcome.state is State.BLOCKED
    assert outcome.report.totals["not_a_pseudonym"] == 12


def test_mistakes_are_said_before_anything_is_read(
    upload: Path, key: Path, tmp_path: Path
) -> None:
    assert isinstance(run(upload, key, upload).exception, FolderNotEmpty)
    bad = run(upload, key, tmp_path / "sent", "--cooperative", "Not A Slug")
    assert isinstance(bad.exception, BadSlug)
    key.write_text("short")
    assert isinstance(run(upload, key, tmp_path / "sent").exception, UnusableKey)
