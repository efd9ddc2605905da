"""Generated loops and graphql-core give the same answer, whatever is asked of whatever rows."""

import asyncio
import gc
import logging
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from random import Random
from types import SimpleNamespace
from typing import Any, TypeVar, cast

import orjson
import pytest
import sqlalchemy as sa
from anyio import CapacityLimiter

from hub.releases.figure import Figure, Figures
from hub.releases.figure_queries import AskedFigures
from hub.releases.reader import Shelf
from hub.settings import QueryLimits
from schema.directory import Directories
from schema.execution import Execution, GeneratedLoops
from schema.reading import Reading
from schema.refusals import shown
from schema.subgraphs import HubSchema
from tests.schema.queries import Questions

_T = TypeVar("_T")

CASES = 1_600
AT_ONCE = 100

#: How many of the long lists are spoiled in their rows, and not in what is made of them.
TABLES = 0.5

#: Nothing is too big: it is the answers that are compared.
BOUNDLESS = QueryLimits(
    cost=10**30, depth=1_000, fields=100_000, aliases=100_000, directives=100_000
)

#: What no row should hold: null, numbers out of range, words of no list, things of no kind.
BAD: tuple[object, ...] = (
    None, float("nan"), float("inf"), 2**31, -(2**31) - 1, 10**400, "nonsense", "", 7, 0.5, True,
    object, ValueError("in the row"), [], [None], {}, (1,), {"en": None}, b"bytes",
)  # fmt: skip


class SpoiledShelf(Shelf):
    """A shelf, some of whose rows hold what they should not; the same ones at each reading.

    Args:
        engine: a sound shelf.
        seed: which rows, and how.
        share: of all rows.
    """

    def __init__(self, engine: sa.Engine, seed: int, *, share: float) -> None:
        super().__init__(engine)
        self._seed = seed
        self._share = share

    def _read(self, query: sa.Select[Any], read: Callable[[sa.Row[Any]], _T]) -> list[_T]:
        return [self.spoiled(row) for row in super()._read(query, read)]

    def figures(self, asked: AskedFigures) -> Figures:
        """Some of them bad: a row, or what is made of it."""
        found = super().figures(asked)
        kind: Any = asked.statement.kind
        random = Random(f"{self._seed} {sorted(kind[-1])}")  # noqa: S311  for variety
        if kind[0] == "of each" or random.random() < TABLES:
            return Figures(found.shape, [self._spoiled_row(row) for row in found.rows])
        return cast("Figures", [self._spoiled_figure(row, kind[-1]) for row in found])

    def spoiled(self, row: _T) -> _T:
        """The row, or one like it with a bad value in it."""
        random = Random(f"{self._seed} {row!r}")  # noqa: S311  as above
        if random.random() > self._share or not is_dataclass(row):
            return row
        name = random.choice([field.name for field in fields(row) if field.init])
        return replace(row, **{name: random.choice(BAD)})  # type: ignore[type-var]

    def _spoiled_row(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        random = Random(f"{self._seed} {row!r}")  # noqa: S311  as above
        if random.random() > self._share:
            return row
        # the first is its position, which cursors are made of
        place = random.randrange(1, len(row)) if len(row) > 1 else 0
        return (*row[:place], random.choice(BAD) if place else row[0], *row[place + 1 :])

    def _spoiled_figure(self, figure: Figure, parts: frozenset[str]) -> Figure:
        random = Random(f"{self._seed} {figure!r}")  # noqa: S311  as above
        if random.random() > self._share:
            return figure
        said = {name: getattr(figure, name) for name in parts}
        said[random.choice(sorted(parts - {"position"}))] = random.choice(BAD)
        return cast("Figure", SimpleNamespace(**said))


class ReadingAtOnce(Reading):
    """Reads where it stands: which thread is first must not decide which error comes first."""

    async def ask(self, question: Callable[[], _T]) -> _T:
        return question()


@pytest.fixture(scope="module")
def graph() -> HubSchema:
    """One graph, so that each question is read and checked once."""
    return HubSchema(limits=BOUNDLESS)


async def answered(
    graph: HubSchema, reading: Reading, questions: Questions
) -> tuple[bytes, bytes, list[str]]:
    """The answer and its errors as they are written, and what the errors say inside."""
    result = await graph.execute(
        questions.document(), variable_values=questions.variables, context_value=reading
    )
    errors = result.errors or []
    return (
        orjson.dumps(result.data),
        orjson.dumps([shown(error) for error in errors]),
        [f"{error.message} {error.path} {error.locations}" for error in errors],
    )


async def compared(
    graph: HubSchema, engine: sa.Engine, seeds: range
) -> list[tuple[int, bool, bool]]:
    """Per seed: whether the question was executed, and whether an error came of it."""
    sound = Directories(Shelf(engine)).latest()
    assert sound is not None

    def asked(seed: int) -> Questions:
        return Questions(graph._schema, seed)  # noqa: SLF001  Strawberry has no public way to it

    found = []
    for seed in seeds:
        shelf = SpoiledShelf(engine, seed, share=(0.0, 0.05, 0.3)[seed % 3])
        directory = replace(
            sound,
            cooperatives={slug: shelf.spoiled(one) for slug, one in sound.cooperatives.items()},
            indicators={code: shelf.spoiled(one) for code, one in sound.indicators.items()},
        )
        answers = []
        # the second time, what was found out the first time is used again
        for execution in (GeneratedLoops, GeneratedLoops, Execution):
            graph.execution_context_class = execution
            reading = ReadingAtOnce(shelf, directory, threads=CapacityLimiter(1))
            answers.append(await answered(graph, reading, asked(seed)))
        assert answers[0] == answers[1] == answers[2], f"seed {seed}: {asked(seed).document()}"
        found.append((seed, answers[0][0] != b"null", bool(answers[0][2])))
    return found


# where a null voids its whole surroundings, graphql-core drops what it has not begun with yet
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.parametrize("start", range(0, CASES, AT_ONCE))
def test_the_loops_differ_from_graphql_core_in_nothing(
    graph: HubSchema,
    filled: tuple[sa.Engine, str, str],
    start: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.CRITICAL)  # thousands of faults that are meant to be there
    found = asyncio.run(compared(graph, filled[0], range(start, start + AT_ONCE)))
    gc.collect()  # what was dropped is found here, and not in a later test that did nothing
    # the questions are valid and the rows are bad, or little would be compared
    assert sum(executed for _, executed, _ in found) > AT_ONCE * 0.4
    assert sum(faulty for _, _, faulty in found) > AT_ONCE * 0.1
