"""What do tests of disclosure control count? Small invented registers, by a plan of their own.

The plan has one of everything that rounding must cope with: a hierarchy (regions within larger
regions), overlapping codes (who holds a category, alone or with another), two levels of
attendance.
"""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import polars as pl
from hypothesis import strategies as st

from hub.disclosure.counts import Earlier, Population, Rounded, rounded
from hub.disclosure.cube import PERSONS
from hub.disclosure.members import MEMBERS, Day, Desk
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import Plan, Table
from hub.disclosure.published import Published
from hub.releases.cell import Key
from hub.releases.release import MemberCategory
from hub.releases.structure import Column
from hub.vocabulary import CategoryKind, CollegeAggregation, Dimension

#: Two rounding keys.
KEY, OTHER_KEY = bytes(range(32)), bytes(range(100, 132))


def stands_for(**codes: str) -> dict[str, frozenset[str]]:
    """Codes, each with the leaves that it stands for, parted by blanks."""
    return {code: frozenset(leaves.split()) for code, leaves in codes.items()}


def single(codes: str) -> dict[str, frozenset[str]]:
    """Codes parted by blanks, each its own leaf."""
    return {code: frozenset({code}) for code in codes.split()}


PLAN = Plan(
    version="invented-1",
    columns={
        "gender": Column(dimension="gender", codes=single("female male other")),
        "region_1": Column(dimension="region", codes=stands_for(north="n1 n2", south="s1")),
        "region": Column(dimension="region", codes=single("n1 n2 s1")),
        "category": Column(dimension="category", codes=single("users workers users+workers")),
        "category_holder": Column(
            dimension="category",
            codes=stands_for(users="users users+workers", workers="workers users+workers"),
            partition=False,
            codes_of="category",
        ),
        "attended": Column(dimension="attendance", codes=stands_for(yes="own proxy", no="no")),
        "channel": Column(dimension="attendance", codes=single("no own proxy")),
    },
    shown={
        Dimension.GENDER: ("gender",),
        Dimension.REGION: ("region_1", "region"),
        Dimension.CATEGORY: ("category_holder",),
    },
)

#: Every pair of columns that the plan's readers may ask for.
WANTED: tuple[Table, ...] = (
    ("gender", "region"),
    ("gender", "region_1"),
    ("category_holder", "gender"),
    ("category_holder", "region"),
    ("attended", "gender"),
    ("attended", "category_holder"),
    ("channel",),
)

#: The dimensions of the plan, each with its leaves.
LEAVES: Mapping[str, Sequence[str]] = {
    "gender": ("female", "male", "other"),
    "region": ("n1", "n2", "s1"),
    "category": ("users", "workers", "users+workers"),
    "attendance": ("no", "own", "proxy"),
}


def register(members: int, seed: int, evenness: float = 1.0) -> pl.DataFrame:
    """The finest cells of so many invented members; the less even, the more groups are empty."""
    groups = list(product(*LEAVES.values()))
    random = np.random.default_rng(seed)
    persons = random.multinomial(members, random.dirichlet([evenness] * len(groups)))
    finest = pl.DataFrame(groups, schema=list(LEAVES), orient="row")
    return finest.with_columns(pl.Series(PERSONS, persons)).filter(pl.col(PERSONS) > 0)


#: Registers of 10 to 400 members.
REGISTERS = st.builds(
    register,
    st.integers(10, 400),
    st.integers(0, 10_000),
    st.sampled_from([0.05, 0.3, 1.0, 10.0]),
)


def protected(  # noqa: PLR0913 - whatever a test is about, named
    finest: pl.DataFrame,
    *,
    plan: Plan = PLAN,
    wanted: Sequence[Table] = WANTED,
    known: Mapping[Key, int] | None = None,
    before: Earlier | None = None,
    key: bytes = KEY,
    parameters: Parameters | None = None,
) -> Rounded:
    """The rounded tables of one register."""
    return rounded(
        Population(cooperative="essai", name="members", day="2022-06-15"),
        finest,
        plan,
        wanted=wanted,
        known=known or {},
        before=before,
        key=key,
        parameters=parameters or Parameters(),
    )


def tables_of(
    finest: pl.DataFrame, *, plan: Plan = PLAN, wanted: Sequence[Table] = WANTED
) -> Published:
    """The first published tables of a register."""
    desk = Desk(
        cooperative="essai",
        population=MEMBERS,
        plan=plan,
        wanted=wanted,
        known={},
        previous={},
        key=KEY,
        parameters=Parameters(),
    )
    day = Day(period="2022", as_of="2022-06-15", finest=finest, people=_unlisted)
    [found] = desk.publish([day]).values()
    if isinstance(found, str):
        raise TypeError(found)
    return found


def _unlisted(_dimensions: Sequence[str]) -> pl.DataFrame:
    raise AssertionError("on a first day nobody can have moved")


def category(code: str, kind: str = "user", college: str | None = None) -> MemberCategory:
    """A member category of the invented cooperative."""
    return MemberCategory(
        cooperative="essai",
        code=code,
        label={},
        kind=CategoryKind(kind),
        college=college,
        voting_share=None,
        college_aggregation=CollegeAggregation.UNKNOWN,
    )
