"""What are the codes of the import pages called? One line per code; the catalogues translate."""

from hub.access import Permission
from hub.vocabulary import Status
from hub.web.languages import marked
from hub.web.words import Names

SEVERITIES: Names = {
    "blocking": marked("Blocking"),
    "warning": marked("Warning"),
    "advice": marked("Advice"),
}

#: What becomes of a figure at the door.
TREATMENTS: Names = {
    Status.PUBLISHED: marked("Published as it is"),
    Status.DECLARED_PUBLIC: marked("Published as you declared it"),
    Status.PUBLIC_ROLE: marked("Published: a public role"),
    Status.ROUNDED: marked("Rounded"),
    Status.DERIVED: marked("Calculated from rounded figures"),
    Status.SUPPRESSED_PRIMARY: marked("Withheld: it would tell of too few people"),
    Status.SUPPRESSED_COMPLEMENTARY: marked("Withheld: another figure would follow from it"),
    Status.NOT_PRODUCED: marked("Not produced"),
    Status.HELD: marked("Held: as in the last release"),
    Status.MISSING: marked("Missing in the source"),
    Status.NOT_APPLICABLE: marked("Not applicable"),
}

#: What happens to a file, one after the other.
STAGES: Names = {
    "open": marked("The files are opened"),
    "read": marked("The rows are read"),
    "annotate": marked("The errors are written into your file"),
    "preview": marked("The preview is worked out"),
    "compute": marked("The figures are computed"),
    "release": marked("The release is made"),
}

#: What a role allows, as in "the right to ...".
PERMISSIONS: Names = {
    Permission.COOPERATIVE_AUDIT_READ: marked("read the log"),
    Permission.COOPERATIVE_IMPORTS_APPROVE: marked("approve imports"),
    Permission.COOPERATIVE_IMPORTS_PROPOSE: marked("propose imports for publication"),
    Permission.COOPERATIVE_IMPORTS_PUSH: marked("send files"),
    Permission.COOPERATIVE_IMPORTS_READ: marked("look at imports"),
    Permission.COOPERATIVE_IMPORTS_WITHDRAW: marked("withdraw imports"),
    Permission.HUB_ACCOUNTS_MANAGE: marked("manage accounts"),
    Permission.HUB_AGREEMENTS_RECORD: marked("record agreements"),
    Permission.HUB_AUDIT_READ: marked("read the hub's log"),
}

#: The hub's own templates, as a software that files come from.
OWN_TEMPLATE = marked("the hub's own template")

#: In what a text file is written, and what stands between its cells.
ENCODINGS: Names = {
    "utf-8": "UTF-8",
    "cp1252": "Windows (cp1252)",
    "mac-roman": "Macintosh (Mac Roman)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}
SEPARATORS: Names = {
    "comma": marked("comma"),
    "semicolon": marked("semicolon"),
    "tab": marked("tab"),
    "bar": marked("vertical bar"),
}

#: What a column of yes and no holds.
TRUTH: Names = {"true": marked("yes"), "false": marked("no")}

#: The parts of a figure that may change from one release to the next.
PARTS: Names = {
    "value": marked("value"),
    "text": marked("text"),
    "numerator": marked("what is counted"),
    "denominator": marked("out of how many"),
    "lower": marked("lower end of the interval"),
    "upper": marked("upper end of the interval"),
    "status": marked("treatment"),
    "confidentiality": marked("confidentiality"),
    "reason": marked("reason why it is not shown"),
    "contested": marked("whether sources disagree"),
    "method_version": marked("version of the definition"),
    "source": marked("source"),
}

#: What becomes of rows that are known and that a file lacks.
MODES: Names = {"snapshot": marked("have ended"), "delta": marked("stay")}
