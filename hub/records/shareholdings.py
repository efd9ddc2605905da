"""Shareholdings: how much of the capital each member holds."""

from typing import ClassVar

import dataframely as dy

from hub.records.record import CodeList, Record
from hub.vocabulary import ShareTransaction


class Shareholdings(Record):
    """One row per member, share class and date, or one per dated transaction.

    Without `transaction`, `quantity` and `amount` are the balance on `as_of`. With one, they are
    what moved that day, negative when shares are given back or handed over. `amount` is in
    `currency` (ISO 4217), to the cent.
    """

    KEY: ClassVar = ()

    pseudonym = dy.String(min_length=1)
    share_class = dy.String(nullable=True)
    quantity = dy.Int64()
    amount = dy.Decimal(18, 2)
    currency = dy.String(regex="^[A-Z]{3}$")
    as_of = dy.Date()
    transaction = CodeList(ShareTransaction, nullable=True)
