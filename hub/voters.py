"""Did more people vote than could? Rolls and voter counts, held against minutes and register.

A rate above one is never computed: without a finding, such a meeting would only be missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

#: The code of a finding, the file (and sheet) and the row that it is shown at.
Excess = tuple[str, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """What a cooperative says of its meetings, an upload taken in.

    Attributes:
        import_id: of the upload; only its rows are shown.
        assemblies: canonical rows.
        counts: canonical rows of `voter_counts`.
        roll: canonical rows of `participations`.
        people: how many rows the register has; None where there is no register.
    """

    import_id: str
    assemblies: pl.LazyFrame
    counts: pl.LazyFrame
    roll: pl.LazyFrame
    people: int | None

    def excesses(self) -> Iterator[Excess]:
        """The rows that tell of more voters than there were.

        `voters_above_members`: a count above what the minutes say. `voters_above_register`: one
        above the whole register, where nothing else says how many members there were.
        `roll_above_minutes`: a meeting that more people attended than its minutes say were
        members, or entitled to vote. Each is shown where the upload says it first.
        """
        minutes = self.assemblies.select(
            assembly="code",
            most=pl.min_horizontal("members", "eligible"),
            minutes_file="source_file",
            minutes_row=self._own_row(),
        )
        counts = self.counts.with_columns(row=self._own_row()).join(
            minutes, on="assembly", how="left", maintain_order="left"
        )
        yield from _shown(counts.filter(pl.col("voters") > pl.col("most")), "voters_above_members")
        alone = counts.filter(pl.col("members").is_null(), pl.col("most").is_null())
        if self.people is not None:
            above = alone.filter(pl.col("voters") > self.people)
            yield from _shown(above, "voters_above_register")
        roll = self.roll.group_by("assembly").agg(
            pl.col("source_file").filter(self._own_row().is_not_null()).first(),
            row=self._own_row().min(),
            came=pl.col("pseudonym").n_unique(),
        )
        attended = minutes.join(roll, on="assembly", how="inner", maintain_order="left")
        yield from _shown(attended.filter(pl.col("came") > pl.col("most")), "roll_above_minutes")

    def _own_row(self) -> pl.Expr:
        own = pl.col("import_id") == self.import_id
        return pl.when(own).then(pl.col("source_row"))


def _shown(rows: pl.LazyFrame, code: str) -> Iterator[Excess]:
    """Each row where it stands in the upload; else its meeting's row; else it was said before."""
    own = pl.col("row").is_not_null()
    places = rows.select(
        file=pl.when(own).then("source_file").otherwise("minutes_file"),
        row=pl.col("row").fill_null(pl.col("minutes_row")),
    )
    for file, row in places.drop_nulls().collect().iter_rows():
        yield code, file, row
