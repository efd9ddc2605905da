"""Are exports of real systems identified? Each is read, or refused with a reason."""

from pathlib import Path

import pytest

from connectors.contract import Severity
from tests.connectors.uploads import Reader, read_paths

ROOT = Path(__file__).parents[2]
OURS = ROOT / "examples" / "exports"
# not part of the repository: where it is absent, the committed files are asked alone
SAMPLES = ROOT.parent / "shared" / "samples"
FILES = sorted(
    path
    for folder in (OURS, SAMPLES)
    for path in folder.rglob("*")
    if path.is_file() and path.name not in {"README.md", "SOURCE.txt"}
)
#: Folders of systems whose exports are no records, or that no connector is asked for.
STRANGERS = {"polis", "popolo", "participedia"}
#: What a file may be refused with, by a reason that names what to do.
NAMELESS = {"no_known_headers", "unknown_json", "unrecognised_table"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_export_of_a_real_system_is_read_or_refused_with_a_reason(
    path: Path, tmp_path: Path
) -> None:
    outcome = read_paths((path,), tmp_path, known={})
    blocking = [one for one in outcome.report.findings if one.severity is Severity.BLOCKING]
    assert blocking or outcome.report.rows
    assert "unexpected_shape" not in outcome.codes()
    assert "missing_column" not in outcome.codes()
    systems = {one.system for one in outcome.report.identified}
    assert len(systems) <= 1
    for one in outcome.report.identified:
        assert one.evidence
        assert one.system.replace("-", "_") in path.parent.name.replace("-", "_") or (
            one.system == "intercoop"
        )
    if path.parent.name in STRANGERS:
        assert not outcome.report.rows


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_name_and_no_address_is_ever_stored_or_said(path: Path, tmp_path: Path) -> None:
    outcome = read_paths((path,), tmp_path, known={})
    stored = "\n".join(frame.drop("source_file").write_csv() for frame in outcome.tables.values())
    for canary in ("@example.org", "Vermeiren", "Hooghe", "Gómez", "Ångström", "Kvist", "+336"):
        assert canary not in stored
        assert canary not in outcome.said()


def test_an_export_that_no_pack_knows_is_refused_with_a_reason(read: Reader) -> None:
    outcome = read({"members.csv": '"Contact ID","Sort Name"\n"1","Doe, J."\n'})
    assert outcome.codes() == ["no_known_headers"]
    assert "Doe" not in outcome.said()
