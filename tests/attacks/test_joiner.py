"""Who joined between two releases cannot be guessed much better than before."""

from collections.abc import Iterator
from itertools import product

from bench.populations import register
from tests.attacks.exports import released_again
from tests.attacks.joiner import Guess, Releases, guess
from tests.attacks.published import Codebook, Group, Printed, read_cells
from tests.attacks.trials import Method, advantages, by_naive, by_ours, guesses

_CODES: Codebook = {
    "gender": ("gender", {"f": frozenset({"f"}), "m": frozenset({"m"})}),
    "held": ("holding", {"yes": frozenset({"one"}), "no": frozenset({"none"})}),
}


def _cells(women: int, men: int, holders: int) -> dict[Group, Printed]:
    rows = f"""cooperative,population,period,measure,gender,held,value,status,reason,lo,hi
coop,members,2024,persons,T,T,{women + men},published,,,
coop,members,2024,persons,f,T,{women},published,,,
coop,members,2024,persons,m,T,{men},published,,,
coop,members,2024,persons,f,yes,{holders},published,,,
"""
    return {one.group: one for one in read_cells(rows)}


def _best_case(method: Method) -> Iterator[tuple[str, int]]:
    """Five or ten join, and nobody else moves."""
    for members, movers in product((60, 150, 400), (5, 10)):
        invented = register("coop", members, periods=2, seed=members + movers, movers=movers)
        yield from guesses(invented, released_again(invented), method)


def _ordinary(method: Method) -> Iterator[tuple[str, int]]:
    """A tenth join, a twentieth leave, and everyone grows older."""
    for members in (60, 100, 150, 250):
        invented = register("coop", members, periods=2, seed=members)
        yield from guesses(invented, released_again(invented), method)


def test_one_joiner_of_exact_counts_is_known_by_the_count_that_grew() -> None:
    releases = Releases(_cells(10, 30, 5), _cells(11, 30, 6), _CODES, joined=1, base=1)
    assert guess(releases, {"gender": "f", "holding": "one"}, "gender") == Guess("m", "f")


def test_what_the_joiner_is_not_in_says_nothing() -> None:
    releases = Releases(_cells(10, 30, 5), _cells(11, 30, 5), _CODES, joined=1, base=1)
    assert guess(releases, {"gender": "f", "holding": "none"}, "gender") == Guess("m", "f")


def test_a_joiner_of_the_naive_export_is_guessed_far_oftener_than_by_the_usual_code() -> None:
    assert max(advantages(_best_case(by_naive)).values()) > 0.2


def test_a_joiner_of_an_ordinary_year_is_hardly_guessed_oftener_than_by_the_usual_code() -> None:
    assert max(advantages(_ordinary(by_ours)).values()) <= 0.06
