"""What is in a release besides figures? The release itself, and everything it says in words.

Texts in several languages are mappings of ISO 639-1 code to text. Dates may be partial (`2021`,
`2021-06`), as the cooperative gave them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hub.releases.observation import Breakdown
from hub.vocabulary import (
    AssemblyKind,
    BodyKind,
    BodyScope,
    CategoryKind,
    CollegeAggregation,
    MeetingMode,
    PracticeDimension,
    PracticeStatus,
    RecommendationStage,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One publication of everything the hub may show; it never changes.

    Attributes:
        number: counts from 1; the highest is the latest.
        created_at: UTC, ISO 8601.
        content_hash: equal when, and only when, the same content was released.
        previous_id: the release before; None for the first.
        manifest: what it was made from, such as `imports` with their hashes.
    """

    id: str
    number: int
    created_at: str
    content_hash: str
    previous_id: str | None
    software_version: str
    manifest: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooperative:
    """A cooperative; `synthetic` means that it is invented."""

    slug: str
    name: str
    country: str
    legal_form: str | None
    sector: str | None
    founded_on: str | None
    dissolved_on: str | None
    website: str | None
    languages: tuple[str, ...]
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberCategory:
    """A kind of members; `voting_share` is its college's share of the votes, 0-1."""

    cooperative: str
    code: str
    label: Mapping[str, str]
    kind: CategoryKind
    college: str | None
    voting_share: float | None
    college_aggregation: CollegeAggregation


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRole:
    """A body's declaration that its people act in public, and what may be shown of them."""

    url: str
    on: str
    signatory: str
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body, without its people.

    Attributes:
        seat_rule: share of the seats per member category, as printed (`3/5`).
        term_years: how long a mandate lasts, in years.
    """

    cooperative: str
    code: str
    name: Mapping[str, str]
    kind: BodyKind
    scope: BodyScope | None
    parent: str | None
    aliases: tuple[str, ...]
    created_on: str | None
    closed_on: str | None
    seats: int | None
    seat_rule: Mapping[str, str]
    term_years: float | None
    public_role: PublicRole | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """A meeting at which members or a body decide; `quorum` is a fraction of the votes, 0-1."""

    cooperative: str
    code: str
    kind: AssemblyKind
    date: str
    record_date: str | None
    quorum: float | None
    mode: MeetingMode | None
    agenda_published_on: str | None
    minutes_published_on: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One round in which recommendations are worked out."""

    cooperative: str
    code: str
    name: str
    start_on: str | None
    end_on: str | None
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationEvent:
    """One step of a recommendation's way; `by_body` is the code of the body that took it."""

    stage: RecommendationStage
    on: str | None
    by_body: str | None
    reason: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What members proposed, and what became of it.

    Attributes:
        cycle: the code of the cycle it was worked out in.
        origin_body: the code of the body it came from.
        language: ISO 639-1, of title and text.
        events: by date.
        stage: the last event's.
    """

    cooperative: str
    code: str
    cycle: str | None
    origin_body: str | None
    theme: str | None
    title: str
    text: str | None
    language: str | None
    submitted_on: str | None
    events: tuple[RecommendationEvent, ...]
    stage: RecommendationStage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence on a practice, with what speaks for it."""

    text: str
    evidence: str | None
    status: PracticeStatus
    period: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What one dimension of the grid says of one practice.

    Attributes:
        statements: per language, in order.
        adopted_from: whose practice it was first.
    """

    cooperative: str
    code: str
    dimension: PracticeDimension
    name: str
    mechanism: str | None
    statements: Mapping[str, tuple[Statement, ...]]
    licence: str
    adopted_from: str | None
    adopted_on: str | None
    adoption_result: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciliationFinding:
    """Published figures that disagree, what would make them agree, and how grave it is.

    Attributes:
        position: its place in the release's order.
        breakdown: the one group it is about, as text, empty for everyone; None for any group.
        place: where the figure stands in its source.
        published: the figure as printed; None where a statement in words is meant.
        recomputed: what the other figures give.
        hypotheses: per language, the likeliest first.
    """

    position: int
    cooperative: str
    rule: str
    severity: str
    indicators: tuple[str, ...]
    breakdown: str | None
    period: str | None
    place: str
    published: float | None
    recomputed: float | None
    hypotheses: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between a release and the one before it.

    Attributes:
        kind: `added`, `removed` or `changed`.
        field: which value changed; None when added or removed.
        before: the value in the previous release.
        after: the value in this one.
    """

    position: int
    kind: str
    cooperative: str
    indicator: str
    period: str
    breakdown: Breakdown
    field: str | None
    before: Any
    after: Any
