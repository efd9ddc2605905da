"""Figures that disagree are told with what would make them agree."""

from tests.schema.conftest import Ask


def test_a_finding_names_figures_rule_and_hypotheses(ask: Ask) -> None:
    query = """{ cooperative(slug: "railcoop") { reconciliation { rule severity indicators period
        place published recomputed hypotheses(language: FR) } } }"""
    assert ask(query)["cooperative"]["reconciliation"] == [
        {"rule": "rate_and_parts", "severity": "warning", "indicators": ["turnout.assembly"],
         "period": "2023-06", "place": "table 3", "published": 0.21, "recomputed": 0.207,
         "hypotheses": ["arrondi"]}
    ]  # fmt: skip
