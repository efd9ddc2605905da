"""The programs in the guide to asking for figures do what it says, as they stand there."""

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from hub.releases.reader import Shelf
from hub.stores import open_store
from schema.http import GraphQLEndpoint
from schema.subgraphs import HubSchema
from tests.gateway.node import HERE, run
from tests.schema.conftest import fill
from tests.schema.served import served

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "ask-for-figures.md"
HUB = "http://127.0.0.1:8123"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    engine = open_store(f"sqlite:///{tmp_path_factory.mktemp('shelf') / 'shelf.db'}")
    fill(engine)
    endpoint = GraphQLEndpoint(Shelf(engine), HubSchema())
    routes = [Route("/graphql", endpoint), Route("/releases/{release_id}/graphql", endpoint)]
    with served(Starlette(routes=routes)) as found:
        yield found
    engine.dispose()


def program(language: str, address: str) -> str:
    [text] = re.findall(
        rf"^```{language}\n(.*?)^```", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return str(text).replace(HUB, address)


def test_the_table_has_every_turnout_and_names_its_release(address: str) -> None:
    done = subprocess.run(  # noqa: S603  the guide's own program
        [sys.executable, "-c", program("python", address)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert len(rows) == 14
    assert len({row["release"] for row in rows}) == 1
    [known] = [row for row in rows if (row["cooperative"], row["period"]) == ("smartcoop", "2018")]
    assert (known["numerator"], known["denominator"], known["value"]) == (
        "650.0",
        "17100.0",
        "0.038",
    )


def test_a_page_shows_the_figure_with_its_cooperative_and_year(
    address: str, tmp_path: Path
) -> None:
    place = "const place = {}; globalThis.document = { getElementById: () => place };\n"
    script = tmp_path / "page.mjs"
    script.write_text(
        f"{place}{program('js', address)}\nconsole.log(place.textContent);\n", encoding="utf-8"
    )
    said = run(str(script), folder=HERE)
    assert re.sub(r"\s", " ", said.strip()) == "SmartCoop, 2022 : 3,1 %"
