"""How the sender of an upload means it: additions alone, or a table for each file."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("pushes", sa.Column("meant", sa.JSON(none_as_null=True)))


def downgrade() -> None:
    """Take back."""
    op.drop_column("pushes", "meant")
