"""Do the files have the study's margins, to the unit, and are they the same every time?"""

import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples.generate import FolderNotWritable, generate, tables
from examples.plan import Plan, plan_for
from examples.profiles import INVENTED
from examples.register import BATCH
from hub.records.tables import TABLES
from tests.examples.conftest import Pushed, push
from tests.examples.test_elected import seated

_PERSONS = {"member_number": "pseudonym", "represented_by_number": "represented_by"}


def _members_on(pushed: Pushed, day: date) -> pl.DataFrame:
    return pushed["members"].filter(
        pl.col("joined_on") <= day, pl.col("left_on").is_null() | (pl.col("left_on") > day)
    )


def _women(people: pl.DataFrame) -> tuple[int, int]:
    """Women, and everyone whose gender is recorded, each person once."""
    recorded = people.filter(pl.col("gender").cast(pl.String).is_in(["female", "male", "other"]))
    recorded = recorded.unique("member_number")
    return recorded.filter(pl.col("gender") == "female").height, recorded.height


# ---------------------------------------------------------------- table 1
def test_ateliers_have_the_members_of_table_1_with_twenty_counted_twice(ateliers: Pushed) -> None:
    members = _members_on(ateliers, date(2023, 5, 31))
    by_category = dict(members.group_by("category").len().iter_rows())
    assert by_category == {"usagers": 35_681, "salaries": 63, "partenaires": 31}
    assert members["member_number"].n_unique() == 35_755
    twice = ateliers["members"].filter(pl.col("member_number").is_duplicated())
    assert twice["member_number"].n_unique() == 20
    assert set(twice["category"]) == {"usagers", "salaries"}


def test_rail_has_the_members_of_table_1(rail: Pushed) -> None:
    members = _members_on(rail, date(2023, 1, 31))
    assert members["member_number"].n_unique() == members.height == 13_498
    assert dict(members.group_by("category").len().iter_rows()) == {
        "usagers": 13_242,
        "salaries": 17,
        "collectivites": 30,
        "entreprises": 190,
        "soutiens": 19,
    }
    assert members.filter(pl.col("person_kind") == "legal").height == 220


# ---------------------------------------------------------------- table 2
@pytest.mark.parametrize(
    ("slug", "total", "largest", "single"),
    [("ateliers-fictifs", 3_200_000, 0.065, 0.30), ("rail-fictif", 5_600_000, 0.06, 0.56)],
)
def test_the_capital_is_held_as_printed(
    slug: str, total: int, largest: float, single: float, request: pytest.FixtureRequest
) -> None:
    pushed: Pushed = request.getfixturevalue(slug.split("-", maxsplit=1)[0])
    shares = pushed["shareholdings"]
    assert shares["amount"].sum() == total
    assert float(shares["amount"].max()) / total == largest  # type: ignore[arg-type]
    assert round((shares["quantity"] == 1).mean(), 2) == single  # type: ignore[arg-type]
    assert set(shares["as_of"]) == {date(2022, 12, 31)}


def test_every_holder_is_a_member_on_the_day_of_the_balance(pushed: Pushed) -> None:
    members = _members_on(pushed, date(2022, 12, 31))
    shares = pushed["shareholdings"]
    assert shares.join(members, on="member_number", how="semi").height == shares.height
    assert shares["member_number"].n_unique() == shares.height


def test_the_mean_holdings_are_those_printed(ateliers: Pushed, rail: Pushed) -> None:
    assert round(float(ateliers["shareholdings"]["amount"].mean()), 2) == 98.37  # type: ignore[arg-type]
    natural = rail["members"].filter(pl.col("person_kind") == "natural")
    held = rail["shareholdings"].join(natural, on="member_number", how="semi")
    assert round(float(held["amount"].mean())) == 352  # type: ignore[arg-type]


# ---------------------------------------------------------------- table 3
@pytest.mark.parametrize(
    ("slug", "members", "voters"),
    [
        (
            "ateliers-fictifs",
            [17_100, 21_890, 25_654, 28_990, 32_534, 35_843],
            [650, 1_184, 738, 752, 1_013, 1_046],
        ),
        (
            "rail-fictif",
            [50, 3_100, 8_074, 12_336, 13_710, 14_000],
            [None, None, 5_201, 7_260, 6_626, 2_900],
        ),
    ],
)
def test_members_and_voters_are_those_of_table_3(
    slug: str, members: list[int], voters: list[int | None], request: pytest.FixtureRequest
) -> None:
    pushed: Pushed = request.getfixturevalue(slug.split("-", maxsplit=1)[0])
    roll = pushed["participations"]
    held = pushed["assemblies"]
    assert [
        _members_on(pushed, day)["member_number"].n_unique() for day in held["record_date"]
    ] == members
    counted = [
        roll.filter(pl.col("assembly") == code)["member_number"].n_unique() or None
        for code in held["code"]
    ]
    assert counted == voters
    assert held["members"].to_list() == members
    assert held["voters"].to_list() == voters


# ---------------------------------------------------------------- table 4
def test_members_are_48_and_26_percent_women(ateliers: Pushed, rail: Pushed) -> None:
    for pushed, day, percent in (
        (ateliers, date(2023, 5, 31), 48),
        (rail, date(2023, 1, 31), 26),
    ):
        women, recorded = _women(_members_on(pushed, day))
        assert round(100 * women / recorded) == percent


_SEATS = {
    "ateliers-fictifs": {
        "staff": (119, 209),
        "board": (9, 20),
        "ethics": (7, 10),
        "management": (5, 18),
        "space": (26, 50),
        "facilitators": (5, 9),
    },
    "rail-fictif": {
        "staff": (17, 34),
        "board": (6, 23),
        "ethics": (5, 11),
        "management": (2, 4),
        "space": (144, 800),
        "facilitators": (4, 50),
    },
}


def test_women_hold_the_seats_of_table_4(plan: Plan, pushed: Pushed) -> None:
    kinds = pushed["bodies"].select("code", "kind")
    now = seated(plan, pushed).join(kinds, left_on="body", right_on="code")
    for kind, expected in _SEATS[plan.profile.slug].items():
        facilitating = kind == "facilitators"
        people = now.filter(
            pl.col("role") == "facilitator" if facilitating else pl.col("kind") == kind
        )
        assert (kind, _women(people)) == (kind, expected)


def test_one_of_the_staff_has_no_recorded_gender(plan: Plan, pushed: Pushed) -> None:
    staff = seated(plan, pushed).filter(pl.col("body") == "equipe")
    assert staff["member_number"].n_unique() == staff.height == plan.profile.staff.people
    assert staff.filter(pl.col("gender") == "not_recorded").height == 1


# ---------------------------------------------------------------- canonical records
def _canonical(table: str, rows: pl.DataFrame, slug: str) -> pl.DataFrame:
    schema = TABLES["cooperatives" if table == "cooperative" else table]
    rows = rows.rename({old: new for old, new in _PERSONS.items() if old in rows.columns})
    rows = rows.with_columns(
        cooperative=pl.lit(slug), import_id=pl.lit("i"), source_file=pl.lit(f"{table}.csv")
    ).with_row_index("source_row", offset=2)
    unknown = set(rows.columns) - set(schema.column_names())
    assert unknown == set()
    absent = [name for name in schema.column_names() if name not in rows.columns]
    return schema.validate(
        rows.with_columns(pl.lit(None).alias(name) for name in absent), cast=True
    )


def _faults(pushed: Pushed, slug: str) -> list[str]:
    """Repeated keys and references to nothing, table by table."""
    typed = {
        "cooperatives" if table == "cooperative" else table: _canonical(table, rows, slug)
        for table, rows in pushed.items()
    }
    found = []
    for table, rows in typed.items():
        schema = TABLES[table]
        if schema.KEY and rows.select(schema.KEY).is_duplicated().any():
            found.append(f"{table}: repeated key")
        for column, target in schema.REFERENCES.items():
            [code] = TABLES[target].KEY
            if not set(rows[column].drop_nulls()) <= set(typed[target][code]):
                found.append(f"{table}.{column}: unknown")
    return found


def test_everything_pushed_is_a_canonical_record(plan: Plan, pushed: Pushed) -> None:
    assert _faults(pushed, plan.profile.slug) == []
    assert set(pushed) == {"cooperative", *TABLES} - {
        "cooperatives",
        "practices",
        "surveys",
        "voter_counts",
    }


@given(st.sampled_from(sorted(INVENTED)), st.integers(100, 3_000), st.integers(0, 99))
@settings(max_examples=12, deadline=None)
def test_no_size_or_seed_ever_makes_an_impossible_record(
    slug: str, members: int, seed: int
) -> None:
    plan = plan_for(INVENTED[slug].profile, members)
    pushed = push(plan, seed)
    assert _faults(pushed, slug) == []
    there = _members_on(pushed, plan.profile.reference[0])
    assert there["member_number"].n_unique() == members
    held = {each.code: each for each in plan.profile.assemblies}
    people = pushed["members"].unique("member_number")
    roll = pushed["participations"].join(people, on="member_number")
    assert roll.height == pushed["participations"].height
    for code, assembly in held.items():
        voters = roll.filter(pl.col("assembly") == code)
        assert voters.filter(pl.col("joined_on") > assembly.record_date).is_empty()
        assert voters.filter(pl.col("left_on") <= assembly.held_on).is_empty()
        assert voters.height <= _members_on(pushed, assembly.record_date).height


# ---------------------------------------------------------------- files
def _bytes(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.rglob("*.csv"))}


def test_the_same_seed_and_size_give_the_same_bytes_and_another_seed_others(
    tmp_path: Path,
) -> None:
    for slug, invented in INVENTED.items():
        written = []
        for number, seed in enumerate((1, 1, 2)):
            out = tmp_path / str(number)
            generate(invented, out, seed=seed, members=2_000)
            written.append(_bytes(out / slug))
        first, second, other = written
        assert first == second
        assert first["members.csv"] != other["members.csv"]
        assert first["participations.csv"] != other["participations.csv"]


def test_the_files_hold_every_batch_in_order(tmp_path: Path) -> None:
    invented = INVENTED["rail-fictif"]
    rows = generate(invented, tmp_path, seed=1, members=200_000)
    plan, written = plan_for(invented.profile, 200_000), []
    for table, batch in tables(plan, 1, lambda _: None):
        # No more than two rows per person and batch, whatever the table.
        assert batch.height <= 2 * BATCH
        if table == "participations":
            written.append(invented.dialect.translated(table, batch))
    read = pl.read_csv(
        tmp_path / "rail-fictif" / "participations.csv", separator=";", encoding="cp1252"
    )
    assert rows["participations"] == read.height
    assert read.equals(pl.concat(written).cast(read.schema))


_PEAK = """
import resource, sys
from pathlib import Path
from examples.generate import generate
from examples.profiles import INVENTED
generate(INVENTED["ateliers-fictifs"], Path(sys.argv[1]), seed=1, members=int(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_members(tmp_path: Path) -> None:
    peaks = [
        int(
            subprocess.run(  # noqa: S603 - this interpreter and a text of this file
                [sys.executable, "-c", _PEAK, str(tmp_path / size), size],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        )
        for size in ("200000", "800000")
    ]
    assert peaks[1] < 1.25 * peaks[0]


def test_progress_is_told_of_every_person(tmp_path: Path) -> None:
    told: list[int] = []
    generate(INVENTED["rail-fictif"], tmp_path, seed=1, members=1_000, advance=told.append)
    assert sum(told) == plan_for(INVENTED["rail-fictif"].profile, 1_000).persons


def test_a_folder_that_is_a_file_is_named_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "rail-fictif").write_text("mine")
    with pytest.raises(FolderNotWritable, match="choose another folder with --out"):
        generate(INVENTED["rail-fictif"], tmp_path, seed=1, members=100)
    assert (tmp_path / "rail-fictif").read_text() == "mine"


# ---------------------------------------------------------------- the command
def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - this interpreter and a module of this repository
        [sys.executable, "-m", "examples.generate", *words],
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_command_writes_both_cooperatives_and_names_each_file(tmp_path: Path) -> None:
    done = _run("--members", "150", "--seed", "3", "--out", str(tmp_path))
    assert done.returncode == 0
    assert {folder.name for folder in tmp_path.iterdir()} == set(INVENTED)
    assert f"{tmp_path / 'rail-fictif' / 'bodies'}.csv: 37 rows" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--cooperative", "nobody"), "Choose one of ateliers-fictifs, rail-fictif."),
        (("--members", "5"), "Ask for 100 to 10000000 members."),
    ],
)
def test_a_wrong_wish_ends_with_advice_and_without_traceback(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = _run("--out", str(tmp_path), *words)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
