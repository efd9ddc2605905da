"""Every code of the import pages has a name."""

from connectors.contract import Severity
from hub.vocabulary import Status
from hub.web.import_words import SEVERITIES, TREATMENTS


def test_every_severity_has_a_name() -> None:
    assert set(SEVERITIES) == set(Severity)


def test_every_treatment_of_a_figure_has_a_name() -> None:
    assert set(TREATMENTS) == set(Status)
