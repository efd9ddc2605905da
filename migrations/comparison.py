"""When does a database column have the type that the code means? For `alembic check`."""

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext


def same_type(
    context: MigrationContext,
    _inspected_column: sa.Column[object],
    _metadata_column: sa.Column[object],
    inspected_type: sa.types.TypeEngine[object],
    metadata_type: sa.types.TypeEngine[object],
) -> bool | None:
    """False when equal, None to leave it to Alembic.

    STRICT tables on SQLite know five type names, so Boolean and INTEGER are the same there: what
    counts is the name that each type is written as.
    """
    if context.dialect.name != "sqlite":
        return None
    written = [kind.compile(context.dialect) for kind in (inspected_type, metadata_type)]
    return written[0] != written[1]
