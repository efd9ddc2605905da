"""Which answers are at hand? Bytes of a release, which never changes, until room is needed.

An answer is kept as it was written and in every encoding it was asked for in. Whoever asks what
is being worked out already waits for that answer.
"""

import hashlib
from asyncio import Event
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from anyio import to_thread

from schema.encodings import WORTHWHILE, encode
from schema.negotiation import IDENTITY

#: How many bytes of answers are kept, and how many one of them may have.
MOST_BYTES = 64_000_000
LONGEST = 4_000_000

#: What an answer takes besides its bytes.
_OVERHEAD = 2_000

#: Compressing less than this takes under a millisecond, and no thread.
_AT_ONCE = 20_000

Header = tuple[bytes, bytes]


class Form:
    """An answer in one encoding.

    Attributes:
        body: as it is sent.
        headers: all of them.
        etag: strong, of these very bytes; empty where there is none.
        unchanged: the headers of a 304.
    """

    __slots__ = ("body", "etag", "headers", "unchanged")

    def __init__(self, body: bytes, headers: tuple[Header, ...], etag: str) -> None:
        self.body = body
        self.etag = etag
        self.unchanged = (*headers, (b"etag", etag.encode())) if etag else headers
        self.headers = (*self.unchanged, (b"content-length", str(len(body)).encode()))


class Answer:
    """An answer and its forms.

    Args:
        status: of HTTP.
        media: its media type.
        body: not encoded.
        headers: besides those that say what the body is.
        lasting: whether the same question always has this answer.
    """

    def __init__(
        self,
        status: int,
        body: bytes,
        *,
        media: str,
        headers: tuple[Header, ...],
        lasting: bool,
    ) -> None:
        self.status = status
        self.lasting = lasting
        self._body = body
        self._headers = headers
        self._type = (b"content-type", f"{media}; charset=utf-8".encode())
        self._hash = hashlib.sha256(body).hexdigest()[:32] if lasting else ""
        self._forms: dict[str, Form] = {}

    @property
    def size(self) -> int:
        """How many bytes it takes, with all its forms."""
        encoded = sum(len(form.body) for form in self._forms.values() if form.body != self._body)
        return len(self._body) + encoded + _OVERHEAD

    def at_hand(self, encoding: str) -> Form | None:
        """A form that was asked for before."""
        return self._forms.get(encoding)

    async def form(self, encoding: str) -> Form:
        """The answer in an encoding; as it is where that would not be shorter."""
        found = self._forms.get(encoding)
        if found is None:
            found = self._forms[encoding] = await self._made(encoding)
        return found

    async def _made(self, encoding: str) -> Form:
        if encoding != IDENTITY and len(self._body) >= WORTHWHILE:
            body = await _encoded(self._body, encoding)
            if len(body) < len(self._body):
                said = (b"content-encoding", encoding.encode())
                etag = f'"{self._hash}-{encoding}"' if self.lasting else ""
                return Form(body, (self._type, said, *self._headers), etag)
        etag = f'"{self._hash}"' if self.lasting else ""
        return Form(self._body, (self._type, *self._headers), etag)


async def _encoded(body: bytes, encoding: str) -> bytes:
    if len(body) < _AT_ONCE:
        return encode(body, encoding)
    return await to_thread.run_sync(encode, body, encoding)


class _Flight:
    """An answer that is being worked out, and those who wait for it."""

    def __init__(self) -> None:
        self.landed = Event()
        self.answer: Answer | None = None


class Answers:
    """The answers at hand, those asked for least recently forgotten first.

    Args:
        most_bytes: how much they may take together.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[bytes, Answer] = OrderedDict()
        self._sizes: dict[bytes, int] = {}
        self._flights: dict[bytes, _Flight] = {}
        self.bytes = 0

    def find(self, key: bytes) -> Answer | None:
        """An answer at hand."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    async def answer(self, key: bytes, work_out: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer to a question, worked out once for all who ask it at the same time.

        Args:
            key: names the question, its release and the form of its answer.
            work_out: makes the answer; it is kept where it is lasting.
        """
        while key in self._flights:
            flight = self._flights[key]
            await flight.landed.wait()
            if flight.answer is not None:
                return flight.answer
            # whoever worked it out was interrupted: one of those who waited does it again
        kept = self.find(key)
        if kept is not None:
            return kept
        flight = self._flights[key] = _Flight()
        try:
            flight.answer = await work_out()
        finally:
            del self._flights[key]
            flight.landed.set()
        if flight.answer.lasting:
            self._kept[key] = flight.answer
            self.weigh(key)
        return flight.answer

    def weigh(self, key: bytes) -> None:
        """Count an answer's bytes again, after it took another form, and make room."""
        answer = self._kept.get(key)
        if answer is None:
            return
        size = answer.size
        self.bytes += size - self._sizes.get(key, 0)
        self._sizes[key] = size
        if size > LONGEST:
            self._forget(key)
        while self.bytes > self._most:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: bytes) -> None:
        del self._kept[key]
        self.bytes -= self._sizes.pop(key)
