"""Every code of the import pages has a name."""

from connectors.contract import About, Severity
from connectors.written import SAID
from hub.vocabulary import Status
from hub.web.import_words import ENCODINGS, SEPARATORS, SEVERITIES, TREATMENTS


def test_every_severity_has_a_name() -> None:
    assert set(SEVERITIES) == set(Severity)


def test_every_treatment_of_a_figure_has_a_name() -> None:
    assert set(TREATMENTS) == set(Status)


def test_every_encoding_and_separator_that_may_be_said_has_a_name() -> None:
    assert set(ENCODINGS) == set(SAID[About.ENCODING])
    assert set(SEPARATORS) == set(SAID[About.SEPARATOR])
