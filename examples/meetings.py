"""Which assemblies were held, who stood for election, and how did the votes fall?"""

from datetime import timedelta
from typing import Final

import polars as pl

from examples.plan import Plan
from examples.profile import Assembly, Motion
from examples.quotas import share_out
from hub.vocabulary import VoteOption

_OPTIONS: Final = (VoteOption.YES, VoteOption.NO, VoteOption.ABSTAIN, VoteOption.BLANK)

#: How long before the assembly its agenda is published, and its minutes after it.
_AGENDA: Final = timedelta(days=21)
_MINUTES: Final = timedelta(days=40)


def assemblies_table(plan: Plan) -> pl.DataFrame:
    """The rows of `assemblies`; voters are null where no roll was kept."""
    rows = []
    for assembly in plan.profile.assemblies:
        members, voters = plan.members_of(assembly), plan.voters_at(assembly)
        entitled = assembly.eligible_percent
        rows.append(
            {
                "code": assembly.code,
                "kind": assembly.kind,
                "date": assembly.held_on,
                "record_date": assembly.record_date,
                "members": members,
                "eligible": entitled and max(voters, members * entitled // 100),
                "voters": None if assembly.voters is None else voters,
                "quorum": assembly.quorum,
                "mode": assembly.mode,
                "agenda_published_on": assembly.held_on - _AGENDA,
                "minutes_published_on": assembly.held_on + _MINUTES,
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)


def candidacies_table(plan: Plan) -> pl.DataFrame:
    """The rows of `candidacies`."""
    return pl.DataFrame(
        [
            {
                "body": each.body,
                "seat_group": each.seat_group,
                "seats": each.seats,
                "candidates": each.candidates,
                "date": each.on,
            }
            for each in plan.profile.candidacies
        ]
    )


def motions_table(plan: Plan) -> pl.DataFrame:
    """The rows of `motions`, of the last two assemblies."""
    held_on = {assembly.code: assembly.held_on for assembly in plan.profile.assemblies}
    return pl.DataFrame(
        [
            {
                "code": motion.code,
                "assembly": motion.assembly,
                "title": motion.title,
                "language": "fr",
                "denominator": motion.denominator,
                "majority": motion.majority,
                "voted_on": held_on[motion.assembly],
            }
            for motion in plan.profile.motions
        ]
    )


def counts_table(plan: Plan) -> pl.DataFrame:
    """The rows of `counts`: as many ballots as voters, by college where there are colleges."""
    assemblies = {assembly.code: assembly for assembly in plan.profile.assemblies}
    rows = []
    for motion in plan.profile.motions:
        for college, share, ballots in _ballots(plan, assemblies[motion.assembly]):
            for option, votes in _split(motion, ballots):
                rows.append(
                    {
                        "motion": motion.code,
                        "college": college,
                        "option": str(option),
                        "votes": votes,
                        "weight": None if share is None else _weight(share, votes, ballots),
                    }
                )
    return pl.DataFrame(rows, infer_schema_length=None)


def _ballots(plan: Plan, assembly: Assembly) -> list[tuple[str | None, float | None, int]]:
    """Colleges that voted, with their share of the votes and their ballots."""
    categories = {category.code: category for category in plan.profile.categories}
    if all(category.college is None for category in categories.values()):
        return [(None, None, plan.voters_at(assembly))]
    voters = plan.voters[..., plan.profile.assemblies.index(assembly)].sum(axis=1)
    colleges = [categories[stratum.categories[0]] for stratum in plan.profile.strata]
    return [
        (college.college, college.voting_share, int(ballots))
        for college, ballots in zip(colleges, voters, strict=True)
        if ballots
    ]


def _split(motion: Motion, ballots: int) -> list[tuple[VoteOption, int]]:
    return list(
        zip(_OPTIONS, (int(votes) for votes in share_out(ballots, motion.votes)), strict=True)
    )


def _weight(share: float, votes: int, ballots: int) -> float:
    return round(share * votes / ballots, 6)
