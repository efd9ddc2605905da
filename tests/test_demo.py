"""The examples, from their exports to the answers: what was printed is what is answered."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from hub.app import create_app
from hub.demo import load_examples
from hub.intake_desk import State
from hub.publish import publish_release
from hub.settings import Settings
from tests.attacks.store import attack
from tests.attacks.stores import readable

TABLE_3: dict[str, dict[str, tuple[int, int, float] | None]] = {
    "smartcoop": {
        "2018": (650, 17100, 3.8), "2019": (1184, 21890, 5.4), "2020": (738, 25654, 2.9),
        "2021": (752, 28990, 2.6), "2022": (1013, 32534, 3.1), "2023-02": None,
        "2023-06": (1046, 35843, 2.9),
    },
    "railcoop": {
        "2018": None, "2019": None, "2020": None, "2021": (5201, 8074, 64),
        "2022": (7260, 12336, 59), "2023-02": (6626, 13710, 48), "2023-06": (2900, 14000, 21),
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A hub with the whole demonstration in it."""
    settings = Settings.read(tmp_path_factory.mktemp("demo"), {})
    outcomes = load_examples(settings, progress=lambda *_: None)
    assert {one.cooperative: one.state for one in outcomes} == dict.fromkeys(
        ("railcoop", "smartcoop", "ateliers-fictifs", "rail-fictif"), State.STORED
    )
    assert [one.report.totals for one in outcomes] == [{}] * 4
    publish_release(settings, progress=lambda *_: None)
    return settings


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    app = create_app(settings)
    with TestClient(app) as client:
        yield client
    app.state.shelf_engine.dispose()


def ask(client: TestClient, query: str) -> dict[str, Any]:
    answer = client.post("/graphql", json={"query": query})
    assert answer.status_code == 200
    assert answer.headers["Hub-Release"]
    body: dict[str, Any] = answer.json()
    assert "errors" not in body, body["errors"]
    found: dict[str, Any] = body["data"]
    return found


def cells(client: TestClient, arguments: str) -> list[dict[str, Any]]:
    fields = (
        "cooperative { slug } period value text numerator denominator status origin asOf "
        "breakdown { dimension code }"
    )
    found: list[dict[str, Any]] = ask(
        client, f"{{ compare({arguments}) {{ cells {{ {fields} }} }} }}"
    )["compare"]["cells"]
    return found


def test_the_ten_rates_of_table_3_are_answered_with_their_parts(client: TestClient) -> None:
    found = cells(
        client,
        'indicators: ["turnout.assembly"], cooperatives: ["smartcoop","railcoop"], '
        'from: "2018", to: "2023"',
    )
    answered = {(cell["cooperative"]["slug"], cell["period"]): cell for cell in found}
    assert len(answered) == len(found) == 14
    for slug, periods in TABLE_3.items():
        for period, printed in periods.items():
            cell = answered[slug, period]
            assert cell["origin"] == "DECLARED"
            if printed is None:
                assert cell["value"] is None
                assert cell["status"] in {"MISSING", "NOT_APPLICABLE"}
            else:
                voters, members, rate = printed
                assert (cell["numerator"], cell["denominator"]) == (voters, members)
                digits = 1 if slug == "smartcoop" else 0
                assert round(100 * cell["value"], digits) == rate


def test_a_statement_in_words_arrives_as_text_and_never_as_a_number(client: TestClient) -> None:
    found = cells(
        client,
        'indicators: ["gender.share_women"], cooperatives: ["smartcoop"], by: [BODY_KIND]',
    )
    [spaces] = [cell for cell in found if cell["breakdown"][0]["code"] == "space"]
    assert (spaces["text"], spaces["value"]) == ("Légère majorité de femmes", None)


def test_note_8_is_an_observation_of_2024(client: TestClient) -> None:
    found = cells(
        client,
        'indicators: ["gender.share_women"], cooperatives: ["smartcoop"], by: [BODY_KIND], '
        'from: "2024", to: "2024"',
    )
    [parity] = found
    assert parity["breakdown"][0]["code"] == "management"
    assert parity["value"] is None
    assert "parité" in parity["text"]


@pytest.mark.parametrize(
    ("invented", "real"), [("ateliers-fictifs", "smartcoop"), ("rail-fictif", "railcoop")]
)
def test_the_computed_turnout_of_the_invented_equals_the_printed_one(
    client: TestClient, invented: str, real: str
) -> None:
    found = cells(client, f'indicators: ["turnout.assembly"], cooperatives: ["{invented}"]')
    computed = [
        (cell["numerator"], cell["denominator"])
        for cell in found
        if cell["origin"] == "COMPUTED" and cell["numerator"] is not None
    ]
    assert computed == [parts[:2] for parts in TABLE_3[real].values() if parts is not None]


@pytest.mark.parametrize(
    ("invented", "total", "series"),
    [
        ("ateliers-fictifs", 35755, [17100, 21890, 25654, 28990, 32534, 35843]),
        ("rail-fictif", 13498, [50, 3100, 8074, 12336, 13710, 14000]),
    ],
)
def test_the_computed_membership_of_the_invented_equals_the_printed_one(
    client: TestClient, invented: str, total: int, series: list[int]
) -> None:
    found = cells(client, f'indicators: ["membership.total"], cooperatives: ["{invented}"]')
    computed = {cell["value"] for cell in found if cell["origin"] == "COMPUTED"}
    assert {total, *series} <= computed


def test_the_invented_board_and_ethics_show_the_printed_shares_of_women(
    client: TestClient,
) -> None:
    expected = {
        ("ateliers-fictifs", "board"): 45,
        ("ateliers-fictifs", "ethics"): 70,
        ("rail-fictif", "board"): 26,
        ("rail-fictif", "ethics"): 45,
    }
    found = cells(
        client,
        'indicators: ["gender.share_women"], cooperatives: ["ateliers-fictifs","rail-fictif"], '
        "by: [BODY_KIND]",
    )
    shown = {
        (cell["cooperative"]["slug"], cell["breakdown"][0]["code"]): round(100 * cell["value"])
        for cell in found
        if cell["status"] == "PUBLIC_ROLE" and cell["period"] >= "2022"
    }
    assert {group: shown.get(group) for group in expected} == expected


def test_every_invented_cooperative_says_so(client: TestClient) -> None:
    found = ask(client, "{ cooperatives { edges { node { slug synthetic name } } } }")
    said = {edge["node"]["slug"]: edge["node"] for edge in found["cooperatives"]["edges"]}
    assert {slug for slug, one in said.items() if one["synthetic"]} == {
        "ateliers-fictifs",
        "rail-fictif",
    }
    assert all("invent" in one["name"] for one in said.values() if one["synthetic"])


def test_a_pinned_release_answers_the_same_for_ever(client: TestClient) -> None:
    query = {"query": '{ cooperative(slug: "railcoop") { name } }'}
    latest = client.post("/graphql", json=query)
    pinned = client.post(f"/releases/{latest.headers['Hub-Release']}/graphql", json=query)
    assert pinned.json() == latest.json()
    assert pinned.headers["Hub-Release"] == latest.headers["Hub-Release"]


def test_turnout_by_gender_is_shown_rounded_with_its_interval(client: TestClient) -> None:
    found = ask(
        client,
        '{ compare(indicators: ["turnout.assembly"], cooperatives: ["rail-fictif"], '
        'from: "2023", to: "2023", by: [GENDER]) { cells { '
        "value lower upper numerator denominator status base keyId policy "
        "breakdown { code } } } }",
    )["compare"]["cells"]
    women = [
        cell
        for cell in found
        if cell["breakdown"][0]["code"] == "female" and cell["status"] == "DERIVED"
    ]
    assert women
    for cell in women:
        assert cell["numerator"] % cell["base"] == cell["denominator"] % cell["base"] == 0
        assert cell["lower"] <= cell["value"] <= cell["upper"]
        assert cell["lower"] < cell["upper"]
        assert cell["policy"] == "keyed-controlled-rounding-2"
        assert cell["keyId"]


def test_the_parts_of_a_breakdown_add_up_to_what_the_others_add_up_to(client: TestClient) -> None:
    def total(dimension: str, *codes: str) -> float:
        found = cells(
            client,
            'indicators: ["membership.total"], cooperatives: ["ateliers-fictifs"], '
            f'from: "2023", to: "2023", by: [{dimension}]',
        )
        shown: list[float] = [
            cell["value"] for cell in found if cell["breakdown"][0]["code"] in codes
        ]
        return sum(shown)

    by_gender = total("GENDER", "female", "male", "other", "declined", "not_recorded")
    assert by_gender % 5 == 0
    assert by_gender == total("PERSON_KIND", "natural", "legal")
    assert by_gender == total("TENURE_BAND", "0-1", "2-4", "5-9", "10+")


def test_the_release_passed_its_audit(client: TestClient) -> None:
    audit = ask(client, "{ release { audit { plans cells digest } } }")["release"]["audit"]
    assert audit["plans"] > 40
    assert audit["cells"] > 10_000
    assert len(audit["digest"]) == 64


def test_an_outsider_with_the_cells_and_the_public_totals_finds_nothing(
    settings: Settings,
) -> None:
    read = readable(settings.folder)
    assert len(read.codebooks) > 50
    assert not attack(read.text, read.codebooks, read.totals, largest=500)
