"""What people said of columns and words that no mapping pack knows."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "choices",
        sa.Column("cooperative", sa.Text(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("of_field", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("meant", sa.Text(), nullable=False),
        sa.Column("chosen_by", sa.Text(), nullable=False),
        sa.Column("chosen_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "cooperative",
            "system",
            "table_name",
            "about",
            "of_field",
            "said",
            name=op.f("pk_choices"),
        ),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("choices")
