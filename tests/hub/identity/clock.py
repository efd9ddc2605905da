"""When do tests of tokens take place? Now, when each test runs, and not when it was collected."""

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any


def from_now(claims: Mapping[str, Any]) -> dict[str, Any]:
    """The claims, with each span of time as the second that is so far from now."""
    return {
        name: int(time.time() + said.total_seconds()) if isinstance(said, timedelta) else said
        for name, said in claims.items()
    }
