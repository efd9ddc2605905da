"""Does a refusal say why, and nothing of who would have been counted?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.disclosure import refusal
from hub.disclosure.refusal import BODIES
from hub.releases.observation import EVERY_GROUP
from hub.vocabulary import Confidentiality, Dimension, Origin, Status
from tests.hub.disclosure.entries import about, entry

ENTRY = entry("x.y")

_BREAKDOWNS = st.lists(
    st.tuples(st.sampled_from(list(Dimension)), st.text(min_size=1, max_size=5)),
    max_size=3,
    unique_by=lambda one: one[0],
).map(tuple)


def test_a_refusal_has_a_reason_and_no_number() -> None:
    found = about(ENTRY).refused(refusal.TOO_FEW)
    assert (found.value, found.numerator, found.denominator) == (None, None, None)
    assert (found.lower, found.upper, found.text) == (None, None, None)
    assert (found.status, found.confidentiality) == (
        Status.SUPPRESSED_PRIMARY, Confidentiality.PRIMARY,
    )  # fmt: skip
    assert (found.reason, found.origin) == ("fewer_members_than_the_minimum", Origin.COMPUTED)
    assert (found.indicator, found.period, found.as_of) == ("x.y", "2022", "2022-06-15")


@given(_BREAKDOWNS)
def test_only_bodies_are_named_in_a_refusal(breakdown: tuple[tuple[Dimension, str], ...]) -> None:
    found = about(ENTRY, breakdown).refused(refusal.TOO_FINE)
    assert found.breakdown == tuple(
        (dimension, code if dimension in BODIES else EVERY_GROUP) for dimension, code in breakdown
    )


@pytest.mark.parametrize(
    ("of", "status"),
    [
        (refusal.TOO_FEW, Status.SUPPRESSED_PRIMARY),
        (refusal.UNDECLARED_BODY, Status.SUPPRESSED_PRIMARY),
        (refusal.NEAR_ANOTHER_DAY, Status.NOT_PRODUCED),
        (refusal.TOO_FINE, Status.NOT_PRODUCED),
        (refusal.NOT_LISTED, Status.NOT_PRODUCED),
        (refusal.SMALL_DENOMINATOR, Status.NOT_PRODUCED),
    ],
)
def test_too_few_people_are_a_primary_reason_and_all_else_was_not_made(
    of: refusal.Refusal, status: Status
) -> None:
    assert of.status is status
    primarily = of.confidentiality is Confidentiality.PRIMARY
    assert primarily == (status is Status.SUPPRESSED_PRIMARY)
