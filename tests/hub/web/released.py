"""What do the tests of the pages show? Some printed figures and one invented cooperative."""

from typing import Any

from hub.migrate import upgrade
from hub.releases.aggregate import Aggregate
from hub.releases.contents import Contents
from hub.releases.definition import Definition
from hub.releases.observation import TOTAL, Breakdown, Observation, Source
from hub.releases.release import (
    Assembly,
    Body,
    Cooperative,
    MemberCategory,
    Practice,
    Recommendation,
    RecommendationEvent,
    ReconciliationFinding,
    Statement,
)
from hub.releases.writer import Written, write_release
from hub.stores import open_store
from hub.vocabulary import (
    AssemblyKind,
    BodyKind,
    CategoryKind,
    CollegeAggregation,
    Comparability,
    Dimension,
    DisclosureClass,
    Origin,
    PracticeDimension,
    PracticeStatus,
    RecommendationStage,
    Status,
    Tier,
    Uncertainty,
    Unit,
)

STUDY = "Faire vivre la démocratie dans les coopératives"

#: Voters and members as printed; None where the cell is blank.
PERIODS = ("2018", "2019", "2020", "2021", "2022", "2023-02", "2023-06")
SMARTCOOP = (
    (650, 17100),
    (1184, 21890),
    (738, 25654),
    (752, 28990),
    (1013, 32534),
    (None, None),
    (1046, 35843),
)
RAILCOOP = (
    (None, None),
    (None, 50),
    (None, 3100),
    (5201, 8074),
    (7260, 12336),
    (6626, 13710),
    (2900, 14000),
)
INVENTED = ((240, 1000), None, (None, None), (310, 1150), (330, 1200), None, (300, 1210))


def cooperative(slug: str, name: str, country: str, *, synthetic: bool = False) -> Cooperative:
    return Cooperative(
        slug=slug,
        name=name,
        country=country,
        legal_form="SCIC" if country == "FR" else "SC",
        sector="transport",
        founded_on="2019",
        dissolved_on="2024-04" if slug == "railcoop" else None,
        website=None,
        languages=("fr",),
        synthetic=synthetic,
    )


def definition(code: str, name: str, french: str, unit: Unit) -> Definition:
    return Definition(
        code=code,
        version="1",
        family=code.partition(".")[0],
        tier=Tier.CORE,
        unit=unit,
        disclosure=DisclosureClass.RATIO,
        name={"en": name, "fr": french},
        definition={"en": f"{name}, as counted at its date.", "fr": f"{french}, à sa date."},
        formula="k / n",
        numerator="voters" if unit is Unit.RATIO else None,
        denominator="members" if unit is Unit.RATIO else None,
        breakdowns=(Dimension.CATEGORY_KIND,),
        caveat={"en": "Presence is not a vote.", "fr": "Être présent n'est pas voter."},
        direction="context",
        uncertainty="none",
        period="year",
        sources=("First study, table 3",),
    )


DEFINITIONS = (
    definition("membership.total", "Members", "Sociétaires", Unit.COUNT),
    definition("membership.category_share", "Share of a category", "Part", Unit.RATIO),
    definition("membership.staff_member_rate", "Staff members", "Salariés", Unit.RATIO),
    definition("capital.gini", "Gini of holdings", "Gini des montants", Unit.RATIO),
    definition("capital.total", "Share capital", "Capital social", Unit.EUR),
    definition("capital.mean_holding", "Mean holding", "Montant moyen", Unit.EUR),
    definition("turnout.assembly", "Assembly turnout", "Participation", Unit.RATIO),
    definition("turnout.college", "Turnout by college", "Par collège", Unit.RATIO),
    definition("gender.share_women", "Share of women", "Part des femmes", Unit.RATIO),
)


def observed(
    slug: str,
    indicator: str,
    value: float | None = None,
    *,
    place: str = "table 1",
    **more: Any,  # noqa: ANN401  any other field of an observation
) -> Observation:
    """An observation of 2022, declared by a real cooperative or computed for an invented one."""
    invented = slug.startswith("demo")
    usual: dict[str, Any] = {
        "period": "2022",
        "as_of": more.get("period", "2022"),
        "unit": Unit.RATIO,
        "lower": value,
        "upper": value,
        "status": Status.DECLARED_PUBLIC,
        "origin": Origin.COMPUTED if invented else Origin.DECLARED,
        "source": None if invented else Source(document=STUDY, place=place),
        "method_version": "1",
    }
    fields = usual | more
    return Observation(cooperative=slug, indicator=indicator, value=value, **fields)


def rounded(value: float, half: float) -> dict[str, Any]:
    """The interval of a printed number that may be off by `half`."""
    return {"lower": value - half, "upper": value + half, "uncertainty": Uncertainty.ROUNDING}


def turnout(
    slug: str, printed: tuple[tuple[int | None, int | None] | None, ...]
) -> list[Observation]:
    found = []
    for period, parts in zip(PERIODS, printed, strict=True):
        if parts is None:
            continue
        voters, members = parts
        more: dict[str, Any] = {"numerator": voters, "denominator": members, "period": period}
        rate = None if voters is None or members is None else voters / members
        if voters == 2900:
            more |= rounded(2900 / 14000, 0.011)
        if rate is None:
            withheld = slug.startswith("demo")
            more["status"] = Status.SUPPRESSED_PRIMARY if withheld else Status.MISSING
        more["contested"] = slug == "smartcoop" and period == "2022"
        found.append(observed(slug, "turnout.assembly", rate, place="table 3", **more))
    return found


def category(code: str) -> Breakdown:
    return ((Dimension.CATEGORY_KIND, code),)


def body(code: str) -> Breakdown:
    return ((Dimension.BODY_KIND, code),)


def members() -> list[Observation]:
    total = "membership.total"
    count: dict[str, Any] = {"unit": Unit.COUNT}
    users: dict[str, Any] = {"breakdown": category("user")}
    withheld: dict[str, Any] = {"status": Status.SUPPRESSED_PRIMARY}
    share = rounded(0.998, 0.0005)
    staff: dict[str, Any] = {"numerator": 63, "denominator": 210}
    return [
        observed("smartcoop", total, 35755, **count),
        observed("smartcoop", total, 32534, place="table 3", **count),
        observed("smartcoop", total, 35681, **count, **users),
        observed("smartcoop", "membership.category_share", 0.998, **users, **share),
        observed("smartcoop", "membership.staff_member_rate", 0.3, **staff),
        observed("railcoop", total, 13498, **count),
        observed("railcoop", total, 13242, **count, **users),
        observed("demo-scic", total, 1200, **count),
        observed("demo-scic", total, **count, **users, **withheld),
    ]


def capital() -> list[Observation]:
    two: dict[str, Any] = {"unit": Unit.EUR, "place": "table 2"}
    return [
        observed("smartcoop", "capital.total", 3.2e6, **two, **rounded(3.2e6, 5e4)),
        observed("smartcoop", "capital.mean_holding", 98.37, **two),
        observed(
            "demo-scic",
            "capital.gini",
            breakdown=((Dimension.PERSON_KIND, "*"),),
            status=Status.NOT_PRODUCED,
        ),
        observed("railcoop", "capital.total", 5.6e6, **two, **rounded(5.6e6, 5e4)),
    ]


def women() -> list[Observation]:
    def share(slug: str, value: float, group: Breakdown = TOTAL) -> Observation:
        more = rounded(value, 0.005)
        return observed(
            slug, "gender.share_women", value, place="table 4", breakdown=group, **more
        )

    def words(text: str, group: Breakdown, period: str, place: str) -> Observation:
        return observed(
            "smartcoop",
            "gender.share_women",
            place=place,
            text=text,
            breakdown=group,
            period=period,
            comparability=(Comparability.QUALITATIVE,),
        )

    return [
        share("smartcoop", 0.48),
        words("Légère majorité de femmes", body("space"), "2022", "table 4"),
        share("smartcoop", 0.28, body("management")),
        words("parité", body("management"), "2024", "note 8"),
        share("railcoop", 0.26),
        share("railcoop", 0.18, body("space")),
        share("railcoop", 0.08, (*body("space"), (Dimension.ROLE, "facilitator"))),
    ]


def observations() -> list[Observation]:
    return [
        *turnout("smartcoop", SMARTCOOP),
        *turnout("railcoop", RAILCOOP),
        *turnout("demo-scic", INVENTED),
        *members(),
        *capital(),
        *women(),
    ]


def contents(extra: tuple[Observation, ...] = ()) -> Contents:
    """All of the small release."""
    board = Body(
        cooperative="smartcoop",
        code="ca",
        name={"fr": "Conseil d'administration", "en": "Board"},
        kind=BodyKind.BOARD,
        scope=None,
        parent=None,
        aliases=(),
        created_on=None,
        closed_on=None,
        seats=18,
        seat_rule={"users": "3/5"},
        term_years=4,
        public_role=None,
    )
    return Contents(
        cooperatives=(
            cooperative("demo-scic", "Démo SCIC", "FR", synthetic=True),
            cooperative("railcoop", "Railcoop", "FR"),
            cooperative("smartcoop", "SmartCoop", "BE"),
        ),
        member_categories=(
            MemberCategory(
                cooperative="smartcoop",
                code="users",
                label={"fr": "Usagers", "en": "Users"},
                kind=CategoryKind.USER,
                college="A",
                voting_share=0.5,
                college_aggregation=CollegeAggregation.UNKNOWN,
            ),
        ),
        bodies=(board,),
        assemblies=(
            Assembly(
                cooperative="smartcoop",
                code="ag-2022",
                kind=AssemblyKind.ORDINARY,
                date="2022-06-21",
                record_date=None,
                quorum=None,
                mode=None,
                agenda_published_on=None,
                minutes_published_on=None,
            ),
        ),
        recommendations=(
            Recommendation(
                cooperative="smartcoop",
                code="r1",
                cycle=None,
                origin_body=None,
                theme=None,
                title="Ouvrir les réunions",
                text=None,
                language="fr",
                submitted_on="2021",
                events=(
                    RecommendationEvent(
                        stage=RecommendationStage.ACCEPTED,
                        on="2022",
                        by_body=None,
                        reason=None,
                        url=None,
                    ),
                ),
                stage=RecommendationStage.ACCEPTED,
            ),
        ),
        practices=(
            Practice(
                cooperative="smartcoop",
                code="sip",
                dimension=PracticeDimension.PURPOSE,
                name="SIP",
                mechanism=None,
                statements={
                    "fr": (
                        Statement(
                            text="Construire ensemble",
                            evidence="section 3.2",
                            status=PracticeStatus.ASSERTED,
                            period=None,
                        ),
                    )
                },
                licence="CC-BY-4.0",
                adopted_from=None,
                adopted_on=None,
                adoption_result=None,
            ),
        ),
        indicators=DEFINITIONS,
        observations=(*observations(), *extra),
        aggregates=(
            Aggregate(
                indicator="turnout.assembly",
                year=2023,
                synthetic=True,
                cooperatives=("demo-scic", "demo-scop", "demo-smart", "demo-usagers"),
                unit=Unit.RATIO,
                value=0.25,
                numerator=310,
                denominator=1240,
                lower=0.236,
                upper=0.264,
                status=Status.DERIVED,
            ),
        ),
        reconciliation_findings=(
            ReconciliationFinding(
                position=0,
                cooperative="smartcoop",
                rule="same_fact_twice",
                severity="warning",
                indicators=("membership.total",),
                breakdown="",
                period="2022",
                place="table 1",
                published=35755,
                recomputed=32534,
                hypotheses=({"en": "Two dates", "fr": "Deux dates"},),
            ),
        ),
    )


def fill_shelf(url: str, extra: tuple[Observation, ...] = ()) -> Written:
    """Bring a shelf up to date and put the small release on it."""
    engine = open_store(url)
    try:
        upgrade(engine, "shelf")
        return write_release(
            engine,
            contents(extra),
            {"imports": [{"cooperative": "smartcoop", "import": "i1", "commitment": "c0ffee"}]},
            software_version="0.1.0",
        )
    finally:
        engine.dispose()
