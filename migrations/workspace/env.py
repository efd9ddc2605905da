"""How is the confidential workspace migrated? By the connection that the caller hands over."""

from alembic import context

from hub.choices import CHOICES
from hub.jobs import JOBS
from hub.partners.pushes import PUSHES
from hub.workspace import METADATA
from migrations.comparison import same_type

#: Tables that stand beside the code that uses them: naming them here is what loads them.
_BESIDES = (CHOICES, JOBS, PUSHES)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    compare_type=same_type,
    transactional_ddl=True,  # SQLite can, and a kill half-way must leave the old schema
)
with context.begin_transaction():
    context.run_migrations()
