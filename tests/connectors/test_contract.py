"""What stands between the hub and a connector keeps its secrets, and says when it is refused."""

from pathlib import Path

from connectors.contract import Finding, Report, Severity, Upload


def test_the_key_of_an_upload_is_never_shown() -> None:
    upload = Upload(
        cooperative="essai",
        import_id="i1",
        files=(),
        key="5a" * 32,
        known=None,
        scratch=Path("scratch"),
    )
    assert "5a5a" not in f"{upload!r}{upload}"


def test_one_blocking_finding_among_others_is_enough() -> None:
    def report(*severities: Severity) -> Report:
        findings = tuple(Finding(code="x", severity=one, file="a.csv") for one in severities)
        return Report(identified=(), findings=findings, totals={}, rows={})

    assert not report(Severity.WARNING, Severity.ADVICE).blocked
    assert report(Severity.ADVICE, Severity.BLOCKING, Severity.WARNING).blocked
