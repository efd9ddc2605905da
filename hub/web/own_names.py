"""What does a cooperative call its own categories and bodies, in a reader's language?"""

from collections.abc import Sequence

from hub.releases.release import Body, MemberCategory
from hub.vocabulary import Dimension
from hub.web.wording import Wording
from hub.web.words import OwnNames


def own_names(
    cooperative: str,
    categories: Sequence[MemberCategory],
    bodies: Sequence[Body],
    speaks: Wording,
) -> OwnNames:
    """Dimension and code -> name, for one cooperative.

    Args:
        cooperative: slug.
        categories: of any cooperatives.
        bodies: of any cooperatives.
        speaks: the reader's language.
    """
    of_categories = {
        (Dimension.CATEGORY, one.code): speaks.among(one.label)
        for one in categories
        if one.cooperative == cooperative
    }
    of_bodies = {
        (Dimension.BODY, one.code): speaks.among(one.name)
        for one in bodies
        if one.cooperative == cooperative
    }
    return of_categories | of_bodies
