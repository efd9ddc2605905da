"""An upload is held against what the hub has: who was erased, how much is gone, which country."""

from pathlib import Path

import polars as pl
import pytest

from hub.commands.erase import erase_person
from hub.intake import Outcome, State, import_upload, preview_upload
from hub.settings import Settings
from hub.vault.difference import Difference
from hub.vault.store import Vault


def take(settings: Settings, path: Path) -> Outcome:
    return import_upload(settings, path, "essai", progress=lambda *_: None)


def found(outcome: Outcome, code: str) -> list[tuple[str, int | None, int]]:
    return [(one.file, one.row, one.alike) for one in outcome.report.findings if one.code == code]


def without_last_lines(file: Path, count: int) -> None:
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:-count]))


def test_the_first_import_replaces_nothing(settings: Settings, upload: Path) -> None:
    assert take(settings, upload).differences == {}


@pytest.mark.parametrize("reading", [preview_upload, import_upload])
def test_a_later_upload_says_what_changes_in_preview_and_import(
    settings: Settings, upload: Path, reading: object
) -> None:
    take(settings, upload)
    members = upload / "members.csv"
    members.write_text(
        members.read_text()
        .replace("N-001,workers,natural,f", "N-100,workers,natural,f")
        .replace("1970", "1971")
    )
    assert callable(reading)
    outcome = reading(settings, upload, "essai", progress=lambda *_: None)
    assert outcome.differences["members"] == Difference(before=12, added=1, gone=1, changed=1)
    assert outcome.differences["bodies"] == Difference(before=2, added=0, gone=0, changed=0)
    assert found(outcome, "many_gone") == []


def test_more_than_a_tenth_gone_is_a_warning(settings: Settings, upload: Path) -> None:
    take(settings, upload)
    without_last_lines(upload / "members.csv", 2)
    outcome = take(settings, upload)
    assert outcome.state is State.STORED
    assert ("members.csv", None, 1) in found(outcome, "many_gone")


def test_an_erased_person_is_taken_again_with_a_warning(settings: Settings, upload: Path) -> None:
    take(settings, upload)
    erase_person(settings, "essai", "N-004")
    assert take(settings, upload).state is State.UNCHANGED
    members = upload / "members.csv"
    members.write_text(members.read_text() + "N-013,users,natural,male,1990,2020-01-01,\n")
    outcome = take(settings, upload)
    assert outcome.state is State.STORED
    assert sorted(found(outcome, "erased_person")) == [
        ("mandates.csv", 4, 1),
        ("members.csv", 5, 1),
        ("participations.csv", 5, 1),
        ("shareholdings.csv", 5, 1),
    ]


@pytest.mark.parametrize("together", [True, False], ids=["in one upload", "imported before"])
def test_a_postcode_without_a_country_is_one_of_the_cooperative_s_own(
    settings: Settings,
    upload: Path,
    together: bool,  # noqa: FBT001 - the two ways to know the country
) -> None:
    if not together:
        take(settings, upload)
    for file in upload.iterdir():
        if not together or file.name != "cooperative.csv":
            file.unlink()
    (upload / "adherents.csv").write_text(
        "Numéro adhérent;Statut;Date d\u2019échéance;Exempt de cotisation;Compte;Code Postal;"
        "Date de création\nA11;users;01/03/2027;Non;Oui;1000;02/05/2019\n"
    )
    outcome = take(settings, upload)
    file = Vault(settings.vault).file("essai", outcome.import_id, "members")
    assert pl.read_parquet(file)["region"].to_list() == ["BE10"]
