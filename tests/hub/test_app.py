"""The application answers from the public side alone."""

import subprocess
import sys
from pathlib import Path

from starlette.testclient import TestClient

from hub.app import create_app
from hub.settings import Settings

CONFIDENTIAL = ("hub.vault", "hub.records", "hub.workspace", "hub.intake", "hub.indicators")
LIST_THEM = f"""
import sys
import hub.app
print([name for name in sys.modules if name.startswith({CONFIDENTIAL!r})])
"""


def test_the_application_never_loads_the_confidential_side() -> None:
    said = subprocess.run(  # noqa: S603  this interpreter, a program written here
        [sys.executable, "-c", LIST_THEM],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert said.stdout.strip() == "[]"


def test_the_application_starts_before_there_is_a_shelf_and_makes_none(tmp_path: Path) -> None:
    settings = Settings.read(tmp_path / "none", {})
    with TestClient(create_app(settings)) as client:
        assert client.get("/").status_code == 200
        assert client.get("/graphql?query={__typename}").status_code == 503
    assert not settings.folder.exists()
