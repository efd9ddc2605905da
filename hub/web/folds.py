"""Which figures of an indicator stand open on a page, and which are folded away by their groups?

A register can be taken apart in hundreds of groups. Totals, bodies and refusals stand open; each
way to take the members apart is a table of its own, which a reader unfolds.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.releases.observation import EVERY_GROUP, Observation
from hub.vocabulary import Dimension
from hub.web.table import Table
from hub.web.wording import Wording
from hub.web.words import DIMENSIONS

#: How the members can be taken apart.
_OF_MEMBERS = {
    Dimension.AGE_BAND,
    Dimension.CATEGORY,
    Dimension.CATEGORY_KIND,
    Dimension.COLLEGE,
    Dimension.GENDER,
    Dimension.PERSON_KIND,
    Dimension.REGION,
    Dimension.TENURE_BAND,
}

#: So many figures of one indicator are no burden on a page.
_FEW = 60

Dimensions = tuple[Dimension, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """A table that a reader unfolds, under the name of its dimensions."""

    name: str
    table: Table


def folded(
    observations: Iterable[Observation],
) -> tuple[list[Observation], dict[Dimensions, list[Observation]]]:
    """The figures that stand open, and the others by their dimensions."""
    listed = list(observations)
    if len(listed) <= _FEW:
        return listed, {}
    apart: list[Observation] = []
    folds: dict[Dimensions, list[Observation]] = {}
    for one in listed:
        dimensions = tuple(dimension for dimension, _ in one.breakdown)
        refused = any(code == EVERY_GROUP for _, code in one.breakdown)
        if dimensions and set(dimensions) <= _OF_MEMBERS and not refused:
            folds.setdefault(dimensions, []).append(one)
        else:
            apart.append(one)
    return apart, folds


def by_dimensions(dimensions: Dimensions, wording: Wording) -> str:
    """`By gender and region`, in the reader's language."""
    names = wording.listed([wording.gettext(DIMENSIONS[dimension]) for dimension in dimensions])
    said = wording.gettext("by %(dimensions)s") % {"dimensions": names}
    return said[:1].upper() + said[1:]
