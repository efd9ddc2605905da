"""What are the sizes and words of Ateliers fictifs, the invented cooperative in Belgium?"""

from datetime import date
from typing import Final

from examples.profile import (
    Assembly,
    Body,
    Candidacy,
    Category,
    Cycle,
    Holdings,
    Motion,
    Profile,
    Seats,
    Spaces,
    Staff,
    Stratum,
)

_TERMS: Final = (date(2020, 6, 23), date(2021, 6, 22), date(2022, 6, 21))

_GROUPS: Final = {
    "gt-contrats": "Groupe de travail Contrats et facturation",
    "gt-protection": "Groupe de travail Protection sociale",
    "gt-outils": "Groupe de travail Outils numériques",
    "gt-antennes": "Groupe de travail Vie des antennes",
    "gt-gouvernance": "Groupe de travail Gouvernance",
}


def _assembly(
    year: str, month: tuple[int, int], *, members: int, voters: int, mode: str, **ways: int
) -> Assembly:
    return Assembly(
        code=f"ag-{year}",
        kind="mixed" if year == "2020" else "ordinary",
        held_on=date(int(year), 6, month[1]),
        record_date=date(int(year), 6, month[0]),
        members=members,
        voters=voters,
        mode=mode,
        channels=(
            ways.get("in_person", 0),
            ways.get("proxy", 0),
            ways.get("remote", 0),
            ways.get("post", 0),
        ),
        eligible_percent=97,
    )


ATELIERS: Final = Profile(
    prefix="AF",
    identity={
        "slug": "ateliers-fictifs",
        "name": "Ateliers fictifs (coopérative inventée)",
        "country": "BE",
        "legal_form": "société coopérative",
        "sector": "services aux travailleuses et travailleurs autonomes",
        "founded_on": "2015-03",
        "dissolved_on": None,
        "website": "https://example.org/ateliers-fictifs",
        "languages": "fr nl",
        "synthetic": True,
    },
    opened_on=date(2015, 3, 2),
    reference=(date(2023, 5, 31), 35_755),
    balance=(date(2022, 12, 31), 34_300),
    unpaid=1_770,
    closed_on=(date(2023, 6, 30), 35_920),
    leaving=60,
    categories=(
        Category(code="usagers", label="Usagères et usagers", kind="user"),
        Category(code="salaries", label="Salariées et salariés", kind="employee"),
        Category(code="partenaires", label="Partenaires", kind="legal_person"),
    ),
    aggregation="proportional",
    strata=(
        Stratum(
            categories=("usagers",), members=35_661, gender=(4612, 4960, 36, 72, 320), zeal=100
        ),
        Stratum(
            categories=("usagers", "salaries"),
            members=20,
            gender=(11, 9, 0, 0, 0),
            zeal=600,
            employed=True,
            steady=True,
        ),
        Stratum(
            categories=("salaries",), members=43, gender=(25, 18, 0, 0, 0), zeal=900, employed=True
        ),
        Stratum(
            categories=("partenaires",),
            members=31,
            gender=(0, 0, 0, 0, 1),
            zeal=400,
            natural=False,
        ),
    ),
    assemblies=(
        _assembly(
            "2018", (12, 26), members=17_100, voters=650, mode="in_person", in_person=8, proxy=2
        ),
        _assembly(
            "2019", (11, 25), members=21_890, voters=1_184, mode="in_person", in_person=8, proxy=2
        ),
        _assembly("2020", (9, 23), members=25_654, voters=738, mode="remote", remote=1),
        _assembly("2021", (8, 22), members=28_990, voters=752, mode="remote", remote=95, proxy=5),
        _assembly(
            "2022",
            (7, 21),
            members=32_534,
            voters=1_013,
            mode="hybrid",
            in_person=30,
            remote=60,
            proxy=10,
        ),
        _assembly(
            "2023",
            (6, 20),
            members=35_843,
            voters=1_046,
            mode="hybrid",
            in_person=30,
            remote=58,
            proxy=12,
        ),
    ),
    ages={18: 10, 25: 42, 35: 26, 45: 14, 55: 6, 65: 2, 80: 0},
    regions={
        "BE10": 38,
        "BE21": 6,
        "BE22": 2,
        "BE23": 7,
        "BE24": 5,
        "BE25": 3,
        "BE31": 6,
        "BE32": 9,
        "BE33": 12,
        "BE34": 3,
        "BE35": 6,
        "": 3,
    },
    occupation=(0, 2, 52, 16, 4, 5, 1, 6, 1, 2, 11),
    natural_holdings=Holdings(
        share_class="A",
        nominal=30,
        shares=96_000,
        single=9_759,
        largest=300,
        light={2: 600, 3: 250, 4: 150},
        heavy={2: 180, 3: 170, 4: 140, 5: 130, 6: 110, 7: 90, 10: 90, 20: 60, 50: 25, 100: 5},
    ),
    legal_holdings=Holdings(
        share_class="B",
        nominal=100,
        shares=3_200,
        single=0,
        largest=2_080,
        light={5: 500, 10: 400, 20: 100},
        heavy={10: 300, 20: 250, 50: 250, 100: 150, 200: 50},
    ),
    bodies=(
        Body(code="ag", name="Assemblée générale", kind="assembly", created_on="2015-03"),
        Body(
            code="ca",
            name="Conseil d'administration",
            kind="board",
            parent="ag",
            created_on="2015-03",
            seats=20,
            seat_rule="usagers=3/5|salaries+partenaires=2/5",
            term_years=4,
            declared=True,
        ),
        Body(
            code="ethique",
            name="Comité d'éthique",
            kind="ethics",
            parent="ag",
            created_on="2017",
            seats=10,
            term_years=3,
            declared=True,
        ),
        Body(code="direction", name="Direction", kind="management", parent="ca", seats=18),
        Body(code="equipe", name="Équipe permanente", kind="staff", parent="direction"),
        Body(
            code="placements",
            name="Comité des placements",
            kind="other",
            parent="ca",
            created_on="2019-09",
            seats=6,
        ),
        *(
            Body(code=code, name=name, kind="space", scope="thematic", created_on="2022-01-10")
            for code, name in _GROUPS.items()
        ),
        Body(
            code="gt-horizon",
            name="Groupe de travail Horizon",
            kind="space",
            scope="thematic",
            created_on="2015-10",
            closed_on="2017-12",
        ),
    ),
    seats=(
        Seats(
            body="ca",
            stratum=0,
            category="usagers",
            women=5,
            men=7,
            terms=_TERMS,
            origin="elected",
            former=9,
            offices=("chair", "secretary"),
        ),
        Seats(
            body="ca",
            stratum=2,
            category="salaries",
            women=3,
            men=2,
            terms=_TERMS,
            origin="elected",
            former=2,
            offices=("treasurer",),
        ),
        Seats(
            body="ca",
            stratum=None,
            category="partenaires",
            women=1,
            men=2,
            terms=_TERMS,
            origin="elected",
            former=1,
        ),
        Seats(
            body="ethique",
            stratum=0,
            category="usagers",
            women=5,
            men=2,
            terms=(date(2021, 9, 6),),
            origin="drawn_by_lot",
            former=5,
            offices=("chair",),
        ),
        Seats(
            body="ethique",
            stratum=2,
            category="salaries",
            women=2,
            men=1,
            terms=(date(2021, 9, 6),),
            origin="elected",
            former=2,
        ),
        Seats(
            body="placements",
            stratum=0,
            category="usagers",
            women=2,
            men=4,
            terms=(date(2021, 10, 4),),
            origin="appointed",
        ),
    ),
    spaces=Spaces(
        sizes=dict.fromkeys(_GROUPS, 10),
        women=26,
        men=24,
        women_facilitating=5,
        men_facilitating=4,
        former=18,
        listed=1_000,
        regular=75,
        meetings=4,
        opened_on=date(2022, 1, 10),
    ),
    declared_on=date(2022, 9, 12),
    staff=Staff(
        people=210,
        for_members=6,
        women=119,
        men=90,
        directors_women=5,
        directors_men=13,
        former=31,
    ),
    candidacies=(
        Candidacy(body="ca", seat_group="usagers", seats=4, candidates=14, on=date(2020, 6, 23)),
        Candidacy(body="ca", seat_group="usagers", seats=4, candidates=11, on=date(2021, 6, 22)),
        Candidacy(body="ca", seat_group="usagers", seats=4, candidates=17, on=date(2022, 6, 21)),
        Candidacy(body="ca", seat_group="salaries", seats=2, candidates=3, on=date(2022, 6, 21)),
        Candidacy(
            body="ca", seat_group="partenaires", seats=1, candidates=1, on=date(2022, 6, 21)
        ),
    ),
    motions=tuple(
        Motion(
            code=f"ag-{year}-{number}",
            assembly=f"ag-{year}",
            title=title,
            denominator="expressed",
            majority=majority,
            votes=votes,
        )
        for year, number, title, majority, votes in (
            ("2022", 1, "Approbation des comptes 2021", 0.5, (81, 3, 14, 2)),
            ("2022", 2, "Décharge aux administratrices et administrateurs", 0.5, (76, 6, 16, 2)),
            ("2022", 3, "Renouvellement partiel du conseil par tiers", 0.75, (84, 9, 6, 1)),
            ("2023", 1, "Approbation des comptes 2022", 0.5, (79, 4, 15, 2)),
            ("2023", 2, "Décharge aux administratrices et administrateurs", 0.5, (71, 9, 18, 2)),
            ("2023", 3, "Achat annuel d'une part par usager", 0.75, (63, 28, 8, 1)),
        )
    ),
    cycles=tuple(
        Cycle(
            code=f"cycle-{number}",
            name=name,
            start_on=start,
            end_on=end,
            themes=themes,
            recommendations=handed_in,
        )
        for number, name, start, end, themes, handed_in in (
            (
                1,
                "Premier cycle",
                date(2015, 10, 1),
                date(2017, 3, 31),
                ("contrats", "outils", "gouvernance"),
                62,
            ),
            (
                2,
                "Deuxième cycle",
                date(2017, 10, 1),
                date(2018, 5, 31),
                ("gouvernance", "antennes"),
                40,
            ),
            (
                3,
                "Troisième cycle",
                date(2018, 10, 1),
                date(2019, 5, 31),
                ("protection", "contrats"),
                36,
            ),
            (
                4,
                "Quatrième cycle",
                date(2019, 10, 1),
                date(2020, 5, 31),
                ("outils", "protection"),
                30,
            ),
            (
                5,
                "Cinquième cycle",
                date(2020, 10, 1),
                date(2021, 5, 31),
                ("antennes", "gouvernance"),
                28,
            ),
            (
                6,
                "Sixième cycle",
                date(2021, 10, 1),
                date(2022, 5, 31),
                ("contrats", "protection"),
                24,
            ),
        )
    ),
)
