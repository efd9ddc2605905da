"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "imports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("cooperative", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("software_version", sa.Text(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_imports_cooperative"), "imports", ["cooperative"], unique=False)
    op.create_table(
        "current_tables",
        sa.Column("cooperative", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_current_tables_import_id")
        ),
        sa.PrimaryKeyConstraint("cooperative", "table_name", name=op.f("pk_current_tables")),
        sqlite_strict=True,
    )
    op.create_table(
        "import_tables",
        sa.Column("import_id", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_import_tables_import_id")
        ),
        sa.PrimaryKeyConstraint("import_id", "table_name", name=op.f("pk_import_tables")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("import_tables")
    op.drop_table("current_tables")
    op.drop_index(op.f("ix_imports_cooperative"), table_name="imports")
    op.drop_table("imports")
