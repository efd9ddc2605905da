"""What is each code called on a page? One line per code; the catalogues translate them."""

from collections.abc import Mapping, Sequence

from hub.regions import region_name
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

AGE_BANDS: Names = {
    "18-24": marked("Aged 18 to 24"),
    "25-34": marked("Aged 25 to 34"),
    "35-44": marked("Aged 35 to 44"),
    "45-54": marked("Aged 45 to 54"),
    "55-64": marked("Aged 55 to 64"),
    "65+": marked("Aged 65 and over"),
    "18-34": marked("Aged 18 to 34"),
    "35-54": marked("Aged 35 to 54"),
    "55+": marked("Aged 55 and over"),
    "unknown": marked("Age unknown"),
}

TENURE_BANDS: Names = {
    "0-1": marked("Members for less than 2 years"),
    "2-4": marked("Members for 2 to 4 years"),
    "5-9": marked("Members for 5 to 9 years"),
    "10+": marked("Members for 10 years and more"),
}

#: Beside the regions, which have names of their own.
ELSEWHERE: Names = {
    "abroad": marked("Abroad"),
    "unknown": marked("Region unknown"),
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

#: Why a figure is not shown; the codes are those of hub/disclosure.
REASONS: Names = {
    "fewer_members_than_the_minimum": marked("fewer than ten members"),
    "small_body_without_declaration": marked("a body that is not declared public"),
    "few_or_dominant_holders": marked("few holders, or one who has most of it"),
    "protects_another_amount": marked("another amount would follow from it"),
    "too_many_groups_for_so_few_members": marked("too many groups for so few members"),
    "few_movers_since_another_day": marked("hardly anybody moved since another day"),
    "not_recorded_person_by_person": marked("not recorded of each member"),
    "denominator_too_small": marked("out of too few people"),
    "few_movers": marked("few people moved since the release before"),
    "band": marked("a class in place of a value"),
    "blank_in_source": marked("blank in the source"),
    "only_a_part_is_printed": marked("only one of its two parts is printed"),
    "could_not_exist": marked("it could not exist then"),
    "nothing_to_count": marked("out of nobody"),
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
    Dimension.AGE_BAND: AGE_BANDS,
    Dimension.ASSEMBLY_KIND: ASSEMBLY_KINDS,
    Dimension.BODY_KIND: BODY_KINDS,
    Dimension.CATEGORY_KIND: CATEGORY_KINDS,
    Dimension.CHANNEL: CHANNELS,
    Dimension.GENDER: GENDERS,
    Dimension.PERSON_KIND: PERSON_KINDS,
    Dimension.REGION: ELSEWHERE,
    Dimension.ROLE: ROLES,
    Dimension.TENURE_BAND: TENURE_BANDS,
}


def group(breakdown: Breakdown, wording: Wording, names: OwnNames) -> str:
    """The group that an observation is of: `Board of directors`, or `Everyone`."""
    if not breakdown:
        return wording.gettext(marked("Everyone"))
    named = [
        names.get((dimension, code)) or _code(dimension, code, wording)
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


def _code(dimension: Dimension, code: str, wording: Wording) -> str:
    region = region_name(code) if dimension is Dimension.REGION else None
    if region is not None:
        return wording.among(region)
    return wording.gettext(_OF_DIMENSION.get(dimension, {}).get(code, code))


def reason(code: str | None, wording: Wording) -> str | None:
    """Why a figure is not shown, in a few words; None where the code has none."""
    said = REASONS.get(code or "")
    return None if said is None else wording.gettext(said)


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
