"""What does the reference page of the indicators say? Written from the catalogue, not by hand."""

from collections.abc import Iterator
from pathlib import Path

from hub.indicators.catalogue import CATALOGUE, Entry, Example
from hub.vocabulary import Language

#: The page, in the repository.
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "indicators.md"

_OPENING = """# Indicators

<!-- Written by `python -m hub.indicators.reference` from the catalogue; do not edit. -->

Every indicator is a count, a sum, or a numerator over a denominator; the examples are run as
tests. How to add one is said at the top of `hub/indicators/catalogue.py`.
"""


def page() -> str:
    """The whole page, as Markdown."""
    families: dict[str, list[Entry]] = {}
    for entry in CATALOGUE.values():
        families.setdefault(entry.definition.family, []).append(entry)
    parts = [_OPENING]
    for family, entries in families.items():
        parts.append(f"## {family}\n")
        parts += ["\n".join(_section(entry)) for entry in entries]
    return "\n".join(parts)


def _section(entry: Entry) -> Iterator[str]:
    about = entry.definition
    yield f"### `{about.code}`\n"
    for language in Language:
        text = language.value
        yield (
            f"- **{about.name[text]}** ({text}). {about.definition[text]} *{about.caveat[text]}*"
        )
    yield ""
    yield "| | |"
    yield "| --- | --- |"
    yield f"| formula | {about.formula} |"
    if about.numerator is not None:
        yield f"| numerator | {about.numerator} |"
        yield f"| denominator | {about.denominator} |"
    yield f"| unit | {about.unit} |"
    yield f"| set | {about.tier} |"
    yield f"| broken down by | {_breakdowns(entry)} |"
    yield f"| margins | {_margins(entry)} |"
    yield f"| disclosure class | {about.disclosure} |"
    yield f"| direction | {about.direction} |"
    yield f"| uncertainty | {about.uncertainty} |"
    yield f"| period | {about.period} |"
    yield f"| version | {about.version} |"
    yield f"| sources | {'; '.join(about.sources)} |"
    yield ""
    if entry.examples:
        yield "| example | period | inputs | group | result | source |"
        yield "| --- | --- | --- | --- | --- | --- |"
        yield from (_row(example) for example in entry.examples)
        yield ""


def _breakdowns(entry: Entry) -> str:
    singles = [dimension.value for dimension in entry.definition.breakdowns]
    pairs = [f"{first} x {second}" for first, second in entry.pairs]
    return ", ".join(singles + pairs) or "nothing"


def _margins(entry: Entry) -> str:
    if entry.compute is None:
        return "declared figures only"
    if entry.additive:
        return "the finest cells add up to every margin; a person of two categories is in both"
    return "each counted by itself, as its parts overlap or do not add up"


def _row(example: Example) -> str:
    group = f"`{example.breakdown}`".replace("|", "\\|") if example.breakdown else "everyone"
    return (
        f"| {example.cooperative} | {example.period} | {example.told} | {group} "
        f"| {example.expected:.10g} | {example.source} |"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
