"""How long is a reader waited for who is slow to ask, or to take the answer? Half a minute.

The head of a request is its address and its headers. The parser keeps whatever comes of it, and
waits for the rest for ever, as a writer does for a reader who takes nothing: one reader could fill
the memory, and two thousand idle ones take every connection.
"""

import asyncio
import json
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

#: How many bytes the address and the headers have together.
LONGEST = 65_536

#: Seconds from a connection, or from the first byte of a further request, to the end of its head;
#: and between two looks at whether a reader takes anything of an answer, or sends more after it.
PATIENCE = 30.0


class _TooLong(Exception):
    """The head is longer than any may be."""


class WaitsBriefly(HttpToolsProtocol):
    """Speaks HTTP as uvicorn does, with readers who come to the point."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._begun = False
        self._came = self._kept = self._rest = 0
        self._unsent = 0
        self._waiting: asyncio.TimerHandle | None = None
        self._sending: asyncio.TimerHandle | None = None
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait_no_longer()
        self._send_no_longer()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """More is written than the reader takes."""
        super().pause_writing()
        self._unsent = self.transport.get_write_buffer_size()
        self._sending = self.loop.call_later(PATIENCE, self._look_at_what_is_taken)

    def resume_writing(self) -> None:
        """The reader took it."""
        self._send_no_longer()
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        """Some bytes of a head or a body."""
        known = self._begun
        super().data_received(data)
        if self.transport.is_closing():
            return
        if not self._begun:
            # more of a body that nobody reads, or nothing at all, in place of a further request
            if not self._is_answering():
                self._rest += len(data)
                if self._waiting is None:
                    self._wait()
            return
        # the bytes before it may be of another request's body
        self._came += len(data) if known else 0
        if self._came > LONGEST:
            self._refuse_length()
        elif self._waiting is None:
            self._wait()

    def on_message_begin(self) -> None:
        """A head begins."""
        self._begun, self._came, self._kept, self._rest = True, 0, 0, 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Some of the address."""
        self._keep(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header, whole."""
        self._keep(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._begun = False
        self._wait_no_longer()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what the parser cannot read, in the form of all refusals."""
        del msg
        if self._kept > LONGEST:
            self._refuse_length()
        else:
            self._refuse(HTTPStatus.BAD_REQUEST, "the request is not readable as HTTP; correct it")

    def _keep(self, length: int) -> None:
        self._kept += length
        if self._kept > LONGEST:
            raise _TooLong

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(PATIENCE, self._wait_is_over)

    def _wait_no_longer(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _is_answering(self) -> bool:
        """Whether the last request whose head came has yet to have its answer."""
        answering: RequestResponseCycle | None = self.cycle
        return answering is not None and not answering.response_complete

    def _wait_is_over(self) -> None:
        self._waiting = None
        if self._is_answering():
            self._wait()  # somebody who still gets an answer may be slow to ask again
        elif self._begun:
            self._refuse(
                HTTPStatus.REQUEST_TIMEOUT,
                f"the request took more than {PATIENCE:.0f} seconds to come; try again",
            )
        elif self._rest > LONGEST:
            # what was refused is still on its way: cut off, its sender would not learn why
            self._rest = 0
            self._wait()
        else:
            self.transport.close()

    def _send_no_longer(self) -> None:
        if self._sending is not None:
            self._sending.cancel()
            self._sending = None

    def _look_at_what_is_taken(self) -> None:
        unsent = self.transport.get_write_buffer_size()
        if unsent < self._unsent:
            self._unsent = unsent
            self._sending = self.loop.call_later(PATIENCE, self._look_at_what_is_taken)
        else:
            self._sending = None
            self.transport.abort()

    def _refuse_length(self) -> None:
        self._refuse(
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
            f"address and headers have more than {LONGEST:,} bytes; send long questions by POST",
        )

    def _refuse(self, status: HTTPStatus, what: str) -> None:
        error = {"message": what, "extensions": {"code": "BAD_REQUEST"}}
        body = json.dumps({"errors": [error]}).encode()
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\n"
            "content-type: application/json; charset=utf-8\r\n"
            f"content-length: {len(body)}\r\n"
            "access-control-allow-origin: *\r\n"
            "cache-control: no-store\r\n"
            "connection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()
