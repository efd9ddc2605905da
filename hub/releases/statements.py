"""How is a long list read quickly? By a statement that was written before, past the usual ways.

SQLAlchemy writes the statement, once for each kind of question, and the driver executes it: what
is read most often costs a third of what it does otherwise.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from threading import Lock
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

#: How many statements are kept; lists of another length make another one.
KEPT = 256

Row = tuple[Any, ...]


#: A statement as the driver takes it, its parameters in order where they have no names, and those
#: that always have the same value.
_Statement = tuple[str, Sequence[str] | None, Mapping[str, Any]]


class Asked(NamedTuple):
    """A question to a database.

    Attributes:
        kind: names the statement; equal ones are written once.
        write: writes it, with parameters by name.
        values: of its parameters.
    """

    kind: Hashable
    write: Callable[[], sa.Select[Any]]
    values: Mapping[str, Any]


class Written:
    """The statements that were written for a kind of database; safe between threads.

    Args:
        dialect: of the database.
    """

    def __init__(self, dialect: sa.Dialect) -> None:
        self._dialect = dialect
        self._kept: OrderedDict[Hashable, _Statement] = OrderedDict()
        self._lock = Lock()

    def of(self, asked: Asked) -> _Statement:
        """The statement of a question, written when its kind is asked for the first time."""
        with self._lock:
            kept = self._kept.get(asked.kind)
            if kept is not None:
                self._kept.move_to_end(asked.kind)
                return kept
        written = asked.write().compile(dialect=self._dialect)
        made = str(written), written.positiontup, written.params
        with self._lock:
            self._kept[asked.kind] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made


class Statements:
    """Asks a database in this thread.

    Args:
        engine: the database.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._written = Written(engine.dialect)
        # PostgreSQL sends numbers as they are, and not as text, when it is asked to
        self._asking = {"binary": True} if engine.dialect.driver == "psycopg" else {}

    def read(self, asked: Asked) -> list[Row]:
        """The rows that answer a question.

        Raises:
            DBAPIError: the database cannot be read.
        """
        text, order, fixed = self._written.of(asked)
        values = {**fixed, **asked.values}
        given = values if order is None else [values[name] for name in order]
        try:
            return self._execute(text, given)
        except DBAPIError as error:
            # the connection had been left by its server since it was used last
            if not error.connection_invalidated:
                raise
            return self._execute(text, given)

    def _execute(self, text: str, given: Mapping[str, Any] | Sequence[Any]) -> list[Row]:
        broken: type[Exception] = self._engine.dialect.loaded_dbapi.Error
        connection = connected(self._engine)
        try:
            cursor = connection.driver_connection.cursor(**self._asking)  # type: ignore[union-attr]
            try:
                cursor.execute(text, given)
                return list(cursor.fetchall())
            finally:
                cursor.close()
        except broken as error:
            raise failure(self._engine, connection, text, error) from error
        finally:
            connection.close()


def connected(engine: sa.Engine) -> sa.PoolProxiedConnection:
    """A connection of the engine's pool.

    Raises:
        DBAPIError: there is none to be had.
    """
    try:
        return engine.raw_connection()
    except engine.dialect.loaded_dbapi.Error as error:
        raise DBAPIError("connect", None, error) from error


def failure(
    engine: sa.Engine, connection: sa.PoolProxiedConnection, text: str, error: Exception
) -> DBAPIError:
    """What is to be said of a driver's error; a connection that is lost is not used again."""
    lost = engine.dialect.is_disconnect(error, connection.dbapi_connection, None)  # type: ignore[arg-type]
    if lost:
        # those that wait in the pool are of the same server
        engine.dispose(close=False)
        connection.invalidate()
    return DBAPIError(text, None, error, connection_invalidated=lost)
