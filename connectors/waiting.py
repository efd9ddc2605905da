"""Where do rows wait that may be one record with rows below them? As they are; many, packed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import polars as pl

from connectors.folding import folded, repeated
from connectors.mapping import Mapped
from connectors.table_pack import TablePack

#: So many rows wait as they are, of 140 to 160 bytes each; packed, one takes about 40.
_HELD = 1_000_000
#: So many rows are checked and written at a time.
_SLICE = 200_000
#: So many times a part of the rows is unpacked, and of those that repeat others joined.
_PARTS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class _Packed:
    """Rows as compressed Parquet, and those of which a cell could not be read."""

    rows: bytes
    unreadable: Mapping[str, Mapping[str, pl.Series]]

    def unpacked(self) -> Mapped:
        return Mapped(rows=pl.read_parquet(BytesIO(self.rows)), unreadable=self.unreadable)


@dataclass(slots=True)
class Waiting:
    """The rows of one table of one file, until the last of them was read.

    Attributes:
        pack: says which rows are one record.
    """

    pack: TablePack
    _held: list[Mapped] = field(default_factory=list)
    _rows: int = 0
    _packed: list[list[_Packed]] = field(default_factory=lambda: [[] for _ in range(_PARTS)])

    def add(self, mapped: Mapped) -> None:
        """Keep rows, in the order of their file."""
        self._held.append(mapped)
        self._rows += mapped.rows.height
        if self._rows > _HELD:
            self._pack_up()

    def records(self) -> Iterator[Mapped]:
        """Rows with one key as one, some at a time; afterwards none waits.

        They come in the order of their file; where they were packed, part by part.
        """
        if not any(self._packed):
            held, self._held = self._held, []
            yield from _joined(held, self.pack)
            return
        self._pack_up()
        while self._packed:
            yield from _joined([some.unpacked() for some in self._packed.pop()], self.pack)

    def _pack_up(self) -> None:
        """Rows with one key go to one part: each part can be joined without the others."""
        for mapped in self._held:
            parts = mapped.rows.select(self.pack.key).hash_rows() % _PARTS
            for number, packed in enumerate(self._packed):
                here = parts == number
                if here.any():
                    packed.append(_packed(mapped.rows.filter(here), mapped.unreadable))
        self._held, self._rows = [], 0


def _packed(rows: pl.DataFrame, unreadable: Mapping[str, Mapping[str, pl.Series]]) -> _Packed:
    packed = BytesIO()
    # read whole, once, by ourselves: statistics and a smaller file would only cost time
    rows.write_parquet(packed, compression="zstd", compression_level=1, statistics=False)
    here = rows["source_row"].implode()
    return _Packed(
        rows=packed.getvalue(),
        unreadable={
            column: {code: of.filter(of.is_in(here)) for code, of in codes.items()}
            for column, codes in unreadable.items()
        },
    )


def _joined(waiting: Sequence[Mapped], pack: TablePack) -> Iterator[Mapped]:
    """Rows with one key as one, so many rows of the file at a time."""
    if not waiting:
        return
    rows = pl.concat([mapped.rows for mapped in waiting])
    unreadable = _together(waiting)
    numbers = repeated(rows, pack)
    several = numbers.is_not_null()
    # a part of the keys at a time: to join all at once takes more memory than all else does
    turns = range(_PARTS) if several.any() else ()
    parts = [folded(rows.filter(numbers % _PARTS == part), pack) for part in turns]
    joined = pl.concat([rows.clear(), *parts]).sort("source_row")
    for start in range(0, rows.height, _SLICE):
        some = rows.slice(start, _SLICE)
        first, last = some["source_row"][0], some["source_row"][-1]
        apart = several.slice(start, _SLICE)
        if apart.any():
            here = joined.filter(pl.col("source_row").is_between(first, last))
            some = pl.concat([some.filter(~apart), here]).sort("source_row", maintain_order=True)
        yield Mapped(
            rows=some,
            unreadable={
                column: {code: of.filter(of.is_between(first, last)) for code, of in codes.items()}
                for column, codes in unreadable.items()
            },
        )


def _together(parts: Sequence[Mapped]) -> Mapping[str, Mapping[str, pl.Series]]:
    """The rows of which a cell could not be read, of all parts."""
    every: dict[str, dict[str, pl.Series]] = {}
    for part in parts:
        for column, codes in part.unreadable.items():
            for code, rows in codes.items():
                known = every.setdefault(column, {})
                known[code] = pl.concat([known[code], rows]) if code in known else rows
    return every
