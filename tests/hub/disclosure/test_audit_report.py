"""A report has each finding once, in order, and a reason for every kind."""

from hub.disclosure.audit_report import WHY, Finding, Kind, report


def one(kind: Kind, key: str) -> Finding:
    return Finding(
        kind=kind, cooperative="coop", population="members", period="2025", as_of="2025-12-31",
        measure="persons", key=key,
    )  # fmt: skip


def test_every_kind_has_its_reason() -> None:
    assert set(WHY) == set(Kind)


def test_findings_are_sorted_and_each_stands_once() -> None:
    said = [one(Kind.SMALL, "b"), one(Kind.EXACT, "a"), one(Kind.SMALL, "b")]
    found = report(said, plans=1, cells=2, observations=0, against=False)
    assert [finding.key for finding in found.findings] == ["a", "b"]
    assert not found.clean
