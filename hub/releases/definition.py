"""What does an indicator mean? Its published definition, carried by every release."""

from dataclasses import dataclass

from hub.vocabulary import Dimension, DisclosureClass, Tier, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One entry of the catalogue, as readers of a release see it.

    Attributes:
        code: `family.name`, for ever.
        version: raised when the same records would give another figure.
        name: per language (fr, nl, en), as are definition and caveat.
        formula: in words and symbols, the same in every language.
        numerator: what is counted; None where the indicator is no ratio.
        breakdowns: the dimensions it may be broken down by.
        sources: the works the definition was taken from.
    """

    code: str
    version: str
    family: str
    tier: Tier
    unit: Unit
    disclosure: DisclosureClass
    name: dict[str, str]
    definition: dict[str, str]
    formula: str
    numerator: str | None
    denominator: str | None
    breakdowns: tuple[Dimension, ...]
    caveat: dict[str, str]
    direction: str
    uncertainty: str
    period: str
    sources: tuple[str, ...]
