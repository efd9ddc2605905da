"""The Python client is generated from the committed schema, fits its types, and asks."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from hub.releases.reader import Shelf
from hub.stores import open_store
from schema.http import GraphQLEndpoint
from schema.subgraphs import HubSchema
from tests.schema.conftest import fill
from tests.schema.served import served

CLIENT = Path(__file__).parents[2] / "examples" / "python-client"
SCHEMA = CLIENT.parents[1] / "schema" / "schema.graphql"
PROGRAMS = CLIENT / ".venv" / "bin"


def run(*command: str | Path, at: Path) -> "subprocess.CompletedProcess[str]":
    if not PROGRAMS.is_dir():
        raise FileNotFoundError(
            f"{PROGRAMS} is not there: run `python3 dev.py test`, which makes the environment"
        )
    return subprocess.run(  # noqa: S603  the environment's own programs
        command, cwd=at, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client's folder as somebody has who generated it."""
    folder = tmp_path_factory.mktemp("client")
    for name in ("turnout.py", "turnout.graphql", "pyproject.toml"):
        shutil.copy(CLIENT / name, folder)
    settings = (folder / "pyproject.toml").read_text()
    settings = settings.replace("../../schema/schema.graphql", SCHEMA.as_posix())
    (folder / "pyproject.toml").write_text(settings)
    generated = run(PROGRAMS / "ariadne-codegen", at=folder)
    assert generated.returncode == 0, generated.stdout + generated.stderr
    return folder


def test_the_client_fits_the_types_of_the_schema(client: Path) -> None:
    kept = f"--cache-dir={client / 'cache'}"
    environment = f"--python-executable={PROGRAMS / 'python'}"
    checked = run(
        sys.executable, "-m", "mypy", "--strict", kept, environment, "turnout.py", at=client
    )
    assert checked.returncode == 0, checked.stdout


def test_the_client_prints_what_the_hub_says(client: Path, tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'shelf.db'}")
    fill(engine)
    endpoint = GraphQLEndpoint(Shelf(engine), HubSchema())
    with served(Starlette(routes=[Route("/graphql", endpoint)])) as address:
        asked, unknown = (
            run(PROGRAMS / "python", "turnout.py", f"{address}/graphql", slug, at=client)
            for slug in ("smartcoop", "nobody")
        )
    engine.dispose()
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "no cooperative 'nobody'" in unknown.stderr
    assert asked.returncode == 0, asked.stderr
    assert "SmartCoop 2018: 3.8 %" in asked.stdout
    assert "SmartCoop 2023-02: MISSING" in asked.stdout
    assert len(asked.stdout.splitlines()) == 7


def test_the_client_says_what_it_wants(client: Path) -> None:
    asked = run(PROGRAMS / "python", "turnout.py", at=client)
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "ADDRESS SLUG" in asked.stderr


def test_a_field_that_does_not_exist_is_found_before_anything_runs(
    client: Path, tmp_path: Path
) -> None:
    shutil.copy(client / "pyproject.toml", tmp_path)
    (tmp_path / "turnout.graphql").write_text("query Wrong { cooperatives { nodes { nmae } } }")
    refused = run(PROGRAMS / "ariadne-codegen", at=tmp_path)
    assert refused.returncode != 0
    assert "nmae" in refused.stdout + refused.stderr
