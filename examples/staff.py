"""Who works for the cooperative, who manages it, and who worked for it before?"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from examples.plan import FEMALE, MALE, Plan
from examples.register import days
from examples.terms import Candidates, Terms
from hub.vocabulary import Gender

_GENDERS: Final = list(Gender)
_NOT_RECORDED: Final = _GENDERS.index(Gender.NOT_RECORDED)
_BODY: Final = "equipe"


def staff(plan: Plan, candidates: Candidates, rng: np.random.Generator) -> Iterator[Terms]:
    """The mandates of the staff: members, then others and their directors, then former staff."""
    yield from _members(plan, candidates, rng)
    yield from _others(plan, candidates, rng)
    yield from _former(plan, candidates, rng)


def _members(plan: Plan, candidates: Candidates, rng: np.random.Generator) -> Iterator[Terms]:
    for position, stratum in enumerate(plan.profile.strata):
        if not stratum.employed:
            continue
        for gender in range(len(_GENDERS)):
            people = candidates.all_of(position, gender)
            hired = people.joined - rng.integers(0, 400, len(people.number))
            yield Terms(
                numbers=candidates.numbers_of(people),
                body=_BODY,
                start=np.maximum(hired, days(plan.profile.opened_on)),
                end=people.left,
                gender=gender,
                category=stratum.categories[-1],
                origin="appointed",
            )


def _others(plan: Plan, candidates: Candidates, rng: np.random.Generator) -> Iterator[Terms]:
    people = plan.profile.staff
    employed = [stratum.employed for stratum in plan.profile.strata]
    members = plan.at_reference[employed].sum(axis=0)
    women = max(0, plan.scaled(people.women) - int(members[FEMALE]))
    men = max(0, plan.scaled(people.men) - int(members[MALE]))
    unrecorded = max(0, plan.scaled(people.people) - int(members.sum()) - women - men)
    directors = {FEMALE: people.directors_women, MALE: people.directors_men}
    opened, latest = days(plan.profile.opened_on), days(plan.profile.reference[0]) - 30
    for gender, number in ((FEMALE, women), (MALE, men), (_NOT_RECORDED, unrecorded)):
        numbers, start = candidates.outsiders(number), rng.integers(opened, latest, number)
        yield Terms(numbers=numbers, body=_BODY, start=start, gender=gender, origin="appointed")
        leading = min(directors.get(gender, 0), number)
        yield Terms(
            numbers=numbers.head(leading),
            body="direction",
            start=start[:leading],
            gender=gender,
            role="director",
            origin="appointed",
        )


def _former(plan: Plan, candidates: Candidates, rng: np.random.Generator) -> Iterator[Terms]:
    opened, latest = days(plan.profile.opened_on), days(plan.profile.reference[0]) - 400
    for gender in (FEMALE, MALE):
        number = plan.scaled(plan.profile.staff.former) // 2
        start = rng.integers(opened, latest, number)
        yield Terms(
            numbers=candidates.outsiders(number),
            body=_BODY,
            start=start,
            end=start + rng.integers(90, 370, number),
            gender=gender,
            origin="appointed",
        )
