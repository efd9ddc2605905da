"""A printed percentage must be possible for that number of people."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from hub.reconciliation.figure import Figure
from hub.reconciliation.granularity import check, parts_of
from hub.reconciliation.interval import Interval
from hub.records.figures import Bound

_STAFF = {"breakdown": "body_kind=staff", "unit": "percent", "bound": Bound.ROUNDED}


def test_half_of_an_odd_number_of_people_cannot_be(figure: Callable[..., Figure]) -> None:
    share = figure("gender.share_women", 50, **_STAFF)
    [finding] = check([share, figure("figure.employees", 35)])
    assert finding.published == 50
    assert finding.hypotheses[0]["en"].startswith("The share is of 34 people, 17 of them women")


def test_a_share_that_the_people_can_give_is_no_finding(figure: Callable[..., Figure]) -> None:
    share = figure("gender.share_women", 50, **_STAFF)
    assert not list(check([share, figure("figure.employees", 36)]))


def test_two_decimals_tell_nearly_how_many_people_there_are(figure: Callable[..., Figure]) -> None:
    share = figure("gender.share_women", 56.94, **(_STAFF | {"precision": 0.01}))
    [finding] = check([share, figure("figure.employees", 210)])
    assert "of 209 people, 119 of them women" in finding.hypotheses[0]["en"]


def test_an_approximate_head_count_proves_nothing(figure: Callable[..., Figure]) -> None:
    share = figure("gender.share_women", 50, **_STAFF)
    about = figure("figure.employees", 35, precision=10.0, bound=Bound.ABOUT)
    assert not list(check([share, about]))


@given(st.integers(1, 2000), st.data())
def test_a_share_is_never_refused_to_the_people_it_comes_from(
    size: int, data: st.DataObject
) -> None:
    women = data.draw(st.integers(0, size))
    printed = round(100 * women / size)
    share = Interval(max(0, printed - 0.5) / 100, (printed + 0.5) / 100)
    assert women in parts_of(size, share)
