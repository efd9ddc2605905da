"""The command's folder wins over the environment, and URLs win over the folder."""

from pathlib import Path

from hub.settings import Settings


def test_everything_lies_in_the_chosen_folder(tmp_path: Path) -> None:
    settings = Settings.read(tmp_path, {"INTERCOOP_DATA": "/elsewhere"})
    assert settings == Settings(
        folder=tmp_path,
        workspace_url=f"sqlite:///{tmp_path}/workspace.db",
        shelf_url=f"sqlite:///{tmp_path}/shelf.db",
        vault=tmp_path / "vault",
    )


def test_the_environment_names_the_folder_and_the_stores(tmp_path: Path) -> None:
    settings = Settings.read(
        None,
        {
            "INTERCOOP_DATA": str(tmp_path),
            "INTERCOOP_SHELF_URL": "postgresql+psycopg://reader@localhost/shelf",
            "INTERCOOP_VAULT_URL": str(tmp_path / "elsewhere"),
        },
    )
    assert settings.folder == tmp_path
    assert settings.shelf_url.endswith("localhost/shelf")
    assert settings.vault == tmp_path / "elsewhere"
