"""What became of a figure, and why, is said in three languages."""

import re
from pathlib import Path

import pytest

from hub.records.figures import Qualitative
from hub.vocabulary import Status
from schema import figure_labels
from tests.schema.conftest import Ask

_GUIDE = Path(__file__).parents[2] / "docs" / "explanation" / "protection-for-a-statistician.md"

LABELS = """query($language: Language!, $indicator: String!) {
    observations(filter: {indicators: [$indicator], cooperatives: ["railcoop", "smartcoop"]}) {
        nodes { text statusLabel(language: $language) reasonLabel(language: $language)
                textLabel(language: $language) }
    }
}"""


def test_every_status_reason_and_statement_has_its_words() -> None:
    written = set(re.findall(r"^\| `(\w+)` \| `\w+` \|", _GUIDE.read_text("utf-8"), re.MULTILINE))
    assert set(figure_labels._STATUSES) == set(Status)  # noqa: SLF001  every one of them
    assert set(figure_labels._REASONS) == written  # noqa: SLF001
    assert set(figure_labels._STATEMENTS) == set(Qualitative)  # noqa: SLF001


@pytest.mark.parametrize(
    ("language", "status", "text"),
    [
        ("FR", "publié comme la coopérative l'a déclaré", "légère majorité de femmes"),
        ("NL", "gepubliceerd zoals de coöperatie het opgaf", "lichte meerderheid vrouwen"),
        ("EN", "published as the cooperative declared it", "slight majority of women"),
    ],
)
def test_a_statement_is_said_in_the_language_that_is_asked(
    ask: Ask, language: str, status: str, text: str
) -> None:
    found = ask(LABELS, language=language, indicator="gender.share")["observations"]["nodes"]
    [one] = [one for one in found if one["text"]]
    assert (one["statusLabel"], one["reasonLabel"], one["textLabel"]) == (status, None, text)


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
