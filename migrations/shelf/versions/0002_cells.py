"""Cells, plans and audits; how an observation was protected."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "cells",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("cooperative", sa.Text(), nullable=False),
        sa.Column("population", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_cells_release_id")),
        sa.PrimaryKeyConstraint("release_id", "position", name=op.f("pk_cells")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_cells_release_id_cooperative"),
        "cells",
        ["release_id", "cooperative"],
        unique=False,
    )
    op.create_table(
        "structures",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("structure", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_structures_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", "digest", name=op.f("pk_structures")),
        sqlite_strict=True,
    )
    op.create_table(
        "plans",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("cooperative", sa.Text(), nullable=False),
        sa.Column("population", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("structure", sa.Text(), nullable=False),
        sa.Column("known", sa.JSON(), nullable=False),
        sa.Column("movers", sa.Text(), nullable=False),
        sa.Column("held_from", sa.Text(), nullable=True),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_plans_release_id")),
        sa.PrimaryKeyConstraint("release_id", "position", name=op.f("pk_plans")),
        sqlite_strict=True,
    )
    op.create_table(
        "audits",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_audits_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_audits")),
        sqlite_strict=True,
    )
    for name in ("held_from", "policy", "parameters", "key_id"):
        op.add_column("observations", sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    """Undo."""
    for name in ("key_id", "parameters", "policy", "held_from"):
        op.drop_column("observations", name)
    op.drop_table("audits")
    op.drop_table("plans")
    op.drop_table("structures")
    op.drop_index(op.f("ix_cells_release_id_cooperative"), table_name="cells")
    op.drop_table("cells")
