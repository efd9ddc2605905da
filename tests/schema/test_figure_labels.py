"""What became of a figure, and why, is said in three languages."""

import re
from pathlib import Path

import pytest

from hub.vocabulary import Status
from schema import figure_labels
from tests.schema.conftest import Ask

_GUIDE = Path(__file__).parents[2] / "docs" / "explanation" / "protection-for-a-statistician.md"

LABELS = """query($language: Language!, $indicator: String!) {
    observations(filter: {indicators: [$indicator], cooperatives: ["railcoop", "smartcoop"]}) {
        nodes { statusLabel(language: $language) reasonLabel(language: $language) }
    }
}"""


def test_every_status_and_every_reason_has_its_words() -> None:
    written = set(re.findall(r"^\| `(\w+)` \| `\w+` \|", _GUIDE.read_text("utf-8"), re.MULTILINE))
    assert set(figure_labels._STATUSES) == set(Status)  # noqa: SLF001  every one of them
    assert set(figure_labels._REASONS) == written  # noqa: SLF001


@pytest.mark.parametrize(
    ("language", "status"),
    [
        ("FR", "publié comme la coopérative l'a déclaré"),
        ("NL", "gepubliceerd zoals de coöperatie het opgaf"),
        ("EN", "published as the cooperative declared it"),
    ],
)
def test_a_status_is_said_in_the_language_that_is_asked(
    ask: Ask, language: str, status: str
) -> None:
    found = ask(LABELS, language=language, indicator="gender.share")["observations"]["nodes"]
    assert {(one["statusLabel"], one["reasonLabel"]) for one in found} == {(status, None)}


def test_a_label_needs_no_other_field_of_its_figure(ask: Ask) -> None:
    found = ask("{ observations(filter: {}) { nodes { statusLabel } } }")["observations"]["nodes"]
    assert {one["statusLabel"] for one in found} == {
        "missing in the source", "published as the cooperative declared it",
    }  # fmt: skip


def test_a_sum_that_is_not_made_says_why(ask: Ask) -> None:
    found = ask("""{ aggregates { nodes { statusLabel reasonLabel(language: FR) } } }""")
    assert {"statusLabel": "not produced", "reasonLabel": "moins de quatre coopératives"} in (
        found["aggregates"]["nodes"]
    )
