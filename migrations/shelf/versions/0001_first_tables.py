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
        "releases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("previous_id", sa.Text(), nullable=True),
        sa.Column("software_version", sa.Text(), nullable=False),
        sa.Column("manifest", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["releases.id"], name=op.f("fk_releases_previous_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint("number", name=op.f("uq_releases_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "assemblies",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("cooperative", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("record_date", sa.Text(), nullable=True),
        sa.Column("quorum", sa.Double(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("agenda_published_on", sa.Text(), nullable=True),
        sa.Column("minutes_published_on", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_assemblies_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", "cooperative", "code", name=op.f("pk_assemblies")),
        sqlite_strict=True,
    )
    op.create_table(
        "bodies",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("cooperative", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("created_on", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("seat_rule", sa.JSON(), nullable=False),
        sa.Column("term_years", sa.Double(), nullable=True),
        sa.Column("public_role", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_bodies_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", "cooperative", "code", name=op.f("pk_bodies")),
        sqlite_strict=True,
    )
    op.create_table(
        "changes",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cooperative", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("breakdown", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_changes_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", "position", name=op.f("pk_changes")),
        sqlite_strict=True,
    )
    op.create_table(
        "cooperatives",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("legal_form", sa.Text(), nullable=True),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("founded_on", sa.Text(), nullable=True),
        sa.Column("dissolved_on", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_cooperatives_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", "slug", name=op.f("pk_cooperatives")),
        sqlite_strict=True,
    )
    op.create_table(
        "cycles",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("cooperative", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("start_on", sa.Text(), nullable=True),
        sa.Column("end_on", sa.Text(), nullable=True),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_cycles_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", "cooperative", "code", name=op.f("pk_cycles")),
        sqlite_strict=True,
    )
    op.create_table(
        "indicators",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("disclosure", sa.Text(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("numerator", sa.Text(), nullable=True),
        sa.Column("denominator", sa.Text(), nullable=True),
        sa.Column("breakdowns", sa.JSON(), nullable=False),
        sa.Column("caveat", sa.JSON(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("uncertainty", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_indicators_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", "code", name=op.f("pk_indicators")),
        sqlite_strict=True,
    )
    op.create_table(
        "member_categories",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("cooperative", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("college", sa.Text(), nullable=True),
        sa.Column("voting_share", sa.Double(), nullable=True),
        sa.Column("college_aggregation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_member_categories_release_id")
        ),
        sa.PrimaryKeyConstraint(
            "release_id", "cooperative", "code", name=op.f("pk_member_categories")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "observations",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("cooperative", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("period_first", sa.Text(), nullable=False),
        sa.Column("period_last", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("dimensions", sa.Text(), nullable=False),
        sa.Column("breakdown", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("numerator", sa.Double(), nullable=True),
        sa.Column("denominator", sa.Double(), nullable=True),
        sa.Column("lower", sa.Double(), nullable=True),
        sa.Column("upper", sa.Double(), nullable=True),
        sa.Column("uncertainty", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("confidentiality", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=True),
        sa.Column("contested", sa.Boolean(), nullable=False),
        sa.Column("comparability", sa.JSON(), nullable=False),
        sa.Column("method_version", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_observations_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", "position", name=op.f("pk_observations")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_observations_release_id_cooperative_indicator_period_first"),
        "observations",
        ["release_id", "cooperative", "indicator", "period_first"],
        unique=False,
    )
    op.create_index(
        op.f("ix_observations_release_id_indicator_cooperative_period_first"),
        "observations",
        ["release_id", "indicator", "cooperative", "period_first"],
        unique=False,
    )
    op.create_table(
        "practices",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("cooperative", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mechanism", sa.Text(), nullable=True),
        sa.Column("statements", sa.JSON(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("adopted_from", sa.Text(), nullable=True),
        sa.Column("adopted_on", sa.Text(), nullable=True),
        sa.Column("adoption_result", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_practices_release_id")
        ),
        sa.PrimaryKeyConstraint(
            "release_id", "cooperative", "code", "dimension", name=op.f("pk_practices")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "recommendations",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("cooperative", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("cycle", sa.Text(), nullable=True),
        sa.Column("origin_body", sa.Text(), nullable=True),
        sa.Column("theme", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("submitted_on", sa.Text(), nullable=True),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_recommendations_release_id")
        ),
        sa.PrimaryKeyConstraint(
            "release_id", "cooperative", "code", name=op.f("pk_recommendations")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "reconciliation_findings",
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("cooperative", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("indicators", sa.JSON(), nullable=False),
        sa.Column("breakdown", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("published", sa.Double(), nullable=True),
        sa.Column("recomputed", sa.Double(), nullable=True),
        sa.Column("hypotheses", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_reconciliation_findings_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", "position", name=op.f("pk_reconciliation_findings")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_reconciliation_findings_release_id_cooperative"),
        "reconciliation_findings",
        ["release_id", "cooperative"],
        unique=False,
    )


def downgrade() -> None:
    """Undo."""
    op.drop_index(
        op.f("ix_reconciliation_findings_release_id_cooperative"),
        table_name="reconciliation_findings",
    )
    op.drop_table("reconciliation_findings")
    op.drop_table("recommendations")
    op.drop_table("practices")
    op.drop_index(
        op.f("ix_observations_release_id_indicator_cooperative_period_first"),
        table_name="observations",
    )
    op.drop_index(
        op.f("ix_observations_release_id_cooperative_indicator_period_first"),
        table_name="observations",
    )
    op.drop_table("observations")
    op.drop_table("member_categories")
    op.drop_table("indicators")
    op.drop_table("cycles")
    op.drop_table("cooperatives")
    op.drop_table("changes")
    op.drop_table("bodies")
    op.drop_table("assemblies")
    op.drop_table("releases")
