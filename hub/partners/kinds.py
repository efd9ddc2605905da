"""Which kinds of jobs are there, and which code does each?"""

READ = "read"
PUBLISH = "publish"
PREVIEW = "preview"
DISCARD = "discard"

#: Kind -> module and function that do it. Named and not imported: only the process that does
#: the work loads the confidential side.
WORK = {
    READ: ("hub.partners.reading", "read"),
    DISCARD: ("hub.partners.reading", "discard"),
    PUBLISH: ("hub.partners.publishing", "publish"),
    PREVIEW: ("hub.partners.publishing", "preview"),
}

#: Jobs that need the same code, and are done one after another.
LANES = ((READ, DISCARD), (PUBLISH, PREVIEW))
