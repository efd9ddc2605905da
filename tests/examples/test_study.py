"""The real cooperatives' examples are the study's tables, cell by cell."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl
import pytest
import yaml

from hub.records.record import Record
from hub.records.tables import TABLES
from hub.vocabulary import PracticeDimension

_EXAMPLES = Path(__file__).parents[2] / "examples"
_SEPARATOR = {"smartcoop": ",", "railcoop": ";"}
_TABLE_OF = {"cooperative.csv": "cooperatives"}

# ------------------------------------------------------------------ the study's tables, as printed
_TABLE_1 = {
    "smartcoop": [
        ("Nombre de membres", ["35 755"]),
        ("dont les usagèr·es personnes physiques", ["35 681", "(99,8 %)"]),
        ("dont les employé·es de la structure", ["63 des 210 employés"]),
        ("dont les personnes morales", ["31"]),
    ],
    "railcoop": [
        ("Nombre de membres", ["13 498"]),
        ("dont les usagèr·es personnes physiques", ["13 242", "(98,1%)"]),
        ("dont les employé·es de la structure", ["17 des 35 employé·es"]),
        ("dont les personnes morales", ["220", "(dont 30 institutions publiques)"]),
    ],
}
_TABLE_2 = {
    "smartcoop": ["30", "98,37", "3,2 millions d\u2019euros", "6,5%"],
    "railcoop": [
        "100",
        "352 (personnes physiques)",
        "et 43000 (personnes morales)",
        "5,6 millions d\u2019euros",
        "6%",
    ],
}
_PERIODS = ["2018", "2019", "2020", "2021", "2022", "2023-02", "2023-06"]
_TABLE_3 = {
    "smartcoop": {
        "numerator": ["650", "1 184", "738", "752", "1 013", "-", "1 046"],
        "denominator": ["17 100", "21 890", "25 654", "28 990", "32 534", "-", "35 843"],
        "value": ["3,8%", "5,4%", "2,9%", "2,6%", "3,1%", "-", "2,9%"],
    },
    "railcoop": {
        "numerator": ["-", "-", "-", "5 201", "7 260", "6 626", "2 900"],
        "denominator": ["-", "50", "3 100", "8 074", "12 336", "13 710", "14 000"],
        "value": ["-", "-", "-", "64%", "59%", "48%", "21%"],
    },
}
_TABLE_4 = {
    "smartcoop": {
        None: ("48 % / 52 %", 48.0),
        "body_kind=space": ("Légère majorité de femmes", None),
        "body_kind=space|role=facilitator": ("Légère majorité de femmes", None),
        "body_kind=board": ("45 % / 55 %", 45.0),
        "body_kind=ethics": ("70 % / 30 %", 70.0),
        "body_kind=staff": ("56,94% / 43,06%", 56.94),
        "body_kind=management": ("28 % / 72 %", 28.0),
    },
    "railcoop": {
        None: ("26 % / 74 %", 26.0),
        "body_kind=space": ("18 % / 82 %", 18.0),
        "body_kind=space|role=facilitator": ("8 % / 92 %", 8.0),
        "body_kind=board": ("26 % / 74 %", 26.0),
        "body_kind=ethics": ("45 % / 55 %", 45.0),
        "body_kind=staff": ("50 % / 50 %", 50.0),
        "body_kind=management": ("50 % / 50 %", 50.0),
    },
}


def _typed(cooperative: str, name: str) -> pl.DataFrame:
    """A file's rows with the types of its canonical table and the columns of provenance."""
    schema = TABLES[_TABLE_OF.get(name, name.removesuffix(".csv"))]
    texts = pl.read_csv(
        _EXAMPLES / cooperative / name,
        separator=_SEPARATOR[cooperative],
        infer_schema=False,
    )
    rows = texts.with_row_index("source_row", offset=2).with_columns(
        cooperative=pl.lit(cooperative), import_id=pl.lit("test"), source_file=pl.lit(name)
    )
    return schema.validate(rows.select(_cast(schema, column) for column in schema.column_names()))


def _cast(schema: type[Record], name: str) -> pl.Expr:
    column = schema.columns()[name]
    if isinstance(column, dy.Bool):
        return pl.col(name) == "true"
    return pl.col(name).cast(column.dtype)


def _files() -> Iterator[tuple[str, str]]:
    for cooperative in _SEPARATOR:
        for path in sorted((_EXAMPLES / cooperative).glob("*.csv")):
            yield cooperative, path.name


def _figures(cooperative: str, place: str) -> list[dict[str, Any]]:
    figures = _typed(cooperative, "figures.csv")
    return figures.filter(pl.col("place") == place).to_dicts()


@pytest.fixture(params=list(_SEPARATOR))
def cooperative(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize(("slug", "name"), list(_files()))
def test_every_file_has_canonical_headers_and_valid_rows(slug: str, name: str) -> None:
    with (_EXAMPLES / slug / name).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, delimiter=_SEPARATOR[slug])
    schema = TABLES[_TABLE_OF.get(name, name.removesuffix(".csv"))]

    assert set(header) == set(schema.column_names()) - set(Record.column_names())
    assert all(len(row) == len(header) for row in rows)
    assert _typed(slug, name).height == len(rows) > 0


@pytest.mark.parametrize(("slug", "name"), list(_files()))
def test_no_two_rows_of_a_file_have_the_same_key(slug: str, name: str) -> None:
    key = TABLES[_TABLE_OF.get(name, name.removesuffix(".csv"))].KEY
    assert not _typed(slug, name).select(key).is_duplicated().any()


def test_both_cooperatives_are_real_and_named_by_their_slug(cooperative: str) -> None:
    [row] = _typed(cooperative, "cooperative.csv").to_dicts()
    assert (row["slug"], row["synthetic"]) == (cooperative, False)
    assert row["country"] == {"smartcoop": "BE", "railcoop": "FR"}[cooperative]


def test_railcoop_has_five_colleges_of_a_fifth_each() -> None:
    colleges = _typed("railcoop", "member_categories.csv")
    assert colleges["college"].n_unique() == 5
    assert colleges["voting_share"].to_list() == [0.2] * 5
    assert set(colleges["college_aggregation"]) == {"unknown"}


def test_codes_that_files_refer_to_are_defined(cooperative: str) -> None:
    bodies = _typed(cooperative, "bodies.csv")
    assert set(bodies["parent"].drop_nulls()) <= set(bodies["code"])

    known = set(_typed(cooperative, "member_categories.csv")["code"])
    used = _typed(cooperative, "figures.csv")["breakdown"].drop_nulls()
    assert set(used.str.extract("(?:category|college)=([^|]+)").drop_nulls()) <= known


def test_table_1_is_there_cell_by_cell(cooperative: str) -> None:
    printed: dict[str, list[str]] = {}
    for row in _figures(cooperative, "table 1"):
        cells = printed.setdefault(row["row_label"], [])
        if row["printed"] not in cells:
            cells.append(row["printed"])
    assert list(printed.items()) == _TABLE_1[cooperative]


def test_table_1_gives_members_by_kind() -> None:
    def members(cooperative: str) -> dict[str | None, float]:
        rows = _figures(cooperative, "table 1")
        return {r["breakdown"]: r["value"] for r in rows if r["indicator"] == "membership.total"}

    assert members("smartcoop") == {
        None: 35755,
        "category_kind=user": 35681,
        "category_kind=employee": 63,
        "category_kind=legal_person": 31,
    }
    assert members("railcoop") == {
        None: 13498,
        "category_kind=user": 13242,
        "category_kind=employee": 17,
        "category_kind=legal_person": 220,
        "category_kind=public_body": 30,
    }


def test_table_2_is_there_cell_by_cell(cooperative: str) -> None:
    assert [row["printed"] for row in _figures(cooperative, "table 2")] == _TABLE_2[cooperative]


def test_table_2_gives_capital_in_its_units() -> None:
    smart, rail = (
        [(row["value"], row["unit"]) for row in _figures(cooperative, "table 2")]
        for cooperative in ("smartcoop", "railcoop")
    )
    assert smart == [(30, "eur"), (98.37, "eur"), (3.2, "eur_million"), (6.5, "percent")]
    assert rail == [
        (100, "eur"),
        (352, "eur"),
        (43000, "eur"),
        (5.6, "eur_million"),
        (6, "percent"),
    ]


@pytest.mark.parametrize("part", ["numerator", "denominator", "value"])
def test_table_3_is_there_cell_by_cell(cooperative: str, part: str) -> None:
    rows = [
        row
        for row in _figures(cooperative, "table 3")
        if (row["indicator"], row["part"]) == ("turnout.assembly", part)
    ]
    assert [row["period"] for row in rows] == _PERIODS
    assert [row["printed"] for row in rows] == _TABLE_3[cooperative][part]
    for row in rows:
        assert (row["value"] is None) == (row["printed"] == "-")
        if row["value"] is not None:
            digits = row["printed"].replace(" ", "").replace(",", ".").rstrip("%")
            assert row["value"] == float(digits)


def test_a_blank_of_table_3_is_missing_or_could_not_exist() -> None:
    presence = {
        (cooperative, row["period"]): row["presence"]
        for cooperative in _SEPARATOR
        for row in _figures(cooperative, "table 3")
        if row["part"] == "numerator" and row["value"] is None
    }
    assert presence == {
        ("smartcoop", "2023-02"): "missing",
        ("railcoop", "2018"): "not_applicable",
        ("railcoop", "2019"): "missing",
        ("railcoop", "2020"): "missing",
    }


def test_members_of_table_3_are_also_a_series_of_membership(cooperative: str) -> None:
    rows = _figures(cooperative, "table 3")
    series = {r["period"]: r["printed"] for r in rows if r["indicator"] == "membership.total"}
    cells = zip(_PERIODS, _TABLE_3[cooperative]["denominator"], strict=True)
    assert series == {period: cell for period, cell in cells if cell != "-"}


def test_table_4_is_there_cell_by_cell(cooperative: str) -> None:
    rows = _figures(cooperative, "table 4")
    assert {row["indicator"] for row in rows} == {"gender.share_women"}
    cells = {row["breakdown"]: (row["printed"], row["value"]) for row in rows}
    assert cells == _TABLE_4[cooperative]


def test_a_statement_in_words_never_becomes_a_number(cooperative: str) -> None:
    for row in _typed(cooperative, "figures.csv").to_dicts():
        assert row["qualitative"] is None or row["value"] is None
        if row["printed"] == "Légère majorité de femmes":
            assert row["qualitative"] == "slight_majority_women"


def test_note_8_is_an_observation_of_2024() -> None:
    [note] = _figures("smartcoop", "note 8")
    assert (note["period"], note["breakdown"]) == ("2024", "body_kind=management")
    assert note["qualitative"] == "parity"


def test_every_printed_rate_of_the_tables_follows_from_its_printed_parts() -> None:
    checked = []
    for cooperative in _SEPARATOR:
        for place in ("table 1", "table 3"):
            rates: dict[tuple[str, str], dict[str, Any]] = {}
            for row in _figures(cooperative, place):
                rates.setdefault((row["indicator"], row["period"]), {})[row["part"]] = row
            for parts in rates.values():
                if len(parts) < 3 or parts["value"]["value"] is None:
                    continue
                rate = 100 * parts["numerator"]["value"] / parts["denominator"]["value"]
                step = parts["value"]["precision"]
                assert round(rate / step) * step == pytest.approx(parts["value"]["value"])
                checked.append(parts["value"]["printed"])
    smart = ["(99,8 %)", "3,8%", "5,4%", "2,9%", "2,6%", "3,1%", "2,9%"]
    assert checked == [*smart, "(98,1%)", "64%", "59%", "48%", "21%"]


@pytest.mark.parametrize(
    ("slug", "indicator", "printed", "value", "value_high"),
    [
        ("railcoop", "figure.circles", "30 cercles", 30, None),
        ("railcoop", "figure.circles_thematic", "18 cercles", 18, None),
        ("railcoop", "figure.circles_territorial", "12 cercles", 12, None),
        ("railcoop", "figure.circle_size", "entre 5 et 150 sociétaires", 5, 150),
        ("railcoop", "figure.circle_size", "entre 10 et 30", 10, 30),
        ("railcoop", "participation.active_rate", "entre 100 et 200 à Railcoop", 100, 200),
        ("railcoop", "participation.enrolment_rate", "Plus de 800 sociétaires", 800, None),
        ("railcoop", "capital.single_share_rate", "56% des membres", 56, None),
        ("smartcoop", "capital.single_share_rate", "30%", 30, None),
        ("smartcoop", "participation.active_rate", "entre 50 et 100 à SmartCoop", 50, 100),
        ("smartcoop", "participation.active_rate", "(environ 0,2%)", 0.2, None),
        ("smartcoop", "recommendation.count", "220 recommandations", 220, None),
        ("smartcoop", "figure.contributions", "1 756 contributions", 1756, None),
        ("smartcoop", "figure.sip_cycles", "Six cycles de SIP", 6, None),
        ("smartcoop", "membership.total", "35.000 au moins", 35000, None),
    ],
)
def test_a_figure_of_the_text_is_there(
    slug: str, indicator: str, printed: str, value: float, value_high: float | None
) -> None:
    rows = _typed(slug, "figures.csv").filter(indicator=indicator, printed=printed)
    assert set(zip(rows["value"], rows["value_high"], strict=True)) == {(value, value_high)}


def test_the_practice_grid_answers_all_seven_questions_in_two_languages(cooperative: str) -> None:
    text = (_EXAMPLES / cooperative / "practices.yaml").read_text(encoding="utf-8")
    [practice] = yaml.safe_load(text)["practices"]
    assert list(practice["dimensions"]) == [dimension.value for dimension in PracticeDimension]

    rows = [
        {
            "code": practice["code"],
            "name": practice["name"][language],
            "mechanism": practice["mechanism"],
            "dimension": dimension,
            "language": language,
            "position": position,
            "text": statement["text"][language],
            "evidence": statement["evidence"],
            "status": statement["status"],
            "period": statement["period"],
            "licence": practice["licence"],
            "adopted_from": None,
            "adopted_on": None,
            "adoption_result": None,
            "cooperative": cooperative,
            "import_id": "test",
            "source_file": "practices.yaml",
            "source_row": 1,
        }
        for dimension, statements in practice["dimensions"].items()
        for position, statement in enumerate(statements, start=1)
        for language in ("fr", "en")
    ]
    schema = TABLES["practices"]
    frame = pl.DataFrame(rows).select(
        pl.col(name).cast(column.dtype) for name, column in schema.columns().items()
    )
    assert schema.validate(frame).height == len(rows)


def test_the_three_statements_on_the_double_link_are_marked_contested() -> None:
    text = (_EXAMPLES / "railcoop" / "practices.yaml").read_text(encoding="utf-8")
    [practice] = yaml.safe_load(text)["practices"]
    contested = [
        statement["evidence"]
        for statement in practice["dimensions"]["links"]
        if statement["status"] == "contested"
    ]
    assert contested == ["section 2.1", "section 3.2.iii", "section 3.3"]
