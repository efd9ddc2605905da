"""How is the public shelf laid out? Its tables; a release's rows are written once, never changed.

Every table but `releases` is keyed by release and holds only what may be shown to anyone.
Texts in several languages are JSON objects `{"fr": ..., "nl": ..., "en": ...}`.
"""

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(name, METADATA, *columns, sqlite_strict=True)


def _release(*, primary_key: bool = True) -> "sa.Column[str]":
    return sa.Column(
        "release_id",
        sa.Text,
        sa.ForeignKey("releases.id"),
        primary_key=primary_key,
        nullable=False,
    )


RELEASES = _table(
    "releases",
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False, unique=True),
    sa.Column("created_at", sa.Text, nullable=False),  # UTC, ISO 8601
    sa.Column("content_hash", sa.Text, nullable=False),
    sa.Column("previous_id", sa.Text, sa.ForeignKey("releases.id")),
    sa.Column("software_version", sa.Text, nullable=False),
    sa.Column("manifest", sa.JSON, nullable=False),
)

COOPERATIVES = _table(
    "cooperatives",
    _release(),
    sa.Column("slug", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("country", sa.Text, nullable=False),
    sa.Column("legal_form", sa.Text),
    sa.Column("sector", sa.Text),
    sa.Column("founded_on", sa.Text),
    sa.Column("dissolved_on", sa.Text),
    sa.Column("website", sa.Text),
    sa.Column("languages", sa.JSON, nullable=False),  # list of ISO 639-1 codes
    sa.Column("synthetic", sa.Boolean, nullable=False),
)

MEMBER_CATEGORIES = _table(
    "member_categories",
    _release(),
    sa.Column("cooperative", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("label", sa.JSON, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),  # CategoryKind
    sa.Column("college", sa.Text),
    sa.Column("voting_share", sa.Double),  # fraction 0-1
    sa.Column("college_aggregation", sa.Text, nullable=False),  # CollegeAggregation
)

BODIES = _table(
    "bodies",
    _release(),
    sa.Column("cooperative", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name", sa.JSON, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),  # BodyKind
    sa.Column("scope", sa.Text),  # BodyScope
    sa.Column("parent", sa.Text),
    sa.Column("aliases", sa.JSON, nullable=False),  # list of names
    sa.Column("created_on", sa.Text),
    sa.Column("closed_on", sa.Text),
    sa.Column("seats", sa.Integer),
    sa.Column("seat_rule", sa.JSON, nullable=False),  # {category: share as printed, "3/5"}
    sa.Column("term_years", sa.Double),
    sa.Column("public_role", sa.JSON),  # {url, on, signatory, attributes} or null
)

ASSEMBLIES = _table(
    "assemblies",
    _release(),
    sa.Column("cooperative", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),  # AssemblyKind
    sa.Column("date", sa.Text, nullable=False),
    sa.Column("record_date", sa.Text),
    sa.Column("quorum", sa.Double),
    sa.Column("mode", sa.Text),  # MeetingMode
    sa.Column("agenda_published_on", sa.Text),
    sa.Column("minutes_published_on", sa.Text),
)

CYCLES = _table(
    "cycles",
    _release(),
    sa.Column("cooperative", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("start_on", sa.Text),
    sa.Column("end_on", sa.Text),
    sa.Column("themes", sa.JSON, nullable=False),  # list
)

RECOMMENDATIONS = _table(
    "recommendations",
    _release(),
    sa.Column("cooperative", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("cycle", sa.Text),
    sa.Column("origin_body", sa.Text),
    sa.Column("theme", sa.Text),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("text", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("submitted_on", sa.Text),
    sa.Column("events", sa.JSON, nullable=False),  # [{stage, on, by_body, reason, url}] by date
    sa.Column("stage", sa.Text),  # the last event's
)

PRACTICES = _table(
    "practices",
    _release(),
    sa.Column("cooperative", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("dimension", sa.Text, primary_key=True),  # PracticeDimension
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("mechanism", sa.Text),
    # {"fr": [{text, evidence, status, period}], "en": [...]}: statements in order
    sa.Column("statements", sa.JSON, nullable=False),
    sa.Column("licence", sa.Text, nullable=False),
    sa.Column("adopted_from", sa.Text),
    sa.Column("adopted_on", sa.Text),
    sa.Column("adoption_result", sa.Text),
)

INDICATORS = _table(
    "indicators",
    _release(),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("family", sa.Text, nullable=False),
    sa.Column("tier", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("disclosure", sa.Text, nullable=False),
    sa.Column("name", sa.JSON, nullable=False),
    sa.Column("definition", sa.JSON, nullable=False),
    sa.Column("formula", sa.Text, nullable=False),
    sa.Column("numerator", sa.Text),
    sa.Column("denominator", sa.Text),
    sa.Column("breakdowns", sa.JSON, nullable=False),
    sa.Column("caveat", sa.JSON, nullable=False),
    sa.Column("direction", sa.Text, nullable=False),
    sa.Column("uncertainty", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("sources", sa.JSON, nullable=False),
)

OBSERVATIONS = _table(
    "observations",
    _release(),
    # the order of publication within the release: cooperative, indicator, period, breakdown, ...
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("cooperative", sa.Text, nullable=False),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("period_first", sa.Text, nullable=False),  # first day, for ranges
    sa.Column("period_last", sa.Text, nullable=False),  # last day
    sa.Column("as_of", sa.Text, nullable=False),
    sa.Column("dimensions", sa.Text, nullable=False),  # names joined by "|", "" for the total
    sa.Column("breakdown", sa.Text, nullable=False),  # breakdown_text()
    sa.Column("value", sa.Double),
    sa.Column("text", sa.Text),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("numerator", sa.Double),
    sa.Column("denominator", sa.Double),
    sa.Column("lower", sa.Double),
    sa.Column("upper", sa.Double),
    sa.Column("uncertainty", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("confidentiality", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("base", sa.Integer),
    sa.Column("held_from", sa.Text),  # the release whose value is carried forward
    sa.Column("policy", sa.Text),  # the version of the method of protection
    sa.Column("parameters", sa.Text),  # SHA-256 of its parameters
    sa.Column("key_id", sa.Text),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("source", sa.JSON),
    sa.Column("contested", sa.Boolean, nullable=False),
    sa.Column("comparability", sa.JSON, nullable=False),  # list
    sa.Column("method_version", sa.Text, nullable=False),
    sa.Index(None, "release_id", "indicator", "cooperative", "period_first"),
    sa.Index(None, "release_id", "cooperative", "indicator", "period_first"),
)

AGGREGATES = _table(
    "aggregates",
    _release(),
    # the order of publication: indicator, year, real before invented, breakdown
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("dimensions", sa.Text, nullable=False),  # names joined by "|", "" for the total
    sa.Column("breakdown", sa.Text, nullable=False),  # breakdown_text()
    sa.Column("synthetic", sa.Boolean, nullable=False),
    sa.Column("cooperatives", sa.JSON, nullable=False),  # list of slugs
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("value", sa.Double),
    sa.Column("numerator", sa.Double),
    sa.Column("denominator", sa.Double),
    sa.Column("lower", sa.Double),
    sa.Column("upper", sa.Double),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Index(None, "release_id", "indicator", "year"),
)

CELLS = _table(
    "cells",
    _release(),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("cooperative", sa.Text, nullable=False),
    sa.Column("population", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("as_of", sa.Text, nullable=False),
    sa.Column("measure", sa.Text, nullable=False),
    # all cells of that day: field -> list, or one value where it is everywhere the same
    sa.Column("cells", sa.JSON, nullable=False),
    sa.Index(None, "release_id", "cooperative"),
)

STRUCTURES = _table(
    "structures",
    _release(),
    sa.Column("digest", sa.Text, primary_key=True),
    # {"columns": [{name, dimension, codes: [[code, leaves]], ...}], "tables": [[column]]}
    sa.Column("structure", sa.JSON, nullable=False),
)

PLANS = _table(
    "plans",
    _release(),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("cooperative", sa.Text, nullable=False),
    sa.Column("population", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("as_of", sa.Text, nullable=False),
    sa.Column("structure", sa.Text, nullable=False),  # digest
    sa.Column("known", sa.JSON, nullable=False),  # {key as text: exact count}
    sa.Column("movers", sa.Text, nullable=False),  # Movers
    sa.Column("held_from", sa.Text),
    sa.Column("base", sa.Integer, nullable=False),
    sa.Column("key_id", sa.Text, nullable=False),
    sa.Column("parameters", sa.Text, nullable=False),
    sa.Column("method", sa.Text, nullable=False),
)

AUDITS = _table(
    "audits",
    _release(),
    sa.Column("report", sa.JSON, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
)

FINDINGS = _table(
    "reconciliation_findings",
    _release(),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("cooperative", sa.Text, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("indicators", sa.JSON, nullable=False),  # list of codes
    sa.Column("breakdown", sa.Text),  # breakdown_text(); null where any group may be meant
    sa.Column("period", sa.Text),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("published", sa.Double),
    sa.Column("recomputed", sa.Double),
    sa.Column("hypotheses", sa.JSON, nullable=False),  # list of texts per language
    sa.Index(None, "release_id", "cooperative"),
)

CHANGES = _table(
    "changes",
    _release(),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),  # added, removed, changed
    sa.Column("cooperative", sa.Text, nullable=False),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("breakdown", sa.Text, nullable=False),
    sa.Column("field", sa.Text),  # which value changed; null when added or removed
    sa.Column("before", sa.JSON),
    sa.Column("after", sa.JSON),
)
