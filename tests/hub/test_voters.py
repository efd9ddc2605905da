"""More voters than there were people is said, at the row of the upload that tells it."""

from pathlib import Path

import pytest

from hub.intake import import_upload
from hub.intake_desk import Outcome, State
from hub.settings import Settings

_MINUTES = (
    "code,kind,date,record_date,members,eligible\nag-2022,ordinary,2022-06-21,2022-06-01,{}\n"
)
_COUNTS = "assembly,category,voters\nag-2022,users,{}\n"
_CODES = ("voters_above_members", "voters_above_register", "roll_above_minutes")


def take(settings: Settings, path: Path) -> Outcome:
    return import_upload(settings, path, "essai", progress=lambda *_: None)


def found(outcome: Outcome) -> list[tuple[str, str, int | None]]:
    return [(one.code, one.file, one.row) for one in outcome.report.findings if one.code in _CODES]


def alone(folder: Path, name: str, text: str) -> Path:
    """A file by itself, as a later upload."""
    folder.mkdir()
    (folder / name).write_text(text)
    return folder


def test_a_count_above_the_minutes_is_refused_at_its_row(settings: Settings, upload: Path) -> None:
    (upload / "assemblies.csv").write_text(_MINUTES.format("12,10"))
    (upload / "voter_counts.csv").write_text(_COUNTS.format(11))
    outcome = take(settings, upload)
    assert outcome.state is State.BLOCKED
    assert found(outcome) == [("voters_above_members", "voter_counts.csv", 2)]


@pytest.mark.parametrize(("voters", "codes"), [(12, []), (13, ["voters_above_register"])])
def test_a_count_that_nothing_bounds_is_held_against_the_register(
    settings: Settings, upload: Path, voters: int, codes: list[str]
) -> None:
    (upload / "voter_counts.csv").write_text(_COUNTS.format(voters))
    outcome = take(settings, upload)
    assert outcome.state is State.STORED
    assert [code for code, _, _ in found(outcome)] == codes


def test_a_count_without_any_register_is_no_contradiction(
    settings: Settings, upload: Path
) -> None:
    for name in ("members.csv", "participations.csv", "shareholdings.csv", "mandates.csv"):
        (upload / name).unlink()
    (upload / "voter_counts.csv").write_text(_COUNTS.format(13))
    assert found(take(settings, upload)) == []


@pytest.mark.parametrize(("said", "rows"), [("12,4", []), ("12,3", [2]), ("3,", [2])])
def test_a_roll_longer_than_the_minutes_allow_is_a_warning(
    settings: Settings, upload: Path, said: str, rows: list[int]
) -> None:
    (upload / "assemblies.csv").write_text(_MINUTES.format(said))
    outcome = take(settings, upload)
    assert outcome.state is State.STORED
    assert found(outcome) == [("roll_above_minutes", "participations.csv", row) for row in rows]


def test_minutes_that_come_after_the_roll_are_shown_at_their_own_row(
    settings: Settings, upload: Path, tmp_path: Path
) -> None:
    take(settings, upload)
    minutes = alone(tmp_path / "later", "assemblies.csv", _MINUTES.format("12,3"))
    assert found(take(settings, minutes)) == [("roll_above_minutes", "assemblies.csv", 2)]


def test_counts_that_come_after_the_minutes_are_held_against_them(
    settings: Settings, upload: Path, tmp_path: Path
) -> None:
    (upload / "assemblies.csv").write_text(_MINUTES.format("12,10"))
    take(settings, upload)
    counts = alone(tmp_path / "later", "voter_counts.csv", _COUNTS.format(11))
    assert found(take(settings, counts)) == [("voters_above_members", "voter_counts.csv", 2)]
