"""A process that runs imports and releases, each killed at its n-th change to disk or database.

Like `zygote.py`, but a moment is a system call (see `calls.py`), in whichever library or thread it
is made. A line on standard input is a JSON object: command, data folder, further arguments, and at
which call to die (null: never). The answer is a line: the exit code, the calls that were reached,
and whether the command had been acknowledged.

Working out the indicators takes most of a release's time and changes nothing, so it is done once
for the same records: the first release keeps the measures in the folder that is given as argument.
"""

import json
import os
import pickle
import secrets
import sys
from collections.abc import Iterable
from pathlib import Path

from hub import publish
from hub.indicators.catalogue import Entry
from hub.indicators.compute import measures
from hub.indicators.measure import Measure
from hub.indicators.tables import Tables
from tests.faults.calls import follow, stop_at_changes
from tests.faults.zygote import prepare, run


def remembered(tables: Tables, slug: str, entries: Iterable[Entry]) -> list[Measure]:
    """The measures of one cooperative, worked out at the first call for these records."""
    # an import's id says what its files hold, and no two hubs here differ in anything else
    imports = {file.parent.name for files in tables._files.values() for file in files}  # noqa: SLF001
    kept = Path(sys.argv[1], "-".join(sorted(imports)))
    if not kept.exists():
        kept.write_bytes(pickle.dumps(list(measures(tables, slug, entries))))
    found: list[Measure] = pickle.loads(kept.read_bytes())  # noqa: S301 - written just above
    return found


def main() -> None:
    prepare()
    vars(publish).update(measures=remembered)
    # every hub makes the same key, so that what two hubs hold can be compared
    secrets.token_hex = lambda nbytes=None: "5a" * (nbytes or 0)
    for line in sys.stdin:
        order = json.loads(line)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            stop_at_changes()
            status = run(order)
            os.write(writer, b"done")
            # one call more: the moment after the acknowledgement
            os.write(writer, b"\n")
            os._exit(status)
        os.close(writer)
        code, calls = follow(child, order["die_at"])
        with os.fdopen(reader) as said:
            acknowledged = said.read().startswith("done")
        print(json.dumps([code, calls, acknowledged]), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
