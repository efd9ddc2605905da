"""How many rows with an error can be shown in a file? So many that memory holds them."""

from collections.abc import Iterable
from typing import Self

from connectors.contract import Finding

#: A finding takes about half a kilobyte.
MOST = 200_000


class Marks(list[Finding]):
    """The findings of every row, until there are too many for anyone to go through.

    Attributes:
        full: whether some were left out, so that no file can be annotated with them.
    """

    def __init__(self, most: int = MOST) -> None:
        super().__init__()
        self._most = most
        self.full = False

    def __iadd__(self, more: Iterable[Finding]) -> Self:  # type: ignore[override, misc]  # findings only
        """Take more, or say that there are too many."""
        for finding in more:
            if len(self) >= self._most:
                self.full = True
                break
            self.append(finding)
        return self
