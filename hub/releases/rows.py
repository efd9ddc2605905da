"""How does a row of the shelf become the thing it stands for? One function per kind of row."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from hub.releases.aggregate import Aggregate
from hub.releases.cell import Cell
from hub.releases.definition import Definition
from hub.releases.kept_tables import read_cells, read_plan, read_structure
from hub.releases.observation import read_breakdown
from hub.releases.release import (
    Assembly,
    Body,
    Change,
    Cooperative,
    Cycle,
    MemberCategory,
    Practice,
    PublicRole,
    Recommendation,
    RecommendationEvent,
    ReconciliationFinding,
    Release,
    Statement,
)
from hub.releases.structure import Structure
from hub.releases.table_plan import TablePlan
from hub.releases.wanted import Course
from hub.vocabulary import (
    AssemblyKind,
    BodyKind,
    BodyScope,
    CategoryKind,
    CollegeAggregation,
    Dimension,
    DisclosureClass,
    MeetingMode,
    PracticeDimension,
    PracticeStatus,
    RecommendationStage,
    Status,
    Tier,
    Unit,
)


def _fields(row: Row[Any], **read: object) -> dict[str, Any]:
    """The columns of a row under their names, with those that need reading replaced."""
    fields = dict(row._mapping)  # noqa: SLF001  the public way to a row's names
    fields.pop("release_id", None)
    return fields | read


def release(row: Row[Any]) -> Release:
    """A row of `releases`."""
    return Release(**row._mapping)  # noqa: SLF001  the public way to a row's names


def cooperative(row: Row[Any]) -> Cooperative:
    """A row of `cooperatives`."""
    return Cooperative(**_fields(row, languages=tuple(row.languages)))


def member_category(row: Row[Any]) -> MemberCategory:
    """A row of `member_categories`."""
    return MemberCategory(
        **_fields(
            row,
            kind=CategoryKind(row.kind),
            college_aggregation=CollegeAggregation(row.college_aggregation),
        )
    )


def body(row: Row[Any]) -> Body:
    """A row of `bodies`."""
    return Body(
        **_fields(
            row,
            kind=BodyKind(row.kind),
            scope=BodyScope(row.scope) if row.scope else None,
            aliases=tuple(row.aliases),
            public_role=_public_role(row.public_role),
        )
    )


def _public_role(declared: Mapping[str, Any] | None) -> PublicRole | None:
    if not declared:
        return None
    return PublicRole(
        url=declared["url"],
        on=declared["on"],
        signatory=declared["signatory"],
        attributes=tuple(declared["attributes"]),
    )


def assembly(row: Row[Any]) -> Assembly:
    """A row of `assemblies`."""
    return Assembly(
        **_fields(
            row,
            kind=AssemblyKind(row.kind),
            mode=MeetingMode(row.mode) if row.mode else None,
        )
    )


def cycle(row: Row[Any]) -> Cycle:
    """A row of `cycles`."""
    return Cycle(**_fields(row, themes=tuple(row.themes)))


def recommendation(row: Row[Any]) -> Recommendation:
    """A row of `recommendations`."""
    return Recommendation(
        **_fields(
            row,
            events=tuple(_event(event) for event in row.events),
            stage=RecommendationStage(row.stage) if row.stage else None,
        )
    )


def _event(event: Mapping[str, Any]) -> RecommendationEvent:
    return RecommendationEvent(
        stage=RecommendationStage(event["stage"]),
        on=event.get("on"),
        by_body=event.get("by_body"),
        reason=event.get("reason"),
        url=event.get("url"),
    )


def course(row: Row[Any]) -> Course:
    """The cooperative and the events of a row of `recommendations`."""
    stages = tuple(RecommendationStage(event["stage"]) for event in row.events)
    return Course(row.cooperative, stages)


def practice(row: Row[Any]) -> Practice:
    """A row of `practices`."""
    return Practice(
        **_fields(
            row,
            dimension=PracticeDimension(row.dimension),
            statements={language: _statements(said) for language, said in row.statements.items()},
        )
    )


def _statements(said: Sequence[Mapping[str, Any]]) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            text=one["text"],
            evidence=one.get("evidence"),
            status=PracticeStatus(one["status"]),
            period=one.get("period"),
        )
        for one in said
    )


def definition(row: Row[Any]) -> Definition:
    """A row of `indicators`."""
    return Definition(
        **_fields(
            row,
            tier=Tier(row.tier),
            unit=Unit(row.unit),
            disclosure=DisclosureClass(row.disclosure),
            breakdowns=tuple(Dimension(name) for name in row.breakdowns),
            sources=tuple(row.sources),
        )
    )


def aggregate(row: Row[Any]) -> tuple[int, Aggregate]:
    """A row of `aggregates`, with its place."""
    fields = _fields(
        row,
        breakdown=read_breakdown(row.breakdown),
        cooperatives=tuple(row.cooperatives),
        unit=Unit(row.unit),
        status=Status(row.status),
    )
    del fields["position"], fields["dimensions"]
    return row.position, Aggregate(**fields)


def finding(row: Row[Any]) -> ReconciliationFinding:
    """A row of `reconciliation_findings`."""
    return ReconciliationFinding(
        **_fields(row, indicators=tuple(row.indicators), hypotheses=tuple(row.hypotheses))
    )


def change(row: Row[Any]) -> Change:
    """A row of `changes`."""
    return Change(**_fields(row, breakdown=read_breakdown(row.breakdown)))


def cells(row: Row[Any]) -> Iterator[Cell]:
    """All cells of a row of `cells`."""
    return read_cells(_fields(row))


def structure(row: Row[Any]) -> tuple[str, Structure]:
    """A row of `structures`: its digest, and what it names."""
    return row.digest, read_structure(row.structure)


def plan(row: Row[Any], structures: Mapping[str, Structure]) -> TablePlan:
    """A row of `plans`, with its structure among those of the release by digest."""
    return read_plan(_fields(row), structures[row.structure])
