"""The reference of findings says what the connector says."""

from pathlib import Path

import pytest

from connectors.findings_reference import page, pages, write
from connectors.messages import catalogue
from hub.vocabulary import Language

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("path", pages(), ids=str)
def test_the_committed_reference_of_findings_is_current(path: Path) -> None:
    written = (REFERENCE / path).read_text(encoding="utf-8")
    assert written == pages()[path], "run: python -m connectors.findings_reference"


@pytest.mark.parametrize("language", Language)
def test_every_finding_is_told_once_in_every_language(language: Language) -> None:
    told = [line.rsplit("`", 2)[1] for line in page(language).splitlines() if line.endswith("` |")]
    assert sorted(told) == sorted(catalogue()["codes"])


@pytest.mark.parametrize("language", Language)
def test_no_placeholder_of_a_program_reaches_the_page(language: Language) -> None:
    assert "{" not in page(language)


def test_writing_gives_one_page_per_language(tmp_path: Path) -> None:
    write(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {
        "findings.en.md",
        "findings.fr.md",
        "findings.nl.md",
    }
