"""A mean times its count gives the printed total, or the finding says what would."""

from collections.abc import Callable

from hub.reconciliation.figure import Figure
from hub.reconciliation.finding import Severity
from hub.reconciliation.mean_times_count import check
from hub.records.figures import Bound

_ROUNDED = {"bound": Bound.ROUNDED, "place": "table 2"}


def _capital(figure: Callable[..., Figure], millions: float) -> Figure:
    return figure("capital.total", millions, unit="eur_million", precision=0.1, **_ROUNDED)


def _mean(
    figure: Callable[..., Figure], euros: float, group: str | None = None, step: float = 1.0
) -> Figure:
    given = {"breakdown": group, "unit": "eur", "precision": step}
    return figure("capital.mean_holding", euros, **given, **_ROUNDED)


def test_a_mean_that_gives_the_capital_is_no_finding(figure: Callable[..., Figure]) -> None:
    members = figure("membership.total", 10_000)
    assert not list(check([_capital(figure, 1.0), _mean(figure, 100), members]))


def test_a_count_of_the_year_that_does_not_fit_beside_one_that_does_is_a_warning(
    figure: Callable[..., Figure],
) -> None:
    printed = [_capital(figure, 3.2), _mean(figure, 98.37, step=0.01)]
    report = figure("membership.total", 35755, as_of="2023-06")
    assembly = figure("membership.total", 32534, place="table 3")
    [finding] = check([*printed, report, assembly])
    assert (finding.published, round(finding.recomputed or 0, 3)) == (3.2, 3.517)
    assert finding.severity is Severity.WARNING
    assert finding.hypotheses[0]["en"] == "The mean is over 32,534 members (table 3, 2022)."


def test_a_slipped_decimal_point_is_found(figure: Callable[..., Figure]) -> None:
    printed = [
        _capital(figure, 5.6),
        _mean(figure, 352, "person_kind=natural"),
        _mean(figure, 43000, "person_kind=legal", step=1000.0),
        figure("membership.total", 13242, breakdown="category_kind=user"),
        figure("membership.total", 220, breakdown="category_kind=legal_person"),
    ]
    [finding] = check(printed)
    assert finding.severity is Severity.ERROR
    assert (
        finding.hypotheses[0]["en"] == "The mean 43,000 would be 4,300: a decimal point slipped."
    )


def test_without_a_count_nothing_is_said(figure: Callable[..., Figure]) -> None:
    assert not list(check([_capital(figure, 5.6), _mean(figure, 352)]))


def test_a_mean_number_of_shares_cut_off_instead_of_rounded_is_named(
    figure: Callable[..., Figure],
) -> None:
    shares = figure("figure.mean_shares", 3, unit="shares", bound=Bound.ROUNDED)
    nominal = figure("figure.share_nominal", 100, unit="eur", precision=None)
    [finding] = check([shares, nominal, _mean(figure, 352)])
    assert (finding.published, finding.recomputed) == (3, 3.52)
    assert finding.hypotheses[0]["en"] == "352 / 100 = 3.52, cut off instead of rounded."
    assert not list(check([shares, nominal, _mean(figure, 320)]))
