"""The releases that were made."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "published",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_published")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("published")
