"""A process that runs imports and releases, each killed at its n-th change to disk or database.

Like `zygote.py`, but a moment is a system call (see `calls.py`), in whichever library or thread it
is made. A line on standard input is a JSON object: command, data folder, further arguments, and at
which call to die (null: never). The answer is a line: the exit code, the calls that were reached,
and whether the command had been acknowledged.
"""

import json
import os
import sys

from tests.faults.calls import follow, stop_at_changes
from tests.faults.zygote import prepare, run


def main() -> None:
    prepare()
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
