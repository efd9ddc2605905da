"""Cooperatives that put their numbers together learn nothing of another one from a sum."""

from bench.populations import register
from tests.attacks.exports import Year, released
from tests.attacks.trials import by_naive, by_ours, of_coalition


def _four() -> list[Year]:
    return [
        next(released(register(f"coop-{seed}", 300 + seed, periods=1, seed=seed)))
        for seed in range(4)
    ]


def test_two_of_four_cooperatives_learn_nothing_from_sums_of_rounded_counts() -> None:
    assert not of_coalition(_four(), by_ours)


def test_two_of_four_cooperatives_learn_at_least_20_groups_from_true_sums() -> None:
    assert len(of_coalition(_four(), by_naive)) >= 20
