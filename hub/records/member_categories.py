"""Member categories: the kinds of members and the colleges they vote in."""

from typing import ClassVar

import dataframely as dy

from hub.records.record import CodeList, Record
from hub.vocabulary import CategoryKind, CollegeAggregation


class MemberCategories(Record):
    """One row per category of one cooperative.

    `voting_share` is the college's share of all votes, a fraction 0-1, null where votes are not
    weighted. `college_aggregation` says whether a college votes as a block; power indices need it.
    Source: ESSGlobal OS100 (multi-stakeholder cooperatives) and BMT (member types).
    """

    KEY: ClassVar = ("code",)

    code = dy.String(min_length=1)
    label_fr = dy.String(nullable=True)
    label_nl = dy.String(nullable=True)
    label_en = dy.String(nullable=True)
    kind = CodeList(CategoryKind)
    college = dy.String(nullable=True)
    voting_share = dy.Float64(nullable=True, min=0, max=1)
    college_aggregation = CodeList(CollegeAggregation)
