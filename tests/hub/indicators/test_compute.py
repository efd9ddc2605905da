"""Do margins add up, are ratios below one, and is nothing made of nothing?"""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.indicators.catalogue import CATALOGUE
from hub.indicators.compute import measures
from hub.indicators.register import SHARED
from hub.indicators.tables import Tables
from hub.releases.observation import breakdown_text
from hub.vocabulary import Dimension, Unit
from tests.hub.indicators import spec


def test_a_cooperative_that_pushed_nothing_has_no_measures() -> None:
    assert list(measures(Tables({}), "example", CATALOGUE.values())) == []


def test_empty_tables_have_no_measures(tmp_path: Path) -> None:
    records: dict[str, spec.Rows] = {"members": [{"left_on": date(2010, 1, 1)}], "bodies": [{}]}
    tables = spec.tables(tmp_path, records)
    assert list(measures(tables, "example", CATALOGUE.values())) == []


_PERSON = st.fixed_dictionaries(
    {
        "pseudonym": st.integers(1, 10).map("p{}".format),
        "category": st.sampled_from(["users", "workers", "nowhere"]),
        "person_kind": st.sampled_from(["natural", "legal"]),
        "gender": st.sampled_from(["female", "male", "other", "declined", "not_recorded"]),
        "birth_year": st.none() | st.integers(1930, 2010),
        "region": st.none() | st.sampled_from(["BE1", "BE2"]),
        "joined_on": st.dates(date(2018, 1, 1), date(2023, 1, 1)),
        "left_on": st.none() | st.dates(date(2023, 1, 1), date(2024, 1, 1)),
    }
)
_NUMBERS = st.integers(1, 12).map("p{}".format)
_VOTE = st.fixed_dictionaries(
    {
        "pseudonym": _NUMBERS,
        "assembly": st.sampled_from(["a", "b"]),
        "channel": st.sampled_from([None, "proxy", "remote"]),
    }
)
_SEAT = st.fixed_dictionaries(
    {
        "pseudonym": _NUMBERS,
        "body": st.sampled_from(["board", "circle", "team"]),
        "role": st.sampled_from(["member", "chair"]),
        "gender": st.sampled_from(["female", "male", "not_recorded"]),
        "category": st.sampled_from([None, "users", "workers"]),
    }
)
_HOLDING = st.fixed_dictionaries(
    {"pseudonym": _NUMBERS, "quantity": st.integers(1, 3), "amount": st.integers(1, 99)}
)


def _unique(one: st.SearchStrategy[dict[str, Any]], *key: str) -> st.SearchStrategy[Any]:
    return st.lists(one, min_size=1, max_size=20, unique_by=lambda row: tuple(map(row.get, key)))


_COOPERATIVE = st.fixed_dictionaries(
    {
        "members": _unique(_PERSON, "pseudonym", "category"),
        "participations": _unique(_VOTE, "pseudonym", "assembly"),
        "mandates": _unique(_SEAT, "pseudonym", "body", "role"),
        "shareholdings": st.lists(_HOLDING, min_size=1, max_size=12),
        "spaces_activity": st.just([{"enrolled": 6, "regular": 2}]),
        "voter_counts": st.just([{"assembly": "c", "voters": 3, "college": "one", "members": 4}]),
        "recommendations": st.just([{"times": 2, "submitted_on": date(2022, 1, 1)}]),
        "assemblies": st.just(
            [
                {"code": "a", "eligible": 9},
                {"code": "b", "date": date(2023, 3, 1), "kind": "mixed"},
                {"code": "c", "date": date(2023, 9, 1), "voters": 3},
            ]
        ),
        "bodies": st.just(
            [{}, {"code": "circle", "kind": "space"}, {"code": "team", "kind": "staff"}]
        ),
        "figures": st.just(
            # two days that the cooperative calls by one name stay two days
            [
                {"indicator": "membership.total", "value": 9, "as_of": "2022-11"},
                {"indicator": "gender.share_women", "value": 9, "as_of": "2022-12"},
                {
                    "indicator": "membership.staff_member_rate",
                    "part": "denominator",
                    "value": 20,
                },
            ]
        ),
        "member_categories": st.just(
            [{"college": "one"}, {"code": "workers", "kind": "employee", "college": "two"}]
        ),
    }
)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(_COOPERATIVE)
def test_margins_add_up_and_ratios_stay_below_one(
    tmp_path: Path, records: dict[str, spec.Rows]
) -> None:
    tables = spec.tables(tmp_path, records)
    found = list(measures(tables, "example", CATALOGUE.values()))
    places = [(m.indicator, m.period, m.as_of, breakdown_text(m.breakdown)) for m in found]
    assert len(places) == len(set(places))
    sums: dict[tuple[Any, ...], list[Any]] = defaultdict(lambda: [0, 0])
    for measure in found:
        entry = CATALOGUE[measure.indicator]
        if entry.definition.unit is Unit.RATIO and measure.denominator is not None:
            assert measure.numerator <= measure.denominator
        dimensions = tuple(dimension for dimension, _ in measure.breakdown)
        total = sums[measure.indicator, measure.period, measure.as_of, dimensions]
        total[0] += measure.numerator
        total[1] += measure.denominator or 0
    for (indicator, period, day, dimensions), parts in sums.items():
        if CATALOGUE[indicator].additive and not set(dimensions) & set(map(Dimension, SHARED)):
            given_by_minutes = period == "2023-09" and indicator.startswith("turnout.")
            assert given_by_minutes or parts == sums[indicator, period, day, ()]
