"""Which rows do the benches of the API ask for? A hundred, in memory or in a release.

All sides of a bench answer with the same six fields of the same rows.
"""

from collections.abc import Callable
from typing import TypeVar

import orjson
import sqlalchemy as sa
from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.federation import Schema

from hub.releases.contents import Contents, observation_row
from hub.releases.definition import Definition
from hub.releases.figure import COLUMNS, WHOLE, Figures, shaped
from hub.releases.observation import Observation, Source
from hub.releases.reader import Shelf
from hub.releases.release import Cooperative, Release
from hub.releases.writer import write_release
from hub.vocabulary import DisclosureClass, Origin, Status, Tier, Unit
from schema.directory import Directories
from schema.entities import Query
from schema.reading import Reading
from schema.subgraphs import ENTITIES

T = TypeVar("T")

MANY = 100
FIELDS = "period value numerator denominator status unit"
NODES = f"{{ observations(filter: {{}}, first: {MANY}) {{ nodes {{ {FIELDS} }} }} }}"
EDGES = (
    f"{{ observations(filter: {{}}, first: {MANY}) {{ edges {{ cursor node {{ {FIELDS} }} }} "
    "pageInfo { hasNextPage endCursor } } }"
)

_RELEASE = Release(
    id="r", number=1, created_at="2026-01-01T00:00:00Z", content_hash="h", previous_id=None,
    software_version="bench", manifest={},
)  # fmt: skip
_COOPERATIVE = Cooperative(
    slug="bench", name="Bench (invented)", country="BE", legal_form=None, sector=None,
    founded_on=None, dissolved_on=None, website=None, languages=("fr",), synthetic=True,
)  # fmt: skip
_INDICATOR = Definition(
    code="turnout.assembly", version="1", family="turnout", tier=Tier.CORE, unit=Unit.RATIO,
    disclosure=DisclosureClass.RATIO, name={"en": "Turnout"},
    definition={"en": "Voters / members"}, formula="a / b", numerator="a", denominator="b",
    breakdowns=(), caveat={}, direction="none", uncertainty="rounding", period="assembly",
    sources=(),
)  # fmt: skip
_OBSERVATIONS = tuple(
    Observation(
        cooperative="bench", indicator="turnout.assembly", period=f"{1900 + position}",
        as_of=f"{1900 + position}", value=position / MANY, numerator=float(position),
        denominator=float(MANY), unit=Unit.RATIO, status=Status.DECLARED_PUBLIC,
        origin=Origin.DECLARED, method_version="1",
        source=Source(document="bench", place="table"),
    )
    for position in range(MANY)
)  # fmt: skip


def _row(position: int, observation: Observation) -> tuple[object, ...]:
    row = observation_row(observation) | {"position": position}
    kept = ((one.type, row[name]) for name, one in COLUMNS.items())
    return tuple(
        orjson.dumps(said).decode() if isinstance(of, sa.JSON) else said for of, said in kept
    )


class RowsInMemory(Shelf):
    """A shelf that has read its hundred observations before."""

    def __init__(self) -> None:
        super().__init__(sa.create_engine("sqlite://"))
        rows = [_row(*row) for row in enumerate(_OBSERVATIONS)]
        self._figures = Figures(shaped(WHOLE), rows)

    def latest(self) -> Release:
        """The only release."""
        return _RELEASE

    def cooperatives(self, release_id: str) -> list[Cooperative]:
        """The only cooperative."""
        del release_id
        return [_COOPERATIVE]

    def definitions(self, release_id: str) -> list[Definition]:
        """The only indicator."""
        del release_id
        return [_INDICATOR]

    def figures(self, *asked: object, **named: object) -> Figures:  # type: ignore[override]
        """The same hundred, whatever is asked."""
        del asked, named
        return self._figures


class ReadingInMemory(Reading):
    """Reads where it stands: nobody waits for what is in memory."""

    async def ask(self, question: Callable[[], T]) -> T:
        """The answer at once."""
        return question()


class AsItComes(GraphQL[Reading, None]):
    """Strawberry's own ASGI application, with the context that the hub's resolvers need."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(Schema(query=Query, types=list(ENTITIES), federation_version="2.9"))
        directory = Directories(shelf).latest()
        if directory is None:
            raise AssertionError(shelf)
        self._shelf, self._directory = shelf, directory

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Reading:
        """A reading of the release, for one request."""
        del request, response
        return ReadingInMemory(self._shelf, self._directory, threads=CapacityLimiter(10))


def release_them(engine: sa.Engine) -> str:
    """Write the hundred as a release; its id."""
    contents = Contents(
        cooperatives=(_COOPERATIVE,), indicators=(_INDICATOR,), observations=_OBSERVATIONS
    )
    return write_release(engine, contents, {"imports": []}, software_version="bench").release_id
