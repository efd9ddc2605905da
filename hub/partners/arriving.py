"""How does a request's body come in? As one file, or as a form of several, as it arrives."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from hub.partners.multipart import Form, Part, UnreadableForm, boundary_of, filename_of
from hub.partners.problems import Refused
from hub.partners.uploads import Receiving
from hub.settings import PartnerLimits

#: What is said beside the files takes no more than this.
_LONGEST_SAID = 1 << 16

#: Written to the disk at once; a server hands out 64 kilobytes at a time.
_PIECE = 1 << 20


async def arrive(
    request: Request, receiving: Receiving, limits: PartnerLimits
) -> Sequence[tuple[str, str]]:
    """Write the body of a request to the disk as it arrives.

    Returns:
        What a form says beside its files: names and values, in its order.

    Raises:
        Refused: it is too large, too slow, unreadable, or the disk is full.
        ClientDisconnect: half of it came.
    """
    _refuse_early(request, limits)
    kind = request.headers.get("content-type", "")
    is_form = kind.partition(";")[0].strip().lower() == "multipart/form-data"
    said: list[tuple[str, str]] = []
    try:
        take = _form(kind, receiving, said) if is_form else _one_file(request, kind, receiving)
        async with asyncio.timeout(limits.upload_seconds):
            async for piece in _pieces(request):
                await run_in_threadpool(take, piece)
        await run_in_threadpool(take, None)
    except TimeoutError as error:
        raise Refused("receiving_took_too_long", seconds=limits.upload_seconds) from error
    except UnreadableForm as error:
        raise Refused("unreadable_form", where="Content-Type") from error
    return said


def _refuse_early(request: Request, limits: PartnerLimits) -> None:
    """What can be said before anything has arrived."""
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise Refused("unknown_encoding", where="Content-Encoding")
    length = request.headers.get("content-length", "0")
    if length.isascii() and length.isdigit() and int(length[:20]) > limits.upload_bytes:
        raise Refused("too_large", where="Content-Length", limit=f"{limits.upload_bytes:,}")


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    held = bytearray()
    async for piece in request.stream():
        held += piece
        if len(held) >= _PIECE:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _one_file(request: Request, kind: str, receiving: Receiving) -> Callable[[bytes | None], None]:
    # a header's bytes reach us as Latin-1, whatever they are
    sent = request.headers.get("content-disposition", "").encode("latin-1")
    name = filename_of(sent.decode("utf-8", errors="replace")) if sent else None
    receiving.begin(name or request.query_params.get("name"), kind)

    def take(piece: bytes | None) -> None:
        if piece is not None:
            receiving.write(piece)

    return take


def _form(
    kind: str, receiving: Receiving, said: list[tuple[str, str]]
) -> Callable[[bytes | None], None]:
    form = Form(boundary_of(kind))
    fields: list[tuple[str, bytearray]] = []
    in_file = False

    def take(piece: bytes | None) -> None:
        nonlocal in_file
        if piece is None:
            form.close()
            said.extend((name, value.decode(errors="replace")) for name, value in fields)
            return
        for one in form.feed(piece):
            if isinstance(one, Part):
                in_file = one.filename is not None
                if one.filename is not None:
                    receiving.begin(one.filename, one.kind)
                else:
                    receiving.end()
                    fields.append((one.name, bytearray()))
            else:
                receiving.write(one)
                if fields and not in_file:
                    fields[-1][1].extend(one)
            if sum(len(name) + len(value) for name, value in fields) > _LONGEST_SAID:
                raise UnreadableForm

    return take
