"""Which canonical records are public by nature, and how do they read on the shelf?

Cooperatives, categories, bodies, assemblies, cycles, recommendations with their public texts, and
practices: none of them tells of a member. Every other table stays on the confidential side.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from hub.reconciliation.finding import Finding
from hub.releases.release import (
    Assembly,
    Body,
    Cooperative,
    Cycle,
    MemberCategory,
    Practice,
    PublicRole,
    Recommendation,
    RecommendationEvent,
    ReconciliationFinding,
    Statement,
)
from hub.vocabulary import (
    AssemblyKind,
    BodyKind,
    BodyScope,
    CategoryKind,
    CollegeAggregation,
    Language,
    MeetingMode,
    PracticeDimension,
    PracticeStatus,
    RecommendationStage,
)

#: One row of a canonical table: column -> value.
Row = Mapping[str, Any]

#: The usual order of a recommendation's stages, for steps of the same day.
_STAGES = {stage.value: position for position, stage in enumerate(RecommendationStage)}

_LANGUAGES = {language.value: position for position, language in enumerate(Language)}


def cooperative(row: Row) -> Cooperative:
    """A row of `cooperatives`."""
    return Cooperative(
        slug=row["slug"],
        name=row["name"],
        country=row["country"],
        legal_form=row["legal_form"],
        sector=row["sector"],
        founded_on=row["founded_on"],
        dissolved_on=row["dissolved_on"],
        website=row["website"],
        languages=tuple((row["languages"] or "").split()),
        synthetic=row["synthetic"],
    )


def member_category(row: Row) -> MemberCategory:
    """A row of `member_categories`."""
    return MemberCategory(
        cooperative=row["cooperative"],
        code=row["code"],
        label=_texts(row, "label"),
        kind=CategoryKind(row["kind"]),
        college=row["college"],
        voting_share=row["voting_share"],
        college_aggregation=CollegeAggregation(row["college_aggregation"]),
    )


def body(row: Row) -> Body:
    """A row of `bodies`."""
    return Body(
        cooperative=row["cooperative"],
        code=row["code"],
        name=_texts(row, "name"),
        kind=BodyKind(row["kind"]),
        scope=BodyScope(row["scope"]) if row["scope"] else None,
        parent=row["parent"],
        aliases=_list(row["aliases"]),
        created_on=row["created_on"],
        closed_on=row["closed_on"],
        seats=row["seats"],
        seat_rule=dict(part.split("=", 1) for part in _list(row["seat_rule"])),
        term_years=row["term_years"],
        public_role=_public_role(row),
    )


def assembly(row: Row) -> Assembly:
    """A row of `assemblies`; its counts are indicators' business, not shown here."""
    return Assembly(
        cooperative=row["cooperative"],
        code=row["code"],
        kind=AssemblyKind(row["kind"]),
        date=row["date"].isoformat(),
        record_date=_day(row["record_date"]),
        quorum=row["quorum"],
        mode=MeetingMode(row["mode"]) if row["mode"] else None,
        agenda_published_on=_day(row["agenda_published_on"]),
        minutes_published_on=_day(row["minutes_published_on"]),
    )


def cycle(row: Row) -> Cycle:
    """A row of `cycles`."""
    return Cycle(
        cooperative=row["cooperative"],
        code=row["code"],
        name=row["name"],
        start_on=row["start_on"],
        end_on=row["end_on"],
        themes=_list(row["themes"]),
    )


def recommendations(rows: Iterable[Row], events: Iterable[Row]) -> Iterable[Recommendation]:
    """Rows of `recommendations`, each with its `recommendation_events` by date."""
    steps: dict[str, list[Row]] = {}
    for event in events:
        steps.setdefault(event["recommendation"], []).append(event)
    for row in rows:
        course = sorted(
            steps.get(row["code"], ()), key=lambda step: (step["on"], _STAGES[step["stage"]])
        )
        yield Recommendation(
            cooperative=row["cooperative"],
            code=row["code"],
            cycle=row["cycle"],
            origin_body=row["origin_body"],
            theme=row["theme"],
            title=row["title"],
            text=row["text"],
            language=row["language"],
            submitted_on=_day(row["submitted_on"]),
            events=tuple(_event(step) for step in course),
            stage=RecommendationStage(course[-1]["stage"]) if course else None,
        )


def practices(rows: Iterable[Row]) -> Iterable[Practice]:
    """Rows of `practices`, gathered into one practice per code and dimension."""

    def key(row: Row) -> tuple[str, str]:
        return row["code"], row["dimension"]

    for (code, dimension), group in groupby(sorted(rows, key=key), key=key):
        said = sorted(
            group, key=lambda row: (list(Language).index(row["language"]), row["position"])
        )
        first = said[0]
        yield Practice(
            cooperative=first["cooperative"],
            code=code,
            dimension=PracticeDimension(dimension),
            name=first["name"],
            mechanism=first["mechanism"],
            statements=_statements(said),
            licence=first["licence"],
            adopted_from=first["adopted_from"],
            adopted_on=first["adopted_on"],
            adoption_result=first["adoption_result"],
        )


def reconciliation_finding(found: Finding) -> ReconciliationFinding:
    """A disagreement between a cooperative's own printed figures."""
    return ReconciliationFinding(
        position=0,  # given when the release is written
        cooperative=found.cooperative,
        rule=found.rule,
        severity=found.severity.value,
        indicators=found.indicators,
        breakdown=found.breakdown,
        period=found.period,
        place=found.place,
        published=found.published,
        recomputed=found.recomputed,
        hypotheses=found.hypotheses,
    )


def _statements(said: Sequence[Row]) -> dict[str, tuple[Statement, ...]]:
    by_language: dict[str, tuple[Statement, ...]] = {}
    for row in said:
        statement = Statement(
            text=row["text"],
            evidence=row["evidence"],
            status=PracticeStatus(row["status"]),
            period=row["period"],
        )
        by_language[row["language"]] = (*by_language.get(row["language"], ()), statement)
    return by_language


def _event(row: Row) -> RecommendationEvent:
    return RecommendationEvent(
        stage=RecommendationStage(row["stage"]),
        on=_day(row["on"]),
        by_body=row["by_body"],
        reason=row["reason"],
        url=row["url"],
    )


def _public_role(row: Row) -> PublicRole | None:
    if row["public_role_url"] is None:
        return None
    return PublicRole(
        url=row["public_role_url"],
        on=row["public_role_on"].isoformat(),
        signatory=row["public_role_signatory"],
        attributes=_list(row["public_role_attributes"]),
    )


def _texts(row: Row, field: str) -> dict[str, str]:
    named = {language.value: row[f"{field}_{language.value}"] for language in Language}
    return {language: text for language, text in named.items() if text}


def _list(joined: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (joined or "").split("|") if part.strip())


def _day(day: Any) -> str | None:  # noqa: ANN401 - a date of a row, or None
    return None if day is None else str(day.isoformat())
