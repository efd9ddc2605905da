"""Which cooperative is it, with which categories of members and which bodies?"""

from typing import Final

import polars as pl

from examples.plan import Plan
from examples.profile import Body

#: What a public-role declaration lets be published.
_ATTRIBUTES: Final = "gender|role|category"


def cooperative_table(plan: Plan) -> pl.DataFrame:
    """The row of `cooperatives`; `synthetic` is true."""
    return pl.DataFrame([plan.profile.identity])


def member_categories_table(plan: Plan) -> pl.DataFrame:
    """The rows of `member_categories`."""
    return pl.DataFrame(
        [
            {
                "code": category.code,
                "label_fr": category.label,
                "kind": category.kind,
                "college": category.college,
                "voting_share": category.voting_share,
                "college_aggregation": plan.profile.aggregation,
            }
            for category in plan.profile.categories
        ],
        schema_overrides={"college": pl.String, "voting_share": pl.Float64},
    )


def bodies_table(plan: Plan) -> pl.DataFrame:
    """The rows of `bodies`; those that are declared carry the four columns of a declaration."""
    return pl.DataFrame(
        [_row(plan, body) for body in plan.profile.bodies], infer_schema_length=None
    )


def _row(plan: Plan, body: Body) -> dict[str, object]:
    address = f"https://example.org/{plan.profile.slug}/{body.code}"
    return {
        "code": body.code,
        "name_fr": body.name,
        "kind": body.kind,
        "scope": body.scope,
        "parent": body.parent,
        "aliases": body.aliases,
        "created_on": body.created_on,
        "closed_on": body.closed_on,
        "seats": body.seats,
        "seat_rule": body.seat_rule,
        "term_years": body.term_years,
        "public_role_url": address if body.declared else None,
        "public_role_on": plan.profile.declared_on if body.declared else None,
        "public_role_signatory": "Présidence du conseil d'administration"
        if body.declared
        else None,
        "public_role_attributes": _ATTRIBUTES if body.declared else None,
    }
