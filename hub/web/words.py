"""What is each code called on a page? One line per code; the catalogues translate them."""

from collections.abc import Mapping, Sequence

from hub.releases.definition import Definition
from hub.releases.observation import EVERY_GROUP, Breakdown
from hub.releases.release import Cooperative
from hub.vocabulary import (
    AssemblyKind,
    BodyKind,
    CategoryKind,
    Channel,
    Dimension,
    Gender,
    PersonKind,
    PracticeDimension,
    RecommendationStage,
    Role,
    Tier,
)
from hub.web.languages import marked
from hub.web.wording import Wording

#: Code -> name in English.
Names = Mapping[str, str]

#: What a cooperative calls its own categories and bodies.
OwnNames = Mapping[tuple[Dimension, str], str]

CATEGORY_KINDS: Names = {
    CategoryKind.USER: marked("Users"),
    CategoryKind.WORKER: marked("Workers"),
    CategoryKind.EMPLOYEE: marked("Employees"),
    CategoryKind.PRODUCER: marked("Producers"),
    CategoryKind.PUBLIC_BODY: marked("Public bodies"),
    CategoryKind.LEGAL_PERSON: marked("Legal persons"),
    CategoryKind.INVESTOR: marked("Investors"),
    CategoryKind.SUPPORTER: marked("Supporters"),
    CategoryKind.OTHER: marked("Other members"),
}

BODY_KINDS: Names = {
    BodyKind.ASSEMBLY: marked("General assembly"),
    BodyKind.SPACE: marked("Circles and working groups"),
    BodyKind.BOARD: marked("Board of directors"),
    BodyKind.ETHICS: marked("Ethics commission"),
    BodyKind.STAFF: marked("Staff"),
    BodyKind.MANAGEMENT: marked("Management"),
    BodyKind.OTHER: marked("Other bodies"),
}

ROLES: Names = {
    Role.MEMBER: marked("members"),
    Role.CHAIR: marked("chairs"),
    Role.FACILITATOR: marked("facilitators"),
    Role.SECRETARY: marked("secretaries"),
    Role.REFERENT: marked("board referents"),
    Role.RAPPORTEUR: marked("rapporteurs"),
    Role.TREASURER: marked("treasurers"),
    Role.DIRECTOR: marked("directors"),
    Role.OTHER: marked("other roles"),
}

GENDERS: Names = {
    Gender.FEMALE: marked("Women"),
    Gender.MALE: marked("Men"),
    Gender.OTHER: marked("Another gender"),
    Gender.DECLINED: marked("Gender not given"),
    Gender.NOT_RECORDED: marked("Gender not recorded"),
}

PERSON_KINDS: Names = {
    PersonKind.NATURAL: marked("Natural persons"),
    PersonKind.LEGAL: marked("Legal persons"),
}

CHANNELS: Names = {
    Channel.IN_PERSON: marked("In person"),
    Channel.PROXY: marked("By proxy"),
    Channel.REMOTE: marked("Remotely"),
    Channel.POST: marked("By post"),
}

ASSEMBLY_KINDS: Names = {
    AssemblyKind.ORDINARY: marked("Ordinary assembly"),
    AssemblyKind.EXTRAORDINARY: marked("Extraordinary assembly"),
    AssemblyKind.MIXED: marked("Mixed assembly"),
    AssemblyKind.BOARD: marked("Board meeting"),
    AssemblyKind.CIRCLE: marked("Circle meeting"),
    AssemblyKind.OTHER: marked("Other meeting"),
}

STAGES: Names = {
    RecommendationStage.SUBMITTED: marked("Submitted"),
    RecommendationStage.UNDER_REVIEW: marked("Under review"),
    RecommendationStage.ACCEPTED: marked("Accepted"),
    RecommendationStage.PARTLY_ACCEPTED: marked("Partly accepted"),
    RecommendationStage.REJECTED: marked("Rejected"),
    RecommendationStage.DEFERRED: marked("Deferred"),
    RecommendationStage.WITHDRAWN: marked("Withdrawn"),
    RecommendationStage.IN_PROGRESS: marked("In progress"),
    RecommendationStage.IMPLEMENTED: marked("Implemented"),
    RecommendationStage.EVALUATED: marked("Evaluated"),
}

PRACTICE_DIMENSIONS: Names = {
    PracticeDimension.PURPOSE: marked("Purpose"),
    PracticeDimension.PARTICIPANTS: marked("Who takes part"),
    PracticeDimension.LINKS: marked("Links with other bodies"),
    PracticeDimension.INCENTIVES: marked("Motivations and benefits"),
    PracticeDimension.USE: marked("Rhythm and tools"),
    PracticeDimension.RESULTS: marked("Results and limits"),
    PracticeDimension.REFLEXIVITY: marked("Reflexivity"),
}

TIERS: Names = {
    Tier.CORE: marked("core indicator"),
    Tier.EXTENDED: marked("extended indicator"),
}

DIMENSIONS: Names = {
    Dimension.AGE_BAND: marked("age band"),
    Dimension.ASSEMBLY_KIND: marked("kind of assembly"),
    Dimension.BODY: marked("body"),
    Dimension.BODY_KIND: marked("kind of body"),
    Dimension.CATEGORY: marked("member category"),
    Dimension.CATEGORY_KIND: marked("kind of category"),
    Dimension.CHANNEL: marked("way of voting"),
    Dimension.COLLEGE: marked("college"),
    Dimension.CYCLE: marked("cycle"),
    Dimension.GENDER: marked("gender"),
    Dimension.PERSON_KIND: marked("kind of person"),
    Dimension.REGION: marked("region"),
    Dimension.ROLE: marked("role"),
    Dimension.TENURE_BAND: marked("length of membership"),
}

#: The families of indicators, in the order of the pages.
FAMILIES: Names = {
    "membership": marked("Membership"),
    "capital": marked("Capital"),
    "turnout": marked("Turnout"),
    "gender": marked("Women and men"),
    "representation": marked("Representation"),
    "mandate": marked("Seats"),
    "participation": marked("Participation"),
    "recommendation": marked("Recommendations"),
    "figure": marked("Other published figures"),
}

_OF_DIMENSION: Mapping[Dimension, Names] = {
    Dimension.ASSEMBLY_KIND: ASSEMBLY_KINDS,
    Dimension.BODY_KIND: BODY_KINDS,
    Dimension.CATEGORY_KIND: CATEGORY_KINDS,
    Dimension.CHANNEL: CHANNELS,
    Dimension.GENDER: GENDERS,
    Dimension.PERSON_KIND: PERSON_KINDS,
    Dimension.ROLE: ROLES,
}


def group(breakdown: Breakdown, wording: Wording, names: OwnNames) -> str:
    """The group that an observation is of: `Board of directors`, or `Everyone`."""
    if not breakdown:
        return wording.gettext(marked("Everyone"))
    named = [
        names.get((dimension, code))
        or wording.gettext(_OF_DIMENSION.get(dimension, {}).get(code, code))
        for dimension, code in breakdown
        if code != EVERY_GROUP
    ]
    every = [
        wording.gettext(DIMENSIONS[dimension])
        for dimension, code in breakdown
        if code == EVERY_GROUP
    ]
    if every:
        by = wording.gettext(marked("by %(dimensions)s"))
        named.append(by % {"dimensions": wording.listed(every)})
    return ", ".join(named)


def full_name(cooperative: Cooperative, wording: Wording) -> str:
    """A cooperative's name, which says so where it is invented."""
    if not cooperative.synthetic:
        return cooperative.name
    return wording.gettext(marked("%(name)s (synthetic)")) % {"name": cooperative.name}


def by_family(definitions: Sequence[Definition]) -> list[Definition]:
    """Definitions in the order of the families, a family that is not known last."""
    order = list(FAMILIES)
    return sorted(
        definitions,
        key=lambda one: (
            order.index(one.family) if one.family in FAMILIES else len(order),
            one.code,
        ),
    )
