"""Do exports of real systems stop the reader? They may be refused, with a reason."""

from pathlib import Path

import pytest

from tests.connectors.uploads import Reader, read_paths

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
FILES = sorted(
    path for path in SAMPLES.rglob("*") if path.suffix in {".csv", ".xlsx"} and path.is_file()
)


# the folder is not part of the repository: where it is absent there is nothing to ask of it
if FILES:

    @pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
    def test_an_export_of_a_real_system_is_read_or_refused_with_a_reason(
        path: Path, tmp_path: Path
    ) -> None:
        outcome = read_paths((path,), tmp_path)
        assert outcome.report.findings or outcome.report.rows
        assert outcome.report.blocked != bool(outcome.report.rows)


def test_an_export_that_no_pack_knows_is_refused_with_a_reason(read: Reader) -> None:
    outcome = read({"members.csv": '"Contact ID","Sort Name"\n"1","Doe, J."\n'})
    assert outcome.codes() == ["no_known_headers"]
    assert "Doe" not in outcome.said()
