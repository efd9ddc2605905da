"""Through which door do tests pass their measures? One over invented tables of 200 members."""

from collections.abc import Mapping, Sequence

import polars as pl

from hub.disclosure.capital_day import CapitalDay
from hub.disclosure.cube import PERSONS
from hub.disclosure.door import Door, Standing
from hub.disclosure.figures import Reader
from hub.disclosure.outside import Outside
from hub.disclosure.parameters import Parameters
from hub.disclosure.published import Published
from hub.indicators.catalogue import Derived
from hub.releases.release import Body
from hub.releases.table_plan import Movers
from hub.vocabulary import Dimension, DisclosureClass
from tests.hub.disclosure.entries import DAY, entry, share
from tests.hub.disclosure.registers import KEY, LEAVES, PLAN, tables_of

POLICY = Parameters()

TODAY = DAY.isoformat()

CATALOGUE = {
    one.definition.code: one
    for one in (
        entry(
            "membership.total", Dimension.GENDER, Dimension.REGION, headline=True,
            disclosure=DisclosureClass.COUNT, counted=share({}),
        ),
        entry("turnout.assembly", Dimension.GENDER, Dimension.ASSEMBLY_KIND, headline=True,
              counted=share({"attended": ("yes",)}, {})),
        entry("turnout.proxy_share", Dimension.GENDER,
              counted=share({"channel": ("proxy",)}, {"channel": ("own", "proxy")})),
        entry("gender.share_women", Dimension.BODY, public_role="gender"),
        entry("gender.lead", derived=Derived(by="lead", of="turnout.assembly")),
        entry("participation.active_rate", Dimension.BODY),
        entry("recommendation.adoption", Dimension.BODY, disclosure=DisclosureClass.PUBLIC),
        entry("capital.total", Dimension.CATEGORY, headline=True,
              disclosure=DisclosureClass.MAGNITUDE, form="amount"),
        entry("capital.gini", disclosure=DisclosureClass.MAGNITUDE, form="gini"),
        entry("tenure.mean", disclosure=DisclosureClass.MAGNITUDE),
    )
}  # fmt: skip

#: 200 members, 65 of whom voted; all counts are multiples of five.
TABLES = tables_of(
    pl.DataFrame(
        [
            ("female", "n1", "users", "own", 40),
            ("female", "n2", "users+workers", "no", 60),
            ("male", "s1", "workers", "proxy", 25),
            ("male", "s1", "users", "no", 75),
        ],
        schema=[*LEAVES, PERSONS],
        orient="row",
    )
)


def door(
    *,
    members: int = 1000,
    bodies: Sequence[Body] = (),
    tables: Published | str | None = TABLES,
    capital: CapitalDay | None = None,
) -> Door:
    days: Mapping[str, Published | str] = {} if tables is None else {TODAY: tables}
    return Door(
        cooperative="essai",
        catalogue=CATALOGUE,
        known=Standing(bodies, [(DAY, members)]),
        parameters=POLICY,
        reader=Reader(plan=PLAN, parameters=POLICY),
        members=days,
        capital={} if capital is None else {TODAY: capital},
        outside=Outside(
            cooperative="essai",
            members=lambda _day: None,
            previous={},
            key=KEY,
            parameters=POLICY,
        ),
    )


def held(tables: Published) -> Published:
    plan = tables.plan
    fields = {name: getattr(plan, name) for name in type(plan).__slots__}
    return Published(
        plan=type(plan)(**{**fields, "movers": Movers.FEW, "held_from": "r1"}),
        counts=tables.counts,
    )
