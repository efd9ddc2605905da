"""Which invented cooperatives are there, and how does each write its files?"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from examples.dialect import Dialect
from examples.dialects import FRENCH, PLAIN
from examples.profile import Profile
from examples.profiles_ateliers import ATELIERS
from examples.profiles_rail import RAIL


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented cooperative and the dialect of its software."""

    profile: Profile
    dialect: Dialect


#: By slug.
INVENTED: Mapping[str, Invented] = MappingProxyType(
    {each.profile.slug: each for each in (Invented(ATELIERS, PLAIN), Invented(RAIL, FRENCH))}
)
