"""May a cooperative's records be taken in? Only under an agreement that is in force."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa

from hub import audit_log
from hub.problem import Problem
from hub.workspace import METADATA

AGREEMENTS = sa.Table(
    "agreements",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("cooperative", sa.Text, nullable=False, index=True),
    sa.Column("roles", sa.Text, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("legal_basis", sa.Text, nullable=False),
    sa.Column("retention", sa.Text, nullable=False),
    sa.Column("notice", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Text, nullable=False),  # a day, ISO 8601
    sa.Column("valid_until", sa.Text),
    sa.Column("signatory", sa.Text, nullable=False),
    sa.Column("document_hash", sa.Text, nullable=False),
    sa.Column("recorded_at", sa.Text, nullable=False),  # UTC, ISO 8601
    sqlite_strict=True,
)


class NoAgreement(Problem):
    """No agreement with the cooperative is in force."""

    def __init__(self, cooperative: str, on: date) -> None:
        super().__init__(
            f"no data-sharing agreement with {cooperative!r} is in force on {on}",
            "Have the hub's operator record the signed agreement: "
            f"intercoop agreement record {cooperative}",
        )


class BackwardsAgreement(Problem):
    """An agreement that ends before it begins."""

    def __init__(self, valid_from: date, valid_until: date) -> None:
        super().__init__(
            f"the agreement would end on {valid_until}, before it begins on {valid_from}",
            "Give the two days as the signed document has them",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a cooperative and the hub have agreed, in their own words.

    Attributes:
        roles: who is controller and who is processor.
        purpose: what the records may be used for.
        legal_basis: under which the cooperative may share them.
        retention: how long the hub keeps them.
        notice: how members have been told.
        valid_from: first day.
        valid_until: last day; None for no end.
        signatory: the office that signed for the cooperative, not a person's name.
        document_hash: SHA-256 of the signed document, which itself stays with those who signed.
    """

    roles: str
    purpose: str
    legal_basis: str
    retention: str
    notice: str
    valid_from: date
    valid_until: date | None
    signatory: str
    document_hash: str

    def __post_init__(self) -> None:
        """Refuse an agreement that was never in force.

        Raises:
            BackwardsAgreement: it ends before it begins.
        """
        if self.valid_until is not None and self.valid_until < self.valid_from:
            raise BackwardsAgreement(self.valid_from, self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Terms as recorded; they are never edited: later ones are recorded beside them."""

    id: str
    cooperative: str
    terms: Terms
    recorded_at: str

    def in_force(self, on: date) -> bool:
        """Whether it holds on a day."""
        until = self.terms.valid_until
        return self.terms.valid_from <= on and (until is None or on <= until)


class Agreements:
    """Reads and writes agreements; each method is one transaction."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def record(
        self, cooperative: str, terms: Terms, *, subject: str = audit_log.COMMAND_LINE
    ) -> Agreement:
        """Record an agreement, and who did."""
        agreement = Agreement(
            id=f"a-{secrets.token_hex(8)}",
            cooperative=cooperative,
            terms=terms,
            recorded_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        told = asdict(terms)
        with self._engine.begin() as connection:
            connection.execute(
                sa.insert(AGREEMENTS).values(
                    told
                    | {name: day.isoformat() for name, day in told.items() if type(day) is date}
                    | {
                        "id": agreement.id,
                        "cooperative": cooperative,
                        "recorded_at": agreement.recorded_at,
                    }
                )
            )
            audit_log.append(
                connection,
                "agreement:record",
                cooperative,
                subject=subject,
                concerning=agreement.id,
            )
        return agreement

    def all(self, cooperative: str | None = None) -> Sequence[Agreement]:
        """Every agreement, or those of one cooperative, the latest last."""
        wanted = sa.select(AGREEMENTS).order_by(
            AGREEMENTS.c.cooperative, AGREEMENTS.c.valid_from, AGREEMENTS.c.recorded_at
        )
        if cooperative is not None:
            wanted = wanted.where(AGREEMENTS.c.cooperative == cooperative)
        with self._engine.begin() as connection:
            return [_agreement(row) for row in connection.execute(wanted)]


def ended(
    connection: sa.Connection, cooperatives: Collection[str], on: date
) -> Mapping[str, date]:
    """Of some cooperatives, those with an agreement once and none on a day: its last day."""
    rows = connection.execute(
        sa.select(AGREEMENTS).where(AGREEMENTS.c.cooperative.in_(list(cooperatives)))
    )
    last: dict[str, date] = {}
    for one in map(_agreement, rows):
        until = one.terms.valid_until or date.max
        if one.terms.valid_from <= on:
            last[one.cooperative] = max(until, last.get(one.cooperative, until))
    return {slug: day for slug, day in sorted(last.items()) if day < on}


def require(connection: sa.Connection, cooperative: str, on: date) -> Agreement:
    """The agreement with a cooperative that is in force on a day; the latest, where several.

    Raises:
        NoAgreement: there is none.
    """
    rows = connection.execute(
        sa.select(AGREEMENTS)
        .where(AGREEMENTS.c.cooperative == cooperative)
        .order_by(AGREEMENTS.c.valid_from.desc(), AGREEMENTS.c.recorded_at.desc())
    )
    for agreement in map(_agreement, rows):
        if agreement.in_force(on):
            return agreement
    raise NoAgreement(cooperative, on)


def _agreement(row: sa.Row[tuple[str, ...]]) -> Agreement:
    told = dict(row._mapping)  # noqa: SLF001 - the public way to a row
    own = {name: told.pop(name) for name in ("id", "cooperative", "recorded_at")}
    until = told.pop("valid_until")
    return Agreement(
        **own,
        terms=Terms(
            **told
            | {
                "valid_from": date.fromisoformat(told["valid_from"]),
                "valid_until": date.fromisoformat(until) if until else None,
            }
        ),
    )
