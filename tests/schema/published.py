"""What does the test shelf say? Figures as printed, and one of every other thing."""

from collections.abc import Iterator

from hub.releases.aggregate import Aggregate
from hub.releases.contents import Contents
from hub.releases.definition import Definition
from hub.releases.observation import Breakdown, Observation, Source
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
    Dimension,
    DisclosureClass,
    MeetingMode,
    Origin,
    PracticeDimension,
    PracticeStatus,
    RecommendationStage,
    Status,
    Tier,
    Unit,
)

#: Table 3 of the study: period, voters, members, rate in per cent; None where it prints a blank.
TABLE_3 = {
    "smartcoop": (
        ("2018", 650, 17100, 3.8),
        ("2019", 1184, 21890, 5.4),
        ("2020", 738, 25654, 2.9),
        ("2021", 752, 28990, 2.6),
        ("2022", 1013, 32534, 3.1),
        ("2023-02", None, None, None),
        ("2023-06", 1046, 35843, 2.9),
    ),
    "railcoop": (
        ("2018", None, None, None),
        ("2019", None, 50, None),
        ("2020", None, 3100, None),
        ("2021", 5201, 8074, 64),
        ("2022", 7260, 12336, 59),
        ("2023-02", 6626, 13710, 48),
        ("2023-06", 2900, 14000, 21),
    ),
}
SPACE: Breakdown = ((Dimension.BODY_KIND, "space"), (Dimension.GENDER, "female"))


def _cooperative(slug: str, name: str, country: str, *, synthetic: bool = False) -> Cooperative:
    return Cooperative(
        slug=slug, name=name, country=country, legal_form="SCIC", sector="transport",
        founded_on="2019-11", dissolved_on=None, website=None, languages=("fr",),
        synthetic=synthetic,
    )  # fmt: skip


def _definition(code: str, name: str, *, tier: Tier = Tier.CORE) -> Definition:
    return Definition(
        code=code, version="1", family=code.partition(".")[0], tier=tier, unit=Unit.RATIO,
        disclosure=DisclosureClass.RATIO, name={"en": name, "fr": f"{name} (fr)"},
        definition={"en": f"What {name} is."}, formula="a / b", numerator="a", denominator="b",
        breakdowns=(Dimension.BODY_KIND,), caveat={}, direction="none", uncertainty="rounding",
        period="assembly", sources=("the study",),
    )  # fmt: skip


def _declared(slug: str, indicator: str, period: str, **more: object) -> Observation:
    return Observation(
        cooperative=slug, indicator=indicator, period=period, as_of=period, unit=Unit.RATIO,
        origin=Origin.DECLARED, method_version="1",
        source=Source(document="study", place="table"), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _turnout() -> Iterator[Observation]:
    for slug, rows in TABLE_3.items():
        for period, voters, members, rate in rows:
            yield _declared(
                slug, "turnout.assembly", period,
                value=None if rate is None else float(f"{rate}e-2"),
                numerator=voters, denominator=members,
                status=Status.MISSING if rate is None else Status.DECLARED_PUBLIC,
            )  # fmt: skip


def _events(*stages: RecommendationStage) -> tuple[RecommendationEvent, ...]:
    return tuple(
        RecommendationEvent(
            stage=stage, on=f"2021-0{month}-01", by_body="board", reason=None, url=None
        )
        for month, stage in enumerate(stages, 1)
    )


def _recommendation(code: str, *stages: RecommendationStage) -> Recommendation:
    return Recommendation(
        cooperative="smartcoop", code=code, cycle="sip-1", origin_body="circle", theme="care",
        title=f"Proposal {code}", text=None, language="en", submitted_on="2021-01-01",
        events=_events(*stages), stage=stages[-1] if stages else None,
    )  # fmt: skip


def _body(code: str, kind: BodyKind, slug: str, *, parent: str | None = None) -> Body:
    role = PublicRole(
        url="https://example.org/board", on="2022-01-01", signatory="chair", attributes=("gender",)
    )
    return Body(
        cooperative=slug, code=code, name={"en": code, "fr": f"{code} (fr)"}, kind=kind,
        scope=BodyScope.NONE, parent=parent, aliases=("old name",), created_on="2014",
        closed_on=None, seats=5, seat_rule={"users": "3/5"}, term_years=4.0,
        public_role=role if kind is BodyKind.BOARD else None,
    )  # fmt: skip


def _practice(dimension: PracticeDimension, text: str) -> Practice:
    said = Statement(text=text, evidence="section 2", status=PracticeStatus.ASSERTED, period=None)
    return Practice(
        cooperative="smartcoop", code="sip", dimension=dimension, name="SMart in Progress",
        mechanism="working groups", statements={"fr": (said,)}, licence="CC BY 4.0",
        adopted_from=None, adopted_on=None, adoption_result=None,
    )  # fmt: skip


def _aggregate(year: int, **more: object) -> Aggregate:
    return Aggregate(
        indicator="turnout.assembly", year=year, synthetic=False, unit=Unit.RATIO,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def published() -> Contents:
    """Everything the test shelf says in its latest release."""
    stage = RecommendationStage
    return Contents(
        cooperatives=(
            _cooperative("smartcoop", "SmartCoop", "BE"),
            _cooperative("railcoop", "Railcoop", "FR"),
            _cooperative("invented", "Invented", "FR", synthetic=True),
        ),
        member_categories=(
            MemberCategory(
                cooperative="railcoop", code="users", label={"fr": "Usagers"},
                kind=CategoryKind.USER, college="B", voting_share=0.25,
                college_aggregation=CollegeAggregation.PROPORTIONAL,
            ),
        ),
        bodies=(
            _body("board", BodyKind.BOARD, "smartcoop"),
            _body("circle", BodyKind.SPACE, "smartcoop", parent="board"),
            _body("board", BodyKind.BOARD, "railcoop"),
        ),
        assemblies=tuple(
            Assembly(
                cooperative="railcoop", code=f"ga-{year}", kind=AssemblyKind.ORDINARY,
                date=f"{year}-06-20", record_date=None, quorum=0.25, mode=MeetingMode.HYBRID,
                agenda_published_on=None, minutes_published_on=None,
            )
            for year in (2021, 2022)
        ),
        cycles=(
            Cycle(
                cooperative="smartcoop", code="sip-1", name="SIP 1", start_on="2015",
                end_on="2016", themes=("care",),
            ),
        ),
        recommendations=(
            _recommendation("r1", stage.SUBMITTED, stage.ACCEPTED, stage.IMPLEMENTED),
            _recommendation("r2", stage.SUBMITTED, stage.UNDER_REVIEW),
            _recommendation("r3", stage.SUBMITTED, stage.REJECTED),
            _recommendation("r4"),
        ),
        practices=(
            _practice(PracticeDimension.PURPOSE, "Members shape the offer."),
            _practice(PracticeDimension.USE, "Twice a year, on line."),
        ),
        indicators=(
            _definition("turnout.assembly", "Assembly turnout"),
            _definition("gender.share", "Gender share", tier=Tier.EXTENDED),
        ),
        observations=(
            *_turnout(),
            _declared(
                "smartcoop", "gender.share", "2022", breakdown=SPACE,
                text="slight_majority_women", status=Status.DECLARED_PUBLIC,
            ),
            _declared(
                "railcoop", "gender.share", "2022", breakdown=SPACE, value=0.18,
                status=Status.DECLARED_PUBLIC, contested=True,
            ),
            _declared(
                "railcoop", "gender.share", "2022", status=Status.DECLARED_PUBLIC, value=0.26,
                breakdown=((Dimension.BODY, "board"), (Dimension.CATEGORY, "users")),
            ),
        ),
        aggregates=(
            _aggregate(
                2018, cooperatives=("invented", "railcoop", "smartcoop"), value=0.2,
                numerator=80, denominator=400, lower=0.15, upper=0.25, status=Status.DERIVED,
                breakdown=((Dimension.GENDER, "female"),),
            ),
            _aggregate(
                2019, status=Status.NOT_PRODUCED, reason="fewer_cooperatives_than_the_minimum"
            ),
        ),
        reconciliation_findings=(
            ReconciliationFinding(
                position=0, cooperative="railcoop", rule="rate_and_parts", severity="warning",
                indicators=("turnout.assembly",), breakdown="", period="2023-06", place="table 3",
                published=0.21, recomputed=0.207, hypotheses=({"en": "rounded", "fr": "arrondi"},),
            ),
        ),
    )  # fmt: skip
