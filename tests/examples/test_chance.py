"""Does chance depend on the seed and the topic, and on nothing else?"""

from examples.chance import chance


def test_the_same_words_draw_the_same_numbers() -> None:
    drawn = [chance(1, "rail", "rolls").integers(0, 10**9, 3).tolist() for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_these_numbers_are_the_same_on_every_machine() -> None:
    assert chance(1, "rail", "rolls").integers(0, 1000, 5).tolist() == [917, 823, 267, 606, 26]


def test_another_seed_or_topic_draws_other_numbers() -> None:
    first = [
        chance(*words).integers(0, 2**62)
        for words in ((1, "rail"), (2, "rail"), (1, "ateliers"), (1, "ra", "il"))
    ]
    assert len(set(first)) == 4
