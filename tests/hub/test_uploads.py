"""An upload's name depends on its files, its cooperative and key, and what it goes onto."""

from pathlib import Path

import pytest

from connectors.contract import Mode
from hub.uploads import country, digest, goes_onto, import_id, known, scratch, systems
from hub.vault.store import Vault
from hub.workspace import Import

KEY, OTHER = "0" * 64, "1" * 64
ONTO = ["members", "i1"]


def test_the_hash_of_files_is_of_their_names_and_contents(tmp_path: Path) -> None:
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_text("x")
    other.write_text("x")
    assert digest([one]) == digest([one])
    assert digest([one]) != digest([other])
    before = digest([one])
    one.write_text("y")
    assert digest([one]) != before


def test_everything_that_decides_the_records_decides_the_name() -> None:
    same = import_id(KEY, "essai", "d")
    others = [
        import_id(OTHER, "essai", "d"),
        import_id(KEY, "autre", "d"),
        import_id(KEY, "essai", "e"),
        import_id(KEY, "essai", "d", ONTO),
    ]
    assert same == import_id(KEY, "essai", "d")
    assert len({same, *others}) == 5


def test_only_additions_and_changes_depend_on_what_is_there() -> None:
    current = {"members": "i1", "bodies": "i0"}
    assert goes_onto(current, Mode.DELTA) == [("bodies", "i0"), ("members", "i1")]
    assert list(goes_onto(current, Mode.SNAPSHOT)) == list(goes_onto(current, None)) == []


def test_a_scratch_folder_starts_empty_and_is_gone_afterwards(tmp_path: Path) -> None:
    folder = tmp_path / "scratch"
    folder.mkdir()
    (folder / "left by a killed import").write_text("x")
    with scratch(folder) as empty:
        assert list(empty.iterdir()) == []
    assert not folder.exists()


@pytest.mark.parametrize("current", [{}, {"cooperatives": "i0", "bodies": "i0"}])
def test_nothing_is_known_of_a_cooperative_without_files(
    tmp_path: Path, current: dict[str, str]
) -> None:
    vault = Vault(tmp_path)
    assert known(vault, "essai", current) == {}
    assert country(vault, "essai", current) is None


def test_an_import_of_old_does_not_say_its_systems() -> None:
    def recorded(report: dict[str, object]) -> Import:
        return Import(
            id="i1",
            cooperative="essai",
            commitment="",
            created_at="",
            software_version="",
            report=report,
            rows={},
        )

    new = recorded({"systems": {"members": ["galette"]}})
    assert systems({"members": new, "bodies": recorded({}), "cycles": None}) == {
        "members": ["galette"]
    }
