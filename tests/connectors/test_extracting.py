"""What do connectors take from an upload?"""

from pathlib import Path

from tests.connectors.exports import export


def test_documents_of_one_system_are_read_together(tmp_path: Path) -> None:
    names = ("election.json", "result.json", "records.json", "voters.json")
    outcome = export("belenios", *names, scratch=tmp_path)
    assert {one.file for one in outcome.report.identified} == {"result.json"}
    assert {one.system for one in outcome.report.identified} == {"belenios"}


def test_a_document_of_which_nothing_is_stored_never_looks_imported(tmp_path: Path) -> None:
    outcome = export("belenios", "voters.json", scratch=tmp_path)
    assert outcome.one("nothing_taken").facts == {"system": "belenios"}
    assert outcome.report.blocked
