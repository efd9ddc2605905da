"""What is taken from a folder is what somebody meant to send, in an order that stays."""

from pathlib import Path

import pytest

from hub.intake_desk import BadSlug, NothingThere, open_desk, upload_files
from hub.settings import Settings


def test_hidden_files_and_folders_are_not_sent(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", ".DS_Store", ".~lock.a.csv#"):
        (tmp_path / name).write_text("x")
    (tmp_path / "older").mkdir()
    assert [file.name for file in upload_files(tmp_path)] == ["a.csv", "b.csv"]


def test_a_folder_of_nothing_but_hidden_files_is_nothing(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_text("x")
    with pytest.raises(NothingThere):
        upload_files(tmp_path)


@pytest.mark.parametrize("slug", ["../essai", "Essai", "", "a b", "essai\n"])
def test_a_name_that_is_no_part_of_an_address_makes_no_folder(
    slug: str, settings: Settings, upload: Path
) -> None:
    with pytest.raises(BadSlug), open_desk(settings, upload, slug):
        pass
    assert not settings.folder.exists()
