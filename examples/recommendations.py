"""What did members recommend, and what became of it?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Final

import numpy as np
import polars as pl

from examples.chance import chance
from examples.profile import Cycle, Profile
from examples.themes import ACTIONS, SUBJECTS
from hub.vocabulary import RecommendationStage as Stage

#: Stage -> the word in the cooperative's own software.
_OWN_WORDS: Final = {
    Stage.SUBMITTED: "nouvelle",
    Stage.UNDER_REVIEW: "en analyse",
    Stage.ACCEPTED: "oui",
    Stage.PARTLY_ACCEPTED: "oui, mais",
    Stage.REJECTED: "non",
    Stage.DEFERRED: "plus tard",
    Stage.WITHDRAWN: "reprise",
    Stage.IN_PROGRESS: "en chantier",
    Stage.IMPLEMENTED: "livrée",
    Stage.EVALUATED: "bilan fait",
}

#: Answers to a recommendation under review, in parts of a hundred; the last one is none yet.
_ANSWERS: Final = (
    Stage.ACCEPTED,
    Stage.PARTLY_ACCEPTED,
    Stage.REJECTED,
    Stage.DEFERRED,
    Stage.WITHDRAWN,
    None,
)
_ANSWERED: Final = (38, 17, 18, 10, 3, 14)

#: Stages after a favourable answer: how many in a hundred reach it, and within how many days.
_FOLLOWING: Final = (
    (Stage.IN_PROGRESS, 75, (20, 200)),
    (Stage.IMPLEMENTED, 74, (60, 420)),
    (Stage.EVALUATED, 46, (90, 400)),
)
_REASONS: Final = (
    "Coût trop élevé au regard du budget voté",
    "Contraire à une obligation légale",
    "Déjà prévu dans le plan d'action",
    "Concerne trop peu de membres",
)

#: How many in a hundred are reviewed at all, how many rejections say why, how many of those in
#: progress were tried out first; and how many experiments a cooperative has at most.
_REVIEWED: Final = 90
_REASONED: Final = 75
_TRIED: Final = 40
_EXPERIMENTS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One recommendation with its steps: stage and day, in order of time."""

    code: str
    cycle: str
    origin_body: str | None
    theme: str
    title: str
    submitted_on: date
    steps: tuple[tuple[Stage, date], ...]


def invent(profile: Profile, seed: int) -> tuple[Recommendation, ...]:
    """All recommendations of a cooperative; their number does not depend on its size."""
    rng = chance(seed, profile.slug, "recommendations")
    handed_in = [
        (cycle, cycle.themes[number % len(cycle.themes)])
        for cycle in profile.cycles
        for number in range(cycle.recommendations)
    ]
    titles = {theme: _titles(rng, theme) for theme in dict.fromkeys(each[1] for each in handed_in)}
    found = []
    for number, (cycle, theme) in enumerate(handed_in, start=1):
        steps = _steps(profile, rng, cycle)
        submitted_on = steps[0][1]
        spaces = list(profile.spaces.sizes)
        origin = spaces[int(rng.integers(0, len(spaces)))]
        found.append(
            Recommendation(
                code=f"rec-{number:03}",
                cycle=cycle.code,
                origin_body=origin if submitted_on >= profile.spaces.opened_on else None,
                theme=theme,
                title=next(titles[theme]),
                submitted_on=submitted_on,
                steps=steps,
            )
        )
    return tuple(found)


def _titles(rng: np.random.Generator, theme: str) -> Iterator[str]:
    """Every title that a theme gives, once each."""
    titles = [f"{action} {subject}" for action, subject in product(ACTIONS, SUBJECTS[theme])]
    for position in rng.permutation(len(titles)):
        yield titles[int(position)]


def _steps(
    profile: Profile, rng: np.random.Generator, cycle: Cycle
) -> tuple[tuple[Stage, date], ...]:
    """The steps of one recommendation up to the day the files are written."""
    length = (cycle.end_on - cycle.start_on).days
    submitted_on = cycle.start_on + timedelta(days=int(rng.integers(length // 2, length)))
    steps = ((Stage.SUBMITTED, submitted_on), *_course(rng, submitted_on))
    return tuple(step for step in steps if step[1] <= profile.closed_on[0])


def _course(rng: np.random.Generator, day: date) -> Iterator[tuple[Stage, date]]:
    """The steps after a recommendation was submitted, with no regard to the present day."""
    if rng.integers(0, 100) >= _REVIEWED:
        return
    day += timedelta(days=int(rng.integers(10, 60)))
    yield Stage.UNDER_REVIEW, day
    drawn = np.searchsorted(np.cumsum(_ANSWERED), rng.integers(0, 100), side="right")
    answer = _ANSWERS[int(drawn)]
    if answer is None:
        return
    day += timedelta(days=int(rng.integers(20, 260)))
    yield answer, day
    if answer not in {Stage.ACCEPTED, Stage.PARTLY_ACCEPTED}:
        return
    for stage, reached, (soonest, latest) in _FOLLOWING:
        if rng.integers(0, 100) >= reached:
            return
        day += timedelta(days=int(rng.integers(soonest, latest)))
        yield stage, day


def cycles_table(profile: Profile) -> pl.DataFrame:
    """The rows of `cycles`."""
    return pl.DataFrame(
        [
            {
                "code": cycle.code,
                "name": cycle.name,
                "start_on": f"{cycle.start_on:%Y-%m}",
                "end_on": f"{cycle.end_on:%Y-%m}",
                "themes": "|".join(cycle.themes),
            }
            for cycle in profile.cycles
        ]
    )


def recommendations_table(recommendations: tuple[Recommendation, ...]) -> pl.DataFrame:
    """The rows of `recommendations`."""
    return pl.DataFrame(
        [
            {
                "code": each.code,
                "cycle": each.cycle,
                "origin_body": each.origin_body,
                "theme": each.theme,
                "title": each.title,
                "language": "fr",
                "submitted_on": each.submitted_on,
            }
            for each in recommendations
        ],
        schema_overrides={"origin_body": pl.String},
    )


def events_table(
    profile: Profile, recommendations: tuple[Recommendation, ...], seed: int
) -> pl.DataFrame:
    """The rows of `recommendation_events`; some rejections come without a reason."""
    rng = chance(seed, profile.slug, "reasons")
    rows = []
    for each in recommendations:
        for stage, on in each.steps:
            decided = stage in _ANSWERS
            explained = stage is Stage.REJECTED and rng.integers(0, 100) < _REASONED
            rows.append(
                {
                    "recommendation": each.code,
                    "stage": str(stage),
                    "raw_token": _OWN_WORDS[stage],
                    "on": on,
                    "by_body": _by(stage),
                    "reason": _REASONS[int(rng.integers(0, len(_REASONS)))] if explained else None,
                    "url": f"https://example.org/{profile.slug}/{each.code}" if decided else None,
                }
            )
    return pl.DataFrame(rows, infer_schema_length=None)


def _by(stage: Stage) -> str | None:
    if stage in {Stage.SUBMITTED, Stage.WITHDRAWN}:
        return None
    return "ca" if stage in _ANSWERS else "direction"


def experiments_table(
    profile: Profile, recommendations: tuple[Recommendation, ...], seed: int
) -> pl.DataFrame:
    """The rows of `experiments`: recommendations in progress that were tried out first."""
    rng = chance(seed, profile.slug, "experiments")
    outcomes = ("generalised", "adapted", "stopped")
    rows: list[dict[str, str | None]] = []
    for each in recommendations:
        begun = dict(each.steps).get(Stage.IN_PROGRESS)
        if begun is None or len(rows) == _EXPERIMENTS or rng.integers(0, 100) >= _TRIED:
            continue
        ended = begun + timedelta(days=int(rng.integers(120, 400)))
        over = ended <= profile.closed_on[0]
        rows.append(
            {
                "code": f"essai-{len(rows) + 1:02}",
                "name": f"Essai : {each.title[0].lower()}{each.title[1:]}",
                "recommendation": each.code,
                "theme": each.theme,
                "needs_on": f"{each.submitted_on:%Y-%m}",
                "started_on": f"{begun:%Y-%m}",
                "ended_on": f"{ended:%Y-%m}" if over else None,
                "outcome": outcomes[int(rng.integers(0, 3))] if over else "running",
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)
