"""Which words may stand in a coded column? The code lists that both sides of the wall share.

Sources: Popolo and OParl for bodies and mandates, ESSGlobal (OS100, BMT) for member
categories, SDMX CL_OBS_STATUS and CL_CONF_STATUS for what became of a value.
"""

from enum import StrEnum


class PersonKind(StrEnum):
    """Whether a member is a human being or an organisation."""

    NATURAL = "natural"
    LEGAL = "legal"


class Gender(StrEnum):
    """Self-declared gender; the last three are distinct: another, refused, never asked."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    DECLINED = "declined"
    NOT_RECORDED = "not_recorded"


class CategoryKind(StrEnum):
    """What ties a member category to the cooperative, comparable between cooperatives."""

    USER = "user"
    WORKER = "worker"
    EMPLOYEE = "employee"
    PRODUCER = "producer"
    PUBLIC_BODY = "public_body"
    LEGAL_PERSON = "legal_person"
    INVESTOR = "investor"
    SUPPORTER = "supporter"
    OTHER = "other"


class CollegeAggregation(StrEnum):
    """How a college's votes are brought into the total."""

    PROPORTIONAL = "proportional"
    BLOCK = "block"
    UNKNOWN = "unknown"


class BodyKind(StrEnum):
    """What a body is for, comparable between cooperatives.

    SPACE is any participatory space open to members: circle, working group, process.
    STAFF is the operational team taken as a whole.
    """

    ASSEMBLY = "assembly"
    BOARD = "board"
    MANAGEMENT = "management"
    ETHICS = "ethics"
    SPACE = "space"
    STAFF = "staff"
    OTHER = "other"


class BodyScope(StrEnum):
    """What a body's remit follows: a theme, a territory, or neither."""

    THEMATIC = "thematic"
    TERRITORIAL = "territorial"
    NONE = "none"


class Role(StrEnum):
    """What a person does in a body."""

    MEMBER = "member"
    CHAIR = "chair"
    FACILITATOR = "facilitator"
    SECRETARY = "secretary"
    REFERENT = "referent"
    RAPPORTEUR = "rapporteur"
    TREASURER = "treasurer"
    DIRECTOR = "director"
    OTHER = "other"


class MandateOrigin(StrEnum):
    """How a person came to a mandate."""

    ELECTED = "elected"
    CO_OPTED = "co_opted"
    APPOINTED = "appointed"
    VOLUNTEER = "volunteer"
    EX_OFFICIO = "ex_officio"
    DRAWN_BY_LOT = "drawn_by_lot"


class AssemblyKind(StrEnum):
    """What sort of meeting: of all members, or of one body."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"
    MIXED = "mixed"
    BOARD = "board"
    CIRCLE = "circle"
    OTHER = "other"


class MeetingMode(StrEnum):
    """Where people took part."""

    IN_PERSON = "in_person"
    REMOTE = "remote"
    HYBRID = "hybrid"
    BY_POST = "by_post"


class Channel(StrEnum):
    """By which way a member voted."""

    IN_PERSON = "in_person"
    PROXY = "proxy"
    REMOTE = "remote"
    POST = "post"


class VoteOption(StrEnum):
    """What could be answered to a motion."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    BLANK = "blank"
    INVALID = "invalid"
    WITHHELD = "withheld"


class DenominatorRule(StrEnum):
    """Over which votes a majority is counted."""

    CAST = "cast"
    EXPRESSED = "expressed"
    PRESENT = "present"
    ENTITLED = "entitled"


class ShareTransaction(StrEnum):
    """How a holding changed, where an export lists movements instead of balances."""

    SUBSCRIPTION = "subscription"
    TRANSFER = "transfer"
    SELL_BACK = "sell_back"
    CONVERT = "convert"


class RecommendationStage(StrEnum):
    """What became of a members' recommendation, in the usual order."""

    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    IN_PROGRESS = "in_progress"
    IMPLEMENTED = "implemented"
    EVALUATED = "evaluated"


class ExperimentOutcome(StrEnum):
    """How an experiment ended, if it did."""

    GENERALISED = "generalised"
    ADAPTED = "adapted"
    STOPPED = "stopped"
    RUNNING = "running"


class PracticeDimension(StrEnum):
    """The seven questions asked of every democratic practice."""

    PURPOSE = "purpose"
    PARTICIPANTS = "participants"
    LINKS = "links"
    INCENTIVES = "incentives"
    USE = "use"
    RESULTS = "results"
    REFLEXIVITY = "reflexivity"


class PracticeStatus(StrEnum):
    """Whether a statement on a practice stands undisputed, disputed, or in the past."""

    ASSERTED = "asserted"
    CONTESTED = "contested"
    ENDED = "ended"


class Language(StrEnum):
    """The three languages of the hub, as ISO 639-1 codes."""

    FR = "fr"
    NL = "nl"
    EN = "en"


class Dimension(StrEnum):
    """By what an observation can be broken down.

    The `_kind` dimensions compare between cooperatives; their twins without it name one
    cooperative's own categories and bodies.
    """

    AGE_BAND = "age_band"
    ASSEMBLY_KIND = "assembly_kind"
    BODY = "body"
    BODY_KIND = "body_kind"
    CATEGORY = "category"
    CATEGORY_KIND = "category_kind"
    CHANNEL = "channel"
    COLLEGE = "college"
    CYCLE = "cycle"
    GENDER = "gender"
    PERSON_KIND = "person_kind"
    REGION = "region"
    ROLE = "role"
    TENURE_BAND = "tenure_band"


class Unit(StrEnum):
    """In what a value is counted."""

    COUNT = "count"
    RATIO = "ratio"
    EUR = "eur"
    SHARES = "shares"
    YEAR = "year"
    YEARS = "years"
    DAYS = "days"
    PER_MONTH = "per_month"
    PER_YEAR = "per_year"
    INDEX = "index"
    PERSONS_PER_FTE = "persons_per_fte"


class Tier(StrEnum):
    """Whether an indicator belongs to the set that every cooperative is asked for."""

    CORE = "core"
    EXTENDED = "extended"


class DisclosureClass(StrEnum):
    """Which rules of disclosure control an indicator falls under."""

    COUNT = "count"
    RATIO = "ratio"
    MAGNITUDE = "magnitude"
    PUBLIC = "public"


class Origin(StrEnum):
    """Who made the figure: the cooperative printed it, or the hub computed it."""

    DECLARED = "declared"
    COMPUTED = "computed"


class Status(StrEnum):
    """What became of a value on its way to publication.

    In SDMX CL_OBS_STATUS: MISSING is O, NOT_APPLICABLE is M, the withheld ones are Q, every
    other is A.
    """

    PUBLISHED = "published"
    DECLARED_PUBLIC = "declared_public"
    PUBLIC_ROLE = "public_role"
    ROUNDED = "rounded"
    DERIVED = "derived"
    SUPPRESSED_PRIMARY = "suppressed_primary"
    SUPPRESSED_COMPLEMENTARY = "suppressed_complementary"
    HELD = "held"
    NOT_PRODUCED = "not_produced"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


class Confidentiality(StrEnum):
    """Why a value may or may not be shown, as SDMX CL_CONF_STATUS has it.

    FREE is F, CONFIDENTIAL is C, PRIMARY is A (small counts), SECONDARY is D.
    """

    FREE = "free"
    CONFIDENTIAL = "confidential"
    PRIMARY = "primary"
    SECONDARY = "secondary"


class Uncertainty(StrEnum):
    """What an interval stands for.

    ROUNDING: the true value lies inside for sure. SAMPLING: a 95 % interval. BOUND: the source
    gives a range or a bound itself.
    """

    NONE = "none"
    ROUNDING = "rounding"
    SAMPLING = "sampling"
    BOUND = "bound"


class Comparability(StrEnum):
    """Why two values should be compared with care."""

    MIXED_DATES = "mixed_dates"
    METHOD_BREAK = "method_break"
    APPROXIMATE = "approximate"
    QUALITATIVE = "qualitative"
