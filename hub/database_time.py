"""What time is it? By the database's clock, which all who use it share."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles


class _Now(sa.sql.functions.GenericFunction[float]):
    type = sa.Double()
    inherit_cache = True


@compiles(_Now, "postgresql")
def _on_postgresql(*_: Any, **__: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own shape
    return "extract(epoch from clock_timestamp())::double precision"


@compiles(_Now, "sqlite")
def _on_sqlite(*_: Any, **__: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own shape
    return "((julianday('now') - 2440587.5) * 86400.0)"


#: Seconds since 1970, while the statement runs.
NOW = _Now()
