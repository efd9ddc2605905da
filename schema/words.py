"""How are the hub's code lists called in the graph? Import them from here, so that they are.

Each keeps its own name, unless the graph's reader needs a longer one.
"""

from enum import EnumType
from inspect import cleandoc

import strawberry

from hub.vocabulary import (
    AssemblyKind,
    BodyKind,
    BodyScope,
    CategoryKind,
    CollegeAggregation,
    Comparability,
    Confidentiality,
    Dimension,
    DisclosureClass,
    Language,
    MeetingMode,
    Origin,
    PracticeDimension,
    PracticeStatus,
    RecommendationStage,
    Status,
    Tier,
    Uncertainty,
    Unit,
)
from schema.meanings import MEANINGS

__all__ = [
    "AssemblyKind",
    "BodyKind",
    "BodyScope",
    "CategoryKind",
    "CollegeAggregation",
    "Comparability",
    "Confidentiality",
    "Dimension",
    "DisclosureClass",
    "Language",
    "MeetingMode",
    "Origin",
    "PracticeDimension",
    "PracticeStatus",
    "RecommendationStage",
    "Status",
    "Tier",
    "Uncertainty",
    "Unit",
]

_LONGER: dict[EnumType, str] = {
    Comparability: "ComparabilityFlag",
    Confidentiality: "ConfidentialityStatus",
    Status: "ObservationStatus",
    Uncertainty: "UncertaintyKind",
}

for _name in __all__:
    _words: EnumType = globals()[_name]
    strawberry.enum(
        _words, name=_LONGER.get(_words, _name), description=cleandoc(_words.__doc__ or "")
    )
    for _value in _words.__strawberry_definition__.values:  # type: ignore[attr-defined]
        _value.description = MEANINGS[_words][_words(_value.value)]
