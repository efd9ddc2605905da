"""How are rows awaited from PostgreSQL? On the event loop: no thread is woken up to wait for them.

By the asynchronous half of libpq, PostgreSQL's own library. A thread for each question, and the
driver's ways round it, take three times the processor time.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg.adapt import Transformer
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGconn, PGresult
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DBAPIError

from hub.releases.statements import Asked, Row, Written, connected, failure

#: How many questions are asked at once; the pool of the engine must hold as many connections.
AT_ONCE = 10

#: How many statements a connection prepares; those that come later are read each time.
PREPARED = 100


class Awaited:
    """Asks a PostgreSQL database without a thread that waits.

    Args:
        engine: the database, through psycopg.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        dialect: sa.Dialect = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
        self._written = Written(dialect)
        self._room: tuple[asyncio.AbstractEventLoop, asyncio.Semaphore] | None = None

    async def read(self, asked: Asked) -> list[Row]:
        """The rows that answer a question; its values are texts and whole numbers.

        Raises:
            DBAPIError: the database cannot be read.
        """
        text, order, _ = self._written.of(asked)
        given = [_written(asked.values[name]) for name in order or ()]
        async with self._bounds():
            try:
                return await self._ask(text, given)
            except DBAPIError as error:
                # the connection had been left by its server since it was used last
                if not error.connection_invalidated:
                    raise
                return await self._ask(text, given)

    def _bounds(self) -> asyncio.Semaphore:
        loop = asyncio.get_running_loop()
        if self._room is None or self._room[0] is not loop:
            self._room = loop, asyncio.Semaphore(AT_ONCE)
        return self._room[1]

    async def _ask(self, text: str, given: Sequence[bytes | None]) -> list[Row]:
        connection = await self._connection()
        try:
            return await _rows(connection, text, given)
        except psycopg.Error as error:
            raise failure(self._engine, connection, text, error) from error
        except BaseException:
            # interrupted half-way: what it was asked is still to come
            connection.invalidate()
            raise
        finally:
            connection.close()

    async def _connection(self) -> sa.PoolProxiedConnection:
        pool = self._engine.pool
        if isinstance(pool, sa.QueuePool) and pool.checkedin():
            return connected(self._engine)
        # a new one has to be waited for
        return await asyncio.to_thread(connected, self._engine)


def _written(value: str | int | None) -> bytes | None:
    return None if value is None else str(value).encode()


async def _rows(
    connection: sa.PoolProxiedConnection, text: str, given: Sequence[bytes | None]
) -> list[Row]:
    driver: psycopg.Connection[Any] = connection.driver_connection  # type: ignore[assignment]
    server = driver.pgconn
    name = await _prepared(connection, server, text)
    if name is None:
        server.send_query_params(text.encode(), given, result_format=Format.BINARY)
    else:
        server.send_query_prepared(name, given, result_format=Format.BINARY)
    result = await _result(server)
    read = Transformer(driver)
    read.set_pgresult(result)
    return read.load_rows(0, result.ntuples, tuple)


async def _prepared(
    connection: sa.PoolProxiedConnection, server: PGconn, text: str
) -> bytes | None:
    """The name of a statement on this connection; None where it has prepared enough."""
    known: dict[str, bytes] = connection.info.setdefault("prepared", {})
    name = known.get(text)
    if name is None and len(known) < PREPARED:
        name = f"figures_{len(known)}".encode()
        server.send_prepare(name, text.encode())
        await _result(server)
        known[text] = name
    return name


async def _result(server: PGconn) -> PGresult:
    """What the server says to that which was sent.

    Raises:
        psycopg.Error: that it cannot, or will not.
    """
    loop = asyncio.get_running_loop()
    while server.flush():
        await _until(loop.add_writer, loop.remove_writer, server.socket)
    found = None
    while True:
        while server.is_busy():
            await _until(loop.add_reader, loop.remove_reader, server.socket)
            server.consume_input()
        # the last is followed by nothing
        result = server.get_result()
        if result is None:
            break
        found = result
    if found is None:
        raise psycopg.OperationalError("the server said nothing")
    if found.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        raise psycopg.errors.error_from_result(found)
    return found


async def _until(
    watch: Callable[..., object], leave: Callable[[int], object], socket: int
) -> None:
    """Wait until something can be read from a socket, or be written to it."""
    ready = asyncio.get_running_loop().create_future()
    watch(socket, _tell, ready)
    try:
        await ready
    finally:
        leave(socket)


def _tell(ready: asyncio.Future[None]) -> None:
    if not ready.done():
        ready.set_result(None)
