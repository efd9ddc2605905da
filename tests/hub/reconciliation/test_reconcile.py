"""The rules find the study's contradictions by themselves, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hub.reconciliation
from hub.reconciliation.figure import Figure
from hub.reconciliation.finding import Finding
from hub.reconciliation.reconcile import RULES, reconcile
from hub.records.figures import Figures
from hub.releases.shelf import FINDINGS
from hub.vocabulary import Language

_EXAMPLES = Path(__file__).parents[3] / "examples"


def _study() -> Iterator[Figure]:
    for cooperative, separator in (("smartcoop", ","), ("railcoop", ";")):
        path = _EXAMPLES / cooperative / "figures.csv"
        rows = pl.read_csv(path, separator=separator, infer_schema=False).with_columns(
            pl.lit(cooperative).alias("cooperative")
        )
        types = {name: column.dtype for name, column in Figures.columns().items()}
        yield from map(Figure.read, rows.cast({c: types[c] for c in rows.columns}).to_dicts())


@pytest.fixture(scope="module")
def found() -> tuple[Finding, ...]:
    return reconcile(list(_study()))


def test_every_contradiction_of_the_study_is_found_and_nothing_else(
    found: tuple[Finding, ...],
) -> None:
    said = {
        (f.cooperative, f.rule, f.place, f.published, f.recomputed and round(f.recomputed, 2))
        for f in found
    }
    assert said == {
        ("railcoop", "dates", "section 3.1", None, None),
        ("railcoop", "dates", "table 1", None, None),
        ("railcoop", "granularity", "table 1; table 4", 50.0, 51.43),
        ("railcoop", "mean_times_count", "section 3.1", 3.0, 3.52),
        ("railcoop", "mean_times_count", "table 2", 5.6, 14.12),
        ("railcoop", "same_fact_twice", "introduction; table 3", 14000.0, 12336.0),
        ("railcoop", "same_fact_twice", "note 5; table 1", 14.0, 17.0),
        ("railcoop", "same_fact_twice", "section 2.1; section 3.2.ii, table", 150.0, 30.0),
        ("railcoop", "same_fact_twice", "table 1; table 3", 13498.0, 12336.0),
        ("railcoop", "sum_of_parts", "table 1", 13498.0, 13479.0),
        ("smartcoop", "dates", "section 3.1", None, None),
        ("smartcoop", "dates", "table 1", None, None),
        ("smartcoop", "granularity", "table 1; table 4", 56.94, 57.14),
        ("smartcoop", "mean_times_count", "table 2", 3.2, 3.52),
        ("smartcoop", "rate_and_parts", "section 3.2.ii, text", 5.0, 2.8),
        ("smartcoop", "same_fact_twice", "introduction; table 3", 35000.0, 32534.0),
        ("smartcoop", "same_fact_twice", "section 2.2; section 3.2.v", 6.0, 5.0),
        ("smartcoop", "same_fact_twice", "section 2.2; table 1; table 3", 35755.0, 35843.0),
        ("smartcoop", "same_fact_twice", "table 1; table 3", 35755.0, 32534.0),
        ("smartcoop", "sum_of_parts", "table 1", 35755.0, 35775.0),
    }


def test_the_turnouts_in_doubt_are_those_of_2022(found: tuple[Finding, ...]) -> None:
    doubted = {
        (finding.cooperative, finding.period)
        for finding in found
        if "turnout.assembly" in finding.indicators
    }
    assert doubted == {("smartcoop", "2022"), ("railcoop", "2022")}


def test_every_finding_fits_the_shelf_and_offers_something_in_each_language(
    found: tuple[Finding, ...],
) -> None:
    columns = set(FINDINGS.columns.keys()) - {"release_id", "position"}
    assert set(Finding.__dataclass_fields__) == columns
    for finding in found:
        assert finding.hypotheses
        assert all(set(text) == {*Language} for text in finding.hypotheses)


def test_every_file_with_a_check_is_a_rule() -> None:
    folder = Path(hub.reconciliation.__path__[0])
    files = {path.stem for path in folder.glob("*.py") if "def check(" in path.read_text()}
    assert {rule.__module__.rpartition(".")[2] for rule in RULES} == files


@given(st.permutations(list(_study())[:40]))
def test_the_order_of_the_figures_never_changes_the_findings(figures: list[Figure]) -> None:
    assert reconcile(figures) == reconcile(list(_study())[:40])
