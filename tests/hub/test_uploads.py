"""What is known of a cooperative is read from its files, and additions depend on what is there."""

from pathlib import Path

import pytest

from connectors.contract import Mode
from hub.uploads import country, goes_onto, known, scratch, systems
from hub.vault.store import Vault
from hub.workspace import Import


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
