"""Is a body's people shown exactly only where a declaration covers what is shown?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.disclosure.parameters import Parameters
from hub.disclosure.seats import has_public_role, parity
from hub.releases.observation import Breakdown
from hub.vocabulary import BodyKind, Dimension, Status, Uncertainty
from tests.hub.disclosure.entries import about, body, entry, measure

WOMEN = entry("gender.share_women", public_role="gender")

BOARD: Breakdown = ((Dimension.BODY, "board"),)
BOARDS: Breakdown = ((Dimension.BODY_KIND, "board"),)
CHAIRS: Breakdown = ((Dimension.BODY, "board"), (Dimension.ROLE, "chair"))

_ATTRIBUTES = ("gender", "role", "category")


def declared(breakdown: Breakdown, *attributes: str) -> bool:
    return has_public_role(
        measure("gender.share_women", 3, 9, breakdown), WOMEN, [body("board", *attributes)]
    )


def test_a_declaration_covers_what_it_names() -> None:
    assert declared(BOARD, "gender")
    assert not declared(BOARD, "role", "category")
    assert not declared(BOARD)


def test_a_role_within_a_body_is_to_be_declared_too() -> None:
    assert not declared(CHAIRS, "gender")
    assert declared(CHAIRS, "gender", "role")


def test_every_body_of_a_kind_is_to_declare() -> None:
    of_boards = measure("gender.share_women", 3, 9, BOARDS)
    board, other = body("board", "gender"), body("second", kind=BodyKind.BOARD)
    assert has_public_role(of_boards, WOMEN, [board, body("x", kind=BodyKind.STAFF)])
    assert not has_public_role(of_boards, WOMEN, [board, other])


def test_a_body_that_is_not_known_has_declared_nothing() -> None:
    assert not has_public_role(measure("gender.share_women", 3, 9, BOARD), WOMEN, [])


def test_what_tells_more_than_a_declaration_can_cover_is_never_exact() -> None:
    plain = entry("tenure")
    everything = body("board", *_ATTRIBUTES)
    assert not has_public_role(measure("tenure", 3, 9, BOARD), plain, [everything])


@given(
    st.lists(st.sampled_from(_ATTRIBUTES), unique=True),
    st.lists(
        st.tuples(
            st.sampled_from([Dimension.GENDER, Dimension.REGION, Dimension.CATEGORY]),
            st.just("x"),
        ),
        unique_by=lambda one: one[0],
    ).map(tuple),
)
def test_members_at_large_never_have_a_public_role(
    attributes: list[str], breakdown: Breakdown
) -> None:
    assert not declared(breakdown, *attributes)


@pytest.mark.parametrize(
    ("women", "seats", "band"),
    [
        (3, 10, (0.0, 0.4)),
        (4, 10, (0.4, 0.6)),
        (6, 10, (0.4, 0.6)),
        (7, 10, (0.6, 1.0)),
        (3, 9, None),
        (0, 0, None),
    ],
)
def test_an_undeclared_body_of_ten_seats_shows_a_class_only(
    women: int, seats: int, band: tuple[float, float] | None
) -> None:
    found = parity(
        about(WOMEN, BOARD), measure("gender.share_women", women, seats, BOARD), Parameters()
    )
    if band is None:
        assert found is None
        return
    assert found is not None
    assert (found.lower, found.upper) == band
    assert (found.value, found.numerator, found.denominator) == (None, None, None)
    assert (found.status, found.reason) == (Status.DERIVED, "band")
    assert (found.uncertainty, found.breakdown) == (Uncertainty.BOUND, BOARD)


def test_only_the_share_of_women_in_a_whole_body_has_a_class() -> None:
    of_chairs = measure("gender.share_women", 3, 10, CHAIRS)
    assert parity(about(WOMEN, CHAIRS), of_chairs, Parameters()) is None
    other = entry("gender.coverage", public_role="gender")
    assert parity(about(other, BOARD), measure("gender.coverage", 3, 10), Parameters()) is None
