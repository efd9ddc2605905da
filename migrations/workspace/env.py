"""How is the confidential workspace migrated? By the connection that the caller hands over."""

from alembic import context

from hub.workspace_tables import METADATA
from migrations.comparison import same_type

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    compare_type=same_type,
    transactional_ddl=True,  # SQLite can, and a kill half-way must leave the old schema
)
with context.begin_transaction():
    context.run_migrations()
