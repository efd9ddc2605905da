"""How much dearer are the indicators in Ibis than the same counts in hand-written DuckDB SQL?

    python bench/cube.py --members 10000000 --runs 5

Both sides read the same Parquet files, count a member of two categories once (and spare everyone
else the gathering), and sum the margins from the finest cells; each run compares their answers.
Medians of runs in which the two sides take turns; the bar is a ratio of 1.2. The Ibis side works
out every margin of the indicator, the SQL only the ones named. A third line shows what the
database's own CUBE takes for all margins of five dimensions.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import polars as pl
import polars.selectors as cs
from rich.console import Console
from rich.table import Table

from hub.indicators.catalogue import CATALOGUE, Entry
from hub.indicators.compute import measures
from hub.indicators.tables import Tables
from hub.records.assemblies import Assemblies
from hub.records.member_categories import MemberCategories
from hub.records.members import Members
from hub.records.participations import Participations
from hub.records.record import Record
from hub.releases.observation import breakdown_text

_RECORD_DATE = date(2023, 6, 1)

_MEMBERS = """
SELECT 'bench' AS cooperative, 'bench' AS import_id, 'bench.csv' AS source_file,
       i::UINTEGER AS source_row, sha256(i::VARCHAR) AS pseudonym, {category} AS category,
       'natural' AS person_kind,
       (['female', 'male', 'other', 'declined', 'not_recorded'])[1 + (hash(i) % 5)::INT] AS gender,
       (1935 + hash(i + 1) % 70)::SMALLINT AS birth_year, NULL::VARCHAR AS age_band,
       'BE' || (hash(i + 2) % 13)::VARCHAR AS region, NULL::TINYINT AS education,
       NULL::TINYINT AS occupation, DATE '2008-01-01' + (hash(i + 3) % 5600)::INT AS joined_on,
       CASE WHEN hash(i + 4) % 10 = 0 THEN DATE '2023-01-01' + (hash(i + 5) % 300)::INT END
           AS left_on
FROM range({members}) AS numbers(i)
"""

_ONE_OF_FOUR = "(['users', 'producers', 'partners', 'supporters'])[1 + (hash(i + 6) % 4)::INT]"

_COLLEGES = {
    "users": "users",
    "producers": "makers",
    "partners": "others",
    "supporters": "others",
    "employees": "makers",
}

_ROLL = """
SELECT 'bench' AS cooperative, 'bench' AS import_id, 'bench.csv' AS source_file,
       source_row, pseudonym, 'general' AS assembly, NULL::VARCHAR AS channel,
       NULL::VARCHAR AS represented_by
FROM 'members.parquet' WHERE category <> 'employees' AND hash(pseudonym) % 3 = 0
"""

_CUBED = {(), ("category",), ("gender",), ("age_band",), ("region",), ("tenure_band",)}

# One row per person first, as a person may have two rows; then bands, then the finest cells.
_PERSONS = """
WITH active AS (
    SELECT * FROM 'members.parquet'
    WHERE joined_on <= DATE '2023-06-01' AND (left_on IS NULL OR left_on > DATE '2023-06-01')
), repeated AS (
    SELECT hash(pseudonym) AS h FROM 'members.parquet' GROUP BY h HAVING count(*) > 1
), persons AS (
    SELECT pseudonym, category, gender, region, birth_year, joined_on
    FROM active WHERE hash(pseudonym) NOT IN (FROM repeated)
    UNION ALL
    SELECT pseudonym, string_agg(DISTINCT category, '|' ORDER BY category), min(gender),
           min(region), min(birth_year), min(joined_on)
    FROM active WHERE hash(pseudonym) IN (FROM repeated) GROUP BY pseudonym
), banded AS (
    SELECT pseudonym, category, gender, coalesce(region, 'unknown') AS region,
        CASE WHEN birth_year IS NULL OR birth_year > 2005 THEN 'unknown'
             WHEN birth_year > 1998 THEN '18-24' WHEN birth_year > 1988 THEN '25-34'
             WHEN birth_year > 1978 THEN '35-44' WHEN birth_year > 1968 THEN '45-54'
             WHEN birth_year > 1958 THEN '55-64' ELSE '65+' END AS age_band,
        CASE WHEN joined_on <= DATE '2013-12-31' THEN '10+'
             WHEN joined_on <= DATE '2018-12-31' THEN '5-9'
             WHEN joined_on <= DATE '2021-12-31' THEN '2-4' ELSE '0-1' END AS tenure_band
    FROM persons
)
"""

_CUBE = """{persons}
, finest AS MATERIALIZED (
    SELECT category, gender, age_band, region, tenure_band, count(*) AS n FROM banded GROUP BY ALL
)
SELECT '' AS breakdown, sum(n) FROM finest
UNION ALL SELECT 'category=' || c, sum(n)
          FROM (SELECT unnest(string_split(category, '|')) AS c, n FROM finest) GROUP BY c
UNION ALL SELECT 'gender=' || gender, sum(n) FROM finest GROUP BY gender
UNION ALL SELECT 'age_band=' || age_band, sum(n) FROM finest GROUP BY age_band
UNION ALL SELECT 'region=' || region, sum(n) FROM finest GROUP BY region
UNION ALL SELECT 'tenure_band=' || tenure_band, sum(n) FROM finest GROUP BY tenure_band
"""

_DATABASE_CUBE = """{persons}
SELECT concat_ws('|', category, gender, age_band, region, tenure_band), count(*)
FROM banded GROUP BY CUBE (category, gender, age_band, region, tenure_band)
"""

_TURNOUT = """{persons}
, finest AS MATERIALIZED (
    SELECT banded.category, gender, count(voter) AS voters, count(*) AS members
    FROM banded
    LEFT JOIN (SELECT DISTINCT pseudonym AS voter FROM 'participations.parquet')
           ON voter = pseudonym
    GROUP BY ALL
)
SELECT 'college=' || college || '|gender=' || gender, sum(voters), sum(members)
FROM (
    SELECT DISTINCT kinds.college, finest.category, gender, voters, members
    FROM (SELECT unnest(string_split(category, '|')) AS code, * FROM finest) AS finest
    JOIN 'member_categories.parquet' AS kinds ON kinds.code = finest.code
)
GROUP BY college, gender
"""

#: Breakdown as text -> counts.
Answer = dict[str, tuple[int, ...]]

Files = dict[type[Record], list[Path]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--members", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    table = Table(
        "",
        "Ibis, s",
        "SQL, s",
        "ratio",
        "ratio of processor time",
        title=f"{asked.members:,} members",
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = _write(folder, asked.members)
        for what, ours, theirs in (
            ("cube of 5 dimensions", partial(_our_cube, files), partial(_ask, folder, _CUBE)),
            (
                "turnout by gender and college",
                partial(_our_turnout, files),
                partial(_ask, folder, _TURNOUT),
            ),
        ):
            table.add_row(what, *_compare(ours, theirs, asked.runs))
        started = time.perf_counter()
        _ask(folder, _DATABASE_CUBE)
        table.add_row("the database's own CUBE", "", f"{time.perf_counter() - started:.2f}")
    Console().print(table)


def _compare(
    ours: Callable[[], Answer], theirs: Callable[[], Answer], runs: int
) -> tuple[str, str, str, str]:
    # by the clock, and in processor time, which other work on the machine disturbs less
    clock: tuple[list[float], list[float]] = ([], [])
    processor: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        answers = []
        for side, ask in enumerate((ours, theirs)):
            started, spent = time.perf_counter(), time.process_time()
            answers.append(ask())
            clock[side].append(time.perf_counter() - started)
            processor[side].append(time.process_time() - spent)
        if answers[0] != answers[1]:
            raise SystemExit("the two sides disagree")
    ibis_side, sql_side = (statistics.median(side) for side in clock)
    dearer = statistics.median(processor[0]) / statistics.median(processor[1])
    return f"{ibis_side:.2f}", f"{sql_side:.2f}", f"{ibis_side / sql_side:.2f}", f"{dearer:.2f}"


def _our_cube(files: Files) -> Answer:
    tables = Tables(files)
    entry = CATALOGUE["membership.total"]
    return _answer(tables, replace(entry, pairs=()), _CUBED)


def _our_turnout(files: Files) -> Answer:
    entry = CATALOGUE["turnout.assembly"]
    return _answer(Tables(files), entry, {("college", "gender")})


def _answer(tables: Tables, entry: Entry, wanted: set[tuple[str, ...]]) -> Answer:
    found = {}
    for measure in measures(tables, "bench", [entry]):
        dimensions = tuple(dimension.value for dimension, _ in measure.breakdown)
        if dimensions in wanted:
            counts = (measure.numerator, measure.denominator)
            found[breakdown_text(measure.breakdown)] = tuple(
                int(count) for count in counts if count is not None
            )
    return found


def _ask(folder: Path, query: str) -> Answer:
    with duckdb.connect() as database:
        database.execute(f"SET file_search_path = '{folder}'")
        rows = database.execute(query.format(persons=_PERSONS)).fetchall()
    return {group: tuple(int(count) for count in counts) for group, *counts in rows}


def _write(folder: Path, members: int) -> Files:
    """A register in which one member in a thousand has two categories, and a roll of a third."""
    files: Files = {
        schema: [folder / f"{name}.parquet"]
        for schema, name in (
            (Members, "members"),
            (Participations, "participations"),
            (Assemblies, "assemblies"),
            (MemberCategories, "member_categories"),
        )
    }
    rows = " UNION ALL ".join(
        (
            _MEMBERS.format(members=members, category=_ONE_OF_FOUR),
            _MEMBERS.format(members=members // 1000, category="'employees'"),
        )
    )
    with duckdb.connect() as database:
        database.execute(f"SET file_search_path = '{folder}'")
        database.execute(f"COPY ({rows}) TO '{folder}/members.parquet' (COMPRESSION zstd)")
        database.execute(f"COPY ({_ROLL}) TO '{folder}/participations.parquet' (COMPRESSION zstd)")
    held = [{"code": "general", "kind": "ordinary", "date": _RECORD_DATE}]
    kinds = [
        {"code": code, "kind": "user", "college": college, "college_aggregation": "unknown"}
        for code, college in _COLLEGES.items()
    ]
    for schema, small in ((Assemblies, held), (MemberCategories, kinds)):
        empty = schema.create_empty().with_columns(cs.enum().cast(pl.String))
        whole = pl.concat([empty, pl.DataFrame(small)], how="diagonal")
        whole.write_parquet(files[schema][0])
    return files


if __name__ == "__main__":
    main()
