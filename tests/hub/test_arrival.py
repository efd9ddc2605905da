"""An upload is held against what the hub has: who was erased, how much is gone, which country."""

import re
from pathlib import Path

import polars as pl
import pytest

from connectors.contract import Mode
from hub.commands.erase import erase_person
from hub.intake import Absent, Terms, import_upload, preview_upload
from hub.intake_desk import Outcome, State
from hub.settings import Settings
from hub.vault.difference import Difference
from hub.vault.store import Vault


def take(settings: Settings, path: Path) -> Outcome:
    return import_upload(settings, path, "essai", progress=lambda *_: None)


def add(settings: Settings, path: Path) -> Outcome:
    """The same, as additions and changes only."""
    terms = Terms(mode=Mode.DELTA)
    return import_upload(settings, path, "essai", progress=lambda *_: None, terms=terms)


def members_of(settings: Settings, outcome: Outcome) -> pl.DataFrame:
    return pl.read_parquet(Vault(settings.vault).file("essai", outcome.import_id, "members"))


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


HEADERS = "member_number,category,person_kind,gender,birth_year,joined_on,left_on\n"


def register(count: int, birth_year: int = 1970) -> str:
    return "".join(
        f"R-{number:05d},users,natural,female,{birth_year},2019-01-01,\n"
        for number in range(count)
    )


def test_a_delta_of_one_percent_changes_exactly_that(settings: Settings, upload: Path) -> None:
    (upload / "members.csv").write_text(HEADERS + register(2000))
    take(settings, upload)
    (upload / "delta.csv").write_text(
        HEADERS + register(10, 1971) + register(10).replace("R-", "S-")
    )
    outcome = add(settings, upload / "delta.csv")
    assert outcome.state is State.STORED
    assert outcome.differences == {
        "members": Difference(before=2000, added=10, gone=0, changed=10)
    }
    rows = members_of(settings, outcome)
    assert (rows.height, (rows["birth_year"] == 1971).sum()) == (2010, 10)
    again = add(settings, upload / "delta.csv")
    assert (again.state, again.import_id) == (State.UNCHANGED, outcome.import_id)
    assert again.differences["members"] == Difference(before=2010, added=0, gone=0, changed=0)


def test_the_same_table_from_another_file_is_no_change(settings: Settings, upload: Path) -> None:
    take(settings, upload)
    members = upload / "members.csv"
    head, *lines = members.read_text().splitlines(keepends=True)
    (upload / "register.csv").write_text(head + "".join(reversed(lines)))
    members.unlink()
    changes = {
        (one.added, one.gone, one.changed) for one in take(settings, upload).differences.values()
    }
    assert changes == {(0, 0, 0)}


def test_a_delta_links_to_what_stays(settings: Settings, upload: Path) -> None:
    take(settings, upload)
    (upload / "participations.csv").write_text(
        "member_number,assembly,channel\nN-900,ag-2022,post\n"
    )
    outcome = add(settings, upload / "participations.csv")
    assert found(outcome, "not_in_register") == [("participations.csv", 2, 1)]
    (upload / "members.csv").write_text(HEADERS + "N-900,users,natural,female,1970,2019-01-01,\n")
    outcome = add(settings, upload / "members.csv")
    assert members_of(settings, outcome).height == 13
    assert found(add(settings, upload / "participations.csv"), "not_in_register") == []


def test_a_delta_from_other_software_is_refused(settings: Settings, upload: Path) -> None:
    take(settings, upload)
    galette = upload / "adherents.csv"
    galette.write_text(
        "Numéro adhérent;Statut;Date d\u2019échéance;Exempt de cotisation;Compte;Code Postal;"
        "Date de création\nA11;users;01/03/2027;Non;Oui;1000;02/05/2019\n"
    )
    outcome = add(settings, galette)
    assert outcome.state is State.BLOCKED
    assert found(outcome, "other_system") == [("adherents.csv", None, 1)]
    assert take(settings, galette).state is State.STORED
    assert add(settings, galette).state is State.UNCHANGED


def test_rows_end_only_where_somebody_says_that_they_may(settings: Settings, upload: Path) -> None:
    stored = take(settings, upload)
    without_last_lines(upload / "members.csv", 1)
    terms = Terms(absent=Absent.ASK)
    asked = import_upload(settings, upload, "essai", progress=lambda *_: None, terms=terms)
    assert asked.state is State.UNCONFIRMED
    assert asked.differences["members"].gone == 1
    assert not Vault(settings.vault).file("essai", asked.import_id, "members").exists()
    assert members_of(settings, stored).height == 12
    assert members_of(settings, take(settings, upload)).height == 11


def in_year(file: Path, year: int) -> None:
    """All days of a file in one year."""
    file.write_text(re.sub(r"\b20\d\d-(\d\d-\d\d)\b", rf"{year}-\1", file.read_text()))


def test_last_years_file_is_said_to_be_older_than_what_there_is(
    settings: Settings, upload: Path
) -> None:
    members = upload / "members.csv"
    in_year(members, 2024)
    take(settings, upload)
    in_year(members, 2023)
    outcome = preview_upload(settings, upload, "essai", progress=lambda *_: None)
    assert found(outcome, "older_than_current") == [("members.csv", None, 1)]


def test_a_file_as_recent_as_the_one_before_is_not_old_and_additions_never_are(
    settings: Settings, upload: Path
) -> None:
    members = upload / "members.csv"
    in_year(members, 2024)
    take(settings, upload)
    without_last_lines(members, 1)
    outcome = preview_upload(settings, upload, "essai", progress=lambda *_: None)
    assert found(outcome, "older_than_current") == []
    in_year(members, 2023)
    assert found(add(settings, members), "older_than_current") == []


def test_a_refused_upload_is_told_of_strangers_and_erased_people_in_the_same_pass(
    settings: Settings, upload: Path
) -> None:
    take(settings, upload)
    erase_person(settings, "essai", "N-004")
    roll = upload / "participations.csv"
    roll.write_text(roll.read_text() + "N-999,ag-2022,post\nN-001,ag-1999,post\n")
    outcome = take(settings, upload)
    assert outcome.state is State.BLOCKED
    assert found(outcome, "not_in_register") == [("participations.csv", 6, 1)]
    assert ("members.csv", 5, 1) in found(outcome, "erased_person")
    assert outcome.quality is not None
    assert outcome.quality.linkage == 94
    # the register that is here already serves as well
    (upload / "members.csv").unlink()
    outcome = take(settings, upload)
    assert ("participations.csv", 5, 2) in found(outcome, "not_in_register")


@pytest.mark.parametrize("wrong", ["a row of the register", "a file", "additions"])
def test_nobody_is_called_a_stranger_where_the_register_may_lack_rows(
    settings: Settings, upload: Path, wrong: str
) -> None:
    roll = upload / "participations.csv"
    roll.write_text(roll.read_text() + "N-999,ag-2022,post\n")
    if wrong == "a file":
        (upload / "members.csv").write_text("this;is\nno;register\n")
    elif wrong == "a row of the register":
        members = upload / "members.csv"
        members.write_text(members.read_text().replace("2019-01-01", "never"))
    else:
        roll.write_text(roll.read_text() + "N-001,ag-1999,post\n")
    outcome = (add if wrong == "additions" else take)(settings, upload)
    assert outcome.state is State.BLOCKED
    assert found(outcome, "not_in_register") == []
    assert outcome.quality is not None
    assert outcome.quality.linkage is None


def test_an_upload_that_is_refused_for_a_row_is_told_that_its_cooperative_is_not_known(
    settings: Settings, upload: Path
) -> None:
    roll = upload / "participations.csv"
    roll.write_text(roll.read_text() + "N-001,ag-1999,post\n")
    assert found(take(settings, upload), "unknown_cooperative") == []
    row = upload / "cooperative.csv"
    row.write_text(row.read_text().replace("BE", "Belgistan"))
    assert found(take(settings, upload), "unknown_cooperative") == []  # it is said of the row
    row.unlink()
    outcome = take(settings, upload)
    assert len(found(outcome, "unknown_cooperative")) == 1
    assert outcome.report.faulty == 1
    (upload / "members.csv").write_text("this;is\nno;table\n")  # or it, as far as one can tell
    assert found(take(settings, upload), "unknown_cooperative") == []
