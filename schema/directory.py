"""Which cooperatives and indicators does a release hold? Read once: a release never changes."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from hub.releases.reader import Shelf
from hub.releases.release import Release
from schema.domains.indicators import Indicator
from schema.entities import Cooperative

#: How many releases are kept at hand; older ones are read again when asked for.
KEPT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """A release with its cooperatives by slug and its indicators by code, in order."""

    release: Release
    cooperatives: Mapping[str, Cooperative]
    indicators: Mapping[str, Indicator]


class Directories:
    """The directories of the releases asked for last; safe between threads."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._kept: OrderedDict[str, Directory] = OrderedDict()
        self._lock = Lock()

    def latest(self) -> Directory | None:
        """The directory of the latest release; None before the first."""
        release = self._shelf.latest()
        return self._of(release) if release else None

    def named(self, release_id: str) -> Directory | None:
        """The directory of one release; None where there is no such release."""
        kept = self.at_hand(release_id)
        if kept is not None:
            return kept
        release = self._shelf.release(release_id)
        return self._of(release) if release else None

    def at_hand(self, release_id: str) -> Directory | None:
        """The directory of a release that was asked for lately; the shelf is not read."""
        with self._lock:
            kept = self._kept.get(release_id)
            if kept is not None:
                self._kept.move_to_end(release_id)
            return kept

    def forget(self, release_id: str) -> None:
        """A release is on the shelf no longer: read it again when it is asked for."""
        with self._lock:
            self._kept.pop(release_id, None)

    def _of(self, release: Release) -> Directory:
        kept = self.at_hand(release.id)
        if kept is not None:
            return kept
        read = Directory(
            release=release,
            cooperatives={
                found.slug: Cooperative.of(found) for found in self._shelf.cooperatives(release.id)
            },
            indicators={
                found.code: Indicator.of(found) for found in self._shelf.definitions(release.id)
            },
        )
        with self._lock:
            self._kept[release.id] = read
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return read
