"""What must be known of an invented cooperative before its files can be written?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

#: How many of each, in the order of `hub.vocabulary.Gender`.
GenderWeights = tuple[int, int, int, int, int]

#: Shares held -> how many holders in a thousand of those with more than one share.
Spread = Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A row of `member_categories`."""

    code: str
    label: str
    kind: str
    college: str | None = None
    voting_share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """Members who are alike: they hold the same categories and keep the same habits.

    Attributes:
        categories: the codes of the categories that each of them holds.
        members: how many there are on the reference date; the first stratum of a profile
            takes what the others leave.
        gender: weights of the genders; all weight on the last one for legal persons.
        zeal: how much likelier than 100 they are to vote.
        employed: whether the staff's mandates list all of them.
        steady: whether nobody joins after the reference date, and nobody ever leaves.
    """

    categories: tuple[str, ...]
    members: int
    gender: GenderWeights
    zeal: int
    natural: bool = True
    employed: bool = False
    steady: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """A general assembly; without `voters` no roll was kept.

    Attributes:
        members: members of record on `record_date`.
        channels: weights of the ways of voting: in person, proxy, remote, post.
        eligible_percent: how many members in a hundred were entitled to vote; None where the
            minutes do not say.
    """

    code: str
    kind: str
    held_on: date
    record_date: date
    members: int
    voters: int | None = None
    mode: str
    channels: tuple[int, int, int, int] = (1, 0, 0, 0)
    quorum: float | None = None
    eligible_percent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """The share capital of natural or of legal persons on the day of the balance.

    Attributes:
        nominal: the price of a share in euros.
        shares: how many there are.
        single: how many hold exactly one.
        largest: the shares of the largest holder.
        light: a spread with small holdings, `heavy` one with large ones; they are mixed so
            that the shares come out right.
    """

    share_class: str
    nominal: int
    shares: int
    single: int
    largest: int
    light: Spread
    heavy: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A row of `bodies`; a `declared` one is a public-role body."""

    code: str
    name: str
    kind: str
    scope: str | None = None
    parent: str | None = None
    aliases: str | None = None
    created_on: str | None = None
    closed_on: str | None = None
    seats: int | None = None
    seat_rule: str | None = None
    term_years: int | None = None
    declared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """Seats of one body held by people of one stratum on the reference date.

    Attributes:
        stratum: whose members hold them; None for people who are no members themselves, such
            as those who represent a legal person.
        category: the category the seats belong to.
        terms: the first days of the terms, dealt out in turn.
        former: how many people held such a seat before.
        offices: roles of the first seats; the rest are plain members.
    """

    body: str
    stratum: int | None
    category: str | None
    women: int
    men: int
    terms: tuple[date, ...]
    origin: str
    former: int = 0
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spaces:
    """Who takes part in the participatory spaces on the reference date.

    Attributes:
        sizes: code of each space -> its weight.
        women, men: distinct people.
        women_twice, men_twice: those of them with a seat in a second space.
        women_facilitating, men_facilitating: those of them who facilitate one.
        former: how many people left a space before.
        listed: how many are enrolled in all; more than hold a seat where enrolling takes less.
        regular: how many keep coming.
        meetings: of one space in a year.
    """

    sizes: Mapping[str, int]
    women: int
    men: int
    women_twice: int = 0
    men_twice: int = 0
    women_facilitating: int
    men_facilitating: int
    former: int
    listed: int
    regular: int
    meetings: int
    opened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The employees on the reference date; those who are members are in a stratum of their own.

    `for_members` of them look after cooperative life.
    """

    people: int
    for_members: int
    women: int
    men: int
    directors_women: int
    directors_men: int
    former: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidacy:
    """A row of `candidacies`."""

    body: str
    seat_group: str
    seats: int
    candidates: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """A motion and how its votes fell, in parts of a hundred: yes, no, abstain, blank."""

    code: str
    assembly: str
    title: str
    denominator: str
    majority: float
    votes: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A round of recommendations: how many were handed in, on which themes."""

    code: str
    name: str
    start_on: date
    end_on: date
    themes: tuple[str, ...]
    recommendations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One invented cooperative at its default size.

    Attributes:
        prefix: the letters that start its member numbers.
        identity: the row of `cooperatives`.
        reference: the day whose membership the strata describe, and how many members it had.
        balance: the day of the share balance, and how many members it had.
        unpaid: newest members who hold no share yet on that day.
        closed_on: the last day of the register, and how many members it had.
        leaving: how many members in a thousand leave in a year.
        declared_on: the day of the declarations that bodies act in public.
        ages: lower bound of an age band at joining -> weight; the last one is a bound only.
        regions: NUTS code -> weight; the empty code where none is recorded.
        education, occupation: weights of the codes from 0, the last one where none is recorded.
    """

    prefix: str
    identity: Mapping[str, str | bool | None]
    opened_on: date
    reference: tuple[date, int]
    balance: tuple[date, int]
    unpaid: int
    closed_on: tuple[date, int]
    leaving: int
    categories: tuple[Category, ...]
    aggregation: str
    strata: tuple[Stratum, ...]
    assemblies: tuple[Assembly, ...]
    ages: Mapping[int, int]
    regions: Mapping[str, int]
    education: tuple[int, ...] = (0,) * 9 + (1,)
    occupation: tuple[int, ...] = (0,) * 10 + (1,)
    natural_holdings: Holdings
    legal_holdings: Holdings
    bodies: tuple[Body, ...]
    seats: tuple[Seats, ...]
    spaces: Spaces
    staff: Staff
    declared_on: date
    candidacies: tuple[Candidacy, ...]
    motions: tuple[Motion, ...]
    cycles: tuple[Cycle, ...]

    @property
    def slug(self) -> str:
        """The cooperative's name in addresses and folders."""
        return str(self.identity["slug"])
