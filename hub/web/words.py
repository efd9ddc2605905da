"""What is each code called on a page? One line per code; the catalogues translate them."""

from collections.abc import Mapping

from hub.releases.observation import Breakdown
from hub.vocabulary import (
    AssemblyKind,
    BodyKind,
    CategoryKind,
    Channel,
    Comparability,
    Dimension,
    Gender,
    Origin,
    PersonKind,
    PracticeDimension,
    RecommendationStage,
    Role,
    Status,
    Tier,
)
from hub.web.languages import marked
from hub.web.wording import Wording

CATEGORY_KINDS = {
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

BODY_KINDS = {
    BodyKind.ASSEMBLY: marked("General assembly"),
    BodyKind.SPACE: marked("Circles and working groups"),
    BodyKind.BOARD: marked("Board of directors"),
    BodyKind.ETHICS: marked("Ethics commission"),
    BodyKind.STAFF: marked("Staff"),
    BodyKind.MANAGEMENT: marked("Management"),
    BodyKind.OTHER: marked("Other bodies"),
}

ROLES = {
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

GENDERS = {
    Gender.FEMALE: marked("Women"),
    Gender.MALE: marked("Men"),
    Gender.OTHER: marked("Another gender"),
    Gender.DECLINED: marked("Gender not given"),
    Gender.NOT_RECORDED: marked("Gender not recorded"),
}

PERSON_KINDS = {
    PersonKind.NATURAL: marked("Natural persons"),
    PersonKind.LEGAL: marked("Legal persons"),
}

CHANNELS = {
    Channel.IN_PERSON: marked("In person"),
    Channel.PROXY: marked("By proxy"),
    Channel.REMOTE: marked("Remotely"),
    Channel.POST: marked("By post"),
}

ASSEMBLY_KINDS = {
    AssemblyKind.ORDINARY: marked("Ordinary assembly"),
    AssemblyKind.EXTRAORDINARY: marked("Extraordinary assembly"),
    AssemblyKind.MIXED: marked("Mixed assembly"),
    AssemblyKind.BOARD: marked("Board meeting"),
    AssemblyKind.CIRCLE: marked("Circle meeting"),
    AssemblyKind.OTHER: marked("Other meeting"),
}

STAGES = {
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

PRACTICE_DIMENSIONS = {
    PracticeDimension.PURPOSE: marked("Purpose"),
    PracticeDimension.PARTICIPANTS: marked("Who takes part"),
    PracticeDimension.LINKS: marked("Links with other bodies"),
    PracticeDimension.INCENTIVES: marked("Motivations and benefits"),
    PracticeDimension.USE: marked("Rhythm and tools"),
    PracticeDimension.RESULTS: marked("Results and limits"),
    PracticeDimension.REFLEXIVITY: marked("Reflexivity"),
}

STATUSES = {
    Status.PUBLISHED: marked("published"),
    Status.DECLARED_PUBLIC: marked("published by the cooperative itself"),
    Status.PUBLIC_ROLE: marked("about persons in a public role"),
    Status.ROUNDED: marked("rounded to protect persons"),
    Status.DERIVED: marked("derived from protected counts"),
    Status.SUPPRESSED_PRIMARY: marked("withheld to protect persons"),
    Status.SUPPRESSED_COMPLEMENTARY: marked("withheld to protect a neighbouring figure"),
    Status.HELD: marked("held back for review"),
    Status.NOT_PRODUCED: marked("not produced"),
    Status.MISSING: marked("not reported"),
    Status.NOT_APPLICABLE: marked("not applicable"),
}

ORIGINS = {
    Origin.DECLARED: marked("declared"),
    Origin.COMPUTED: marked("computed"),
}

TIERS = {
    Tier.CORE: marked("core indicator"),
    Tier.EXTENDED: marked("extended indicator"),
}

COMPARABILITY = {
    Comparability.MIXED_DATES: marked("numerator and denominator have different dates"),
    Comparability.METHOD_BREAK: marked("the method changed"),
    Comparability.APPROXIMATE: marked("approximate"),
    Comparability.QUALITATIVE: marked("in words"),
}

_OF_DIMENSION: dict[Dimension, Mapping[str, str]] = {
    Dimension.ASSEMBLY_KIND: ASSEMBLY_KINDS,
    Dimension.BODY_KIND: BODY_KINDS,
    Dimension.CATEGORY_KIND: CATEGORY_KINDS,
    Dimension.CHANNEL: CHANNELS,
    Dimension.GENDER: GENDERS,
    Dimension.PERSON_KIND: PERSON_KINDS,
    Dimension.ROLE: ROLES,
}


def group(breakdown: Breakdown, wording: Wording, names: Mapping[str, str]) -> str:
    """The group that an observation is of: `Board of directors`, or `Everyone`.

    Args:
        breakdown: the group.
        wording: the reader's language.
        names: what the cooperative calls its own categories, by code.
    """
    if not breakdown:
        return wording.gettext(marked("Everyone"))
    return ", ".join(
        names.get(code) or wording.gettext(_OF_DIMENSION.get(dimension, {}).get(code, code))
        for dimension, code in breakdown
    )
