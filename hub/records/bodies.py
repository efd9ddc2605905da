"""Bodies: the assemblies, boards, commissions and circles of a cooperative."""

from typing import ClassVar

import dataframely as dy
import polars as pl

from hub.records.record import PARTIAL_DATE, CodeList, Record
from hub.vocabulary import BodyKind, BodyScope


class Bodies(Record):
    """One row per body; public by nature, without its people.

    `aliases` are other names, separated by `|`. `seat_rule` gives seats per category as
    `category=share`, separated by `|`, shares as fractions (`users=3/5|others=2/5`). The four
    `public_role` columns are the declaration that the body's people act in public: its address,
    date, signatory, and which attributes may be published exactly (`gender|role|category`).
    Source: Popolo Organization.
    """

    KEY: ClassVar = ("code",)
    REFERENCES: ClassVar = {"parent": "bodies"}

    code = dy.String(min_length=1)
    name_fr = dy.String(nullable=True)
    name_nl = dy.String(nullable=True)
    name_en = dy.String(nullable=True)
    kind = CodeList(BodyKind)
    scope = CodeList(BodyScope, nullable=True)
    parent = dy.String(nullable=True)
    aliases = dy.String(nullable=True)
    created_on = dy.String(nullable=True, regex=PARTIAL_DATE)
    closed_on = dy.String(nullable=True, regex=PARTIAL_DATE)
    seats = dy.Int32(nullable=True, min=0)
    seat_rule = dy.String(nullable=True)
    term_years = dy.Float64(nullable=True, min=0)
    public_role_url = dy.String(nullable=True, regex="^https?://")
    public_role_on = dy.Date(nullable=True)
    public_role_signatory = dy.String(nullable=True)
    public_role_attributes = dy.String(
        nullable=True, regex=r"^(gender|role|category)(\|(gender|role|category))*$"
    )

    @dy.rule()
    def unnamed_body(cls) -> pl.Expr:
        """A body has a name in at least one language."""
        return pl.any_horizontal(
            cls.name_fr.col.is_not_null(),
            cls.name_nl.col.is_not_null(),
            cls.name_en.col.is_not_null(),
        )

    @dy.rule()
    def incomplete_declaration(cls) -> pl.Expr:
        """A public-role declaration has address, date, signatory and attributes, or none."""
        parts = (
            cls.public_role_url.col,
            cls.public_role_on.col,
            cls.public_role_signatory.col,
            cls.public_role_attributes.col,
        )
        present = pl.sum_horizontal(part.is_not_null().cast(pl.Int8) for part in parts)
        return present.is_in([0, 4])
