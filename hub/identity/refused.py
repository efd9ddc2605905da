"""Who was not let in? Written into the audit log, without anything that they said of themselves.

Anybody can be refused as often as they like: so many are written down in a minute, and the rest
are counted.
"""

import threading
import time
from collections.abc import Callable

from hub.access import HUB
from hub.audit_log import AuditLog
from hub.isolation import within

#: Of whom nothing is known.
UNKNOWN = "unknown"

#: Refusals of one kind that are written down one by one within a minute.
MOST = 10
_MINUTE = 60.0


class Refusals:
    """Writes refusals down.

    Args:
        log: where.
        clock: seconds, of any beginning.
    """

    def __init__(self, log: AuditLog, clock: Callable[[], float] = time.monotonic) -> None:
        self._log = log
        self._clock = clock
        self._lock = threading.Lock()
        self._since: dict[str, float] = {}
        self._counted: dict[str, int] = {}

    def note(
        self, action: str, code: str, *, cooperative: str = HUB, subject: str = UNKNOWN
    ) -> None:
        """One was refused.

        Args:
            action: what they asked for.
            code: why they did not get it, in a word of the hub's own.
            cooperative: whose program it is, where that is known.
            subject: which program or person, where the hub knows them.
        """
        before, alone = self._count(action)
        with within(HUB):
            if before:
                self._log.append(
                    action, subject=UNKNOWN, outcome="refused", concerning=f"{before} more"
                )
            if alone:
                self._log.append(
                    action, cooperative, subject=subject, outcome="refused", concerning=code
                )

    def _count(self, action: str) -> tuple[int, bool]:
        """How many of the minute before were only counted; whether this one is written down."""
        with self._lock:
            now, before = self._clock(), 0
            if now - self._since.get(action, -_MINUTE) >= _MINUTE:
                before = max(0, self._counted.get(action, 0) - MOST)
                self._since[action], self._counted[action] = now, 0
            self._counted[action] += 1
            return before, self._counted[action] <= MOST
