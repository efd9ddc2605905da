"""What the audit log held when each release was made: its hash stands in the release."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("published", sa.Column("audit_heads", sa.JSON(none_as_null=True)))


def downgrade() -> None:
    """Take back."""
    op.drop_column("published", "audit_heads")
