"""A service of somebody's own adds a field to Cooperative, and loses nothing of the hub's."""

from pathlib import Path

import pytest

from examples.extension.study_visits import app, schema
from schema.supergraph import ADDRESSES
from tests.gateway.composing import composed
from tests.gateway.conftest import Hub, ask, gateway_over
from tests.schema.served import served


@pytest.fixture
def sdl(tmp_path: Path) -> Path:
    file = tmp_path / "visits.graphql"
    file.write_text(schema.as_str(), encoding="utf-8")
    return file


def test_a_field_of_another_service_stands_beside_the_hub_s_own(
    hub: Hub, sdl: Path, tmp_path: Path
) -> None:
    query = """{
        cooperatives(filter: {synthetic: false}) {
            nodes { name studyVisits { on guests subject } bodies { nodes { code } } }
        }
        compare(indicators: [], cooperatives: ["railcoop"]) { cooperatives { studyVisits { on } } }
        studyVisits { guests }
    }"""
    with served(app) as visits:
        text = composed(("visits", sdl, visits))
        for domain, address in ADDRESSES.items():
            text = text.replace(f'"{address}"', f'"{hub.parts[domain].address}"')
        with gateway_over(text, tmp_path) as gateway:
            answer = ask(gateway, query)
    assert "errors" not in answer
    rail, smart = answer["data"]["cooperatives"]["nodes"]
    assert (rail["name"], smart["name"]) == ("Railcoop", "SmartCoop")
    assert [visit["on"] for visit in rail["studyVisits"]] == ["2022-11-22"]
    assert [visit["guests"] for visit in smart["studyVisits"]] == ["railcoop", "ateliers-fictifs"]
    assert smart["bodies"]["nodes"] == [{"code": "board"}, {"code": "circle"}]
    # known by its id alone where the question started from, the slug is fetched first
    [compared] = answer["data"]["compare"]["cooperatives"]
    assert compared == {"studyVisits": [{"on": "2022-11-22"}]}
    assert len(answer["data"]["studyVisits"]) == 3
