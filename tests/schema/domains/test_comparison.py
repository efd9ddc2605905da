"""A comparison gives the figures as printed, in the order asked, with blanks that say so."""

import pytest
from starlette.testclient import TestClient

from tests.schema.conftest import Ask
from tests.schema.published import TABLE_3

CELLS = """
query($indicators: [String!]!, $cooperatives: [String!]!, $from: String, $to: String,
      $by: [Dimension!]) {
  compare(indicators: $indicators, cooperatives: $cooperatives, from: $from, to: $to, by: $by) {
    indicators { code } cooperatives { slug } periods unknown
    cells {
      indicator { code } cooperative { slug synthetic } period value text numerator denominator
      status origin reason lower upper unit contested breakdown { dimension code label }
      source { document place }
    }
  }
}
"""
BOTH = ["smartcoop", "railcoop"]


def test_the_ten_rates_of_table_3_come_with_their_counts(ask: Ask) -> None:
    """The acceptance query of the first whole run."""
    found = ask(
        """{ compare(indicators: ["turnout.assembly"], cooperatives: ["smartcoop","railcoop"],
        from: "2018", to: "2023") { cells { cooperative { slug } period value numerator
        denominator status origin } } }"""
    )["compare"]["cells"]
    printed = [
        (slug, period, voters, members, None if rate is None else float(f"{rate}e-2"))
        for slug, rows in TABLE_3.items()
        for period, voters, members, rate in rows
    ]
    assert [
        (one["cooperative"]["slug"], one["period"], one["numerator"], one["denominator"],
         one["value"])
        for one in found
    ] == printed  # fmt: skip
    rates = [one for one in found if one["value"] is not None]
    assert len(rates) == 10
    assert {one["status"] for one in rates} == {"DECLARED_PUBLIC"}
    assert {one["status"] for one in found if one["value"] is None} == {"MISSING"}
    assert {one["origin"] for one in found} == {"DECLARED"}


def test_cells_stand_in_the_order_asked(ask: Ask) -> None:
    asked = {"indicators": ["turnout.assembly"], "cooperatives": ["railcoop", "smartcoop"]}
    found = ask(CELLS, **asked)["compare"]
    slugs = [one["cooperative"]["slug"] for one in found["cells"]]
    assert slugs == ["railcoop"] * 7 + ["smartcoop"] * 7
    assert found["cooperatives"] == [{"slug": "railcoop"}, {"slug": "smartcoop"}]
    periods = ["2018", "2019", "2020", "2021", "2022", "2023-02", "2023-06"]
    assert found["periods"] == periods
    assert [one["period"] for one in found["cells"][:7]] == periods


def test_without_a_breakdown_only_totals_are_compared(ask: Ask) -> None:
    asked = {"indicators": ["gender.share", "turnout.assembly"], "cooperatives": BOTH}
    found = ask(CELLS, **asked)["compare"]["cells"]
    assert {one["indicator"]["code"] for one in found} == {"turnout.assembly"}
    assert all(one["breakdown"] == [] for one in found)


def test_words_stay_words(ask: Ask) -> None:
    asked = {"indicators": ["gender.share"], "cooperatives": BOTH, "by": ["GENDER", "BODY_KIND"]}
    smart, rail = ask(CELLS, **asked)["compare"]["cells"]
    assert (smart["text"], smart["value"]) == ("slight_majority_women", None)
    assert (rail["text"], rail["value"], rail["contested"]) == (None, 0.18, True)
    assert rail["breakdown"] == [
        {"dimension": "BODY_KIND", "code": "space", "label": "participatory spaces"},
        {"dimension": "GENDER", "code": "female", "label": "women"},
    ]


def test_a_breakdown_is_by_exactly_what_was_asked(ask: Ask) -> None:
    asked = {"indicators": ["gender.share"], "cooperatives": BOTH, "by": ["GENDER"]}
    assert ask(CELLS, **asked)["compare"]["cells"] == []


def test_what_the_release_does_not_know_is_named(ask: Ask) -> None:
    asked = {"indicators": ["no.such"], "cooperatives": ["nobody", "railcoop", "nobody"]}
    found = ask(CELLS, **asked)["compare"]
    assert found["unknown"] == ["no.such", "nobody"]
    assert found["cells"] == []


@pytest.mark.parametrize(
    ("start", "end"), [("x", None), (None, "2023-13"), ("2023", "2018"), ("2023-02-31", None)]
)
def test_a_time_that_cannot_be_read_is_refused(
    refused: Ask, start: str | None, end: str | None
) -> None:
    asked = {"indicators": ["turnout.assembly"], "cooperatives": BOTH, "from": start, "to": end}
    error = refused(CELLS, **asked)
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert "not a period" in error["message"]


def test_a_comparison_costs_two_statements_at_most_however_many_cooperatives(
    stored: tuple[TestClient, list[str]],
) -> None:
    client, statements = stored
    # a release is read once, and no answer below is at hand
    client.post("/graphql", json={"query": "{ cooperatives { nodes { slug } } }"})
    for slugs in (BOTH[:1], BOTH, [*BOTH, "invented", "unknown"]):
        statements.clear()
        body = {"indicators": ["turnout.assembly", "gender.share"], "cooperatives": slugs}
        answer = client.post("/graphql", json={"query": CELLS, "variables": body})
        assert answer.json()["data"]["compare"]["cells"]
        selects = [one for one in statements if one.startswith("SELECT")]
        # its observations and, where nobody has looked just now, which release is the latest
        assert len(selects) <= 2
        assert len([one for one in selects if "FROM observations" in one]) == 1
