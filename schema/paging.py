"""Where does the next page start? Connections, page sizes, and cursors bound to their list."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

import orjson
import strawberry

from schema.plain import made_of, stands_for
from schema.reading import Reading
from schema.refusals import BadInput

T = TypeVar("T")
Row = TypeVar("Row")

#: What a cursor points behind: the sort key of the last thing read.
Place = tuple[str | int, ...]

#: No list is longer, and both databases hold the number.
_HIGHEST = 2**31 - 1

#: base64's last two letters, as addresses take them.
_URL_SAFE = bytes.maketrans(b"+/", b"-_")

First = Annotated[
    int | None,
    strawberry.argument(description="How many at most: from 1 to 100; 20 when left out."),
]
FirstThousand = Annotated[
    int | None,
    strawberry.argument(description="How many at most: from 1 to 1000; 100 when left out."),
]
After = Annotated[
    str | None,
    strawberry.argument(description="Go on behind this cursor, taken from the page before."),
]


@strawberry.federation.type(shareable=True)
class PageInfo:
    """Where a page lies in its list."""

    has_next_page: bool = strawberry.field(description="Whether the list goes on.")
    has_previous_page: bool = strawberry.field(description="Whether the page follows a cursor.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first edge.")
    end_cursor: str | None = strawberry.field(
        description="The cursor of the last edge: pass it as `after` to go on."
    )


@strawberry.type(description="One thing in a list, and its place.")
class Edge(Generic[T]):
    """One thing in a list, and its place."""

    node: T = strawberry.field(description="The thing itself.")
    cursor: str = strawberry.field(description="Its place, valid in this release only.")


@strawberry.type(description="One page of a list.")
class Connection(Generic[T]):
    """One page of a list."""

    edges: list[Edge[T]] = strawberry.field(description="The things of this page with places.")
    nodes: list[T] = strawberry.field(description="The things of this page, without places.")
    page_info: PageInfo = strawberry.field(description="Where this page lies in its list.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A wanted page.

    Attributes:
        of: which list, and of what, so that no cursor of another one is taken.
        first: how many at most.
        after: the sort key of the last thing read.
    """

    of: str
    first: int
    after: Place | None

    @property
    def probe(self) -> int:
        """How many to read: one more tells whether the list goes on."""
        return self.first + 1


def page(  # noqa: PLR0913  a page's whole wording, each part named by the caller
    reading: Reading,
    of: str,
    *,
    first: int | None,
    after: str | None,
    shape: tuple[type[str] | type[int], ...],
    usual: int = 20,
    most: int = 100,
) -> Page:
    """The page that `first` and `after` ask for.

    Args:
        reading: of which release.
        of: the list's name, and that of the thing whose list it is.
        first: the asked number; None for the usual one.
        after: the asked cursor.
        shape: the types of the sort key's parts.
        usual: how many where none is asked.
        most: how many at most.

    Raises:
        BadInput: the size is out of range, or the cursor is not one of this list.
    """
    size = usual if first is None else first
    if not 1 <= size <= most:
        raise BadInput(f"a page of {size} cannot be had", f"ask for 1 to {most}")
    place = None if after is None else _read_cursor(after, [reading.release.id, of], shape)
    return Page(of=of, first=size, after=place)


def _cursors(reading: Reading, of: str) -> Callable[[Place], str]:
    """Writes cursors of one list: a JSON array of release, list and place, in base64."""
    bound = orjson.dumps([reading.release.id, of])[:-1] + b","
    # three bytes are four letters: padded so, what all cursors share is encoded once
    shared = base64.urlsafe_b64encode(bound.ljust(-(-len(bound) // 3) * 3))

    def written(place: Place) -> str:
        # as `urlsafe_b64encode` does it, without its ways round: a page has a thousand cursors
        own = binascii.b2a_base64(orjson.dumps(place)[1:], newline=False).translate(_URL_SAFE)
        return (shared + own).decode()

    return written


def _read_cursor(text: str, bound: list[str], shape: tuple[type[str] | type[int], ...]) -> Place:
    try:
        written = orjson.loads(base64.b64decode(text, b"-_", validate=True))
    except (binascii.Error, ValueError):
        written = None
    if (
        isinstance(written, list)
        and written[:2] == bound
        and tuple(type(part) for part in written[2:]) == shape
        and all(_can_be_stored(part) for part in written[2:])
    ):
        return tuple(written[2:])
    raise BadInput(
        "`after` is not a cursor of this list in this release",
        "pass an `endCursor` of the same list, or leave `after` out to start again",
    )


def _can_be_stored(part: str | int) -> bool:
    if isinstance(part, int):
        return abs(part) <= _HIGHEST
    return part.encode(errors="ignore").decode().replace("\0", "") == part


@stands_for(Edge)
class _At(Edge[T]):
    """A thing at its place, made without the ceremony of a dataclass: there are many."""

    def __init__(self, node: T, cursor: str) -> None:
        self.node = node
        self.cursor = cursor


@stands_for(Connection)
class _Read(Connection[T], Generic[Row, T]):
    """A page that has been read: its edges and their cursors are made when they are asked for."""

    def __init__(
        self,
        wanted: Page,
        rows: Sequence[Row],
        *,
        cursor: Callable[[Place], str],
        place: Callable[[Row], Place],
        node: Callable[[Row], T],
    ) -> None:
        self.rows = rows[: wanted.first]
        self.node = node
        self._wanted = wanted
        self._goes_on = len(rows) > wanted.first
        self._cursor = cursor
        self._place = place

    nodes = made_of("rows", "node")
    edges = made_of("rows", "edge")

    def edge(self, row: Row) -> Edge[T]:
        """A row's thing, with its cursor."""
        return _At(self.node(row), self._cursor(self._place(row)))

    @property
    def page_info(self) -> PageInfo:  # type: ignore[override]
        """Where this page lies."""
        ends = [self._cursor(self._place(row)) for row in (*self.rows[:1], *self.rows[-1:])]
        return PageInfo(
            has_next_page=self._goes_on,
            has_previous_page=self._wanted.after is not None,
            start_cursor=ends[0] if ends else None,
            end_cursor=ends[-1] if ends else None,
        )


def connect(
    reading: Reading,
    wanted: Page,
    rows: Sequence[Row],
    *,
    place: Callable[[Row], Place],
    node: Callable[[Row], T],
) -> Connection[T]:
    """The page as the graph shows it.

    Args:
        reading: of which release.
        wanted: the page asked for.
        rows: the rows behind the cursor, one more than asked where the list goes on.
        place: a row's sort key.
        node: a row as the thing it stands for.
    """
    return _Read(wanted, rows, cursor=_cursors(reading, wanted.of), place=place, node=node)


def behind(wanted: Page, rows: Sequence[Row], *, place: Callable[[Row], Place]) -> Sequence[Row]:
    """The rows after the page's cursor, of a whole list in the order of `place`."""
    if wanted.after is None:
        return rows
    return [row for row in rows if place(row) > wanted.after]
