"""Which releases hold an import? They never change: what stands in them cannot be taken back."""

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa

from hub.previous import imports_of
from hub.releases.reader import Shelf
from hub.releases.release import Release
from hub.settings import Settings
from hub.stores import opened

#: More releases than a hub makes in years.
_MOST = 10_000


def releases_with(settings: Settings, cooperative: str, import_id: str) -> Sequence[str]:
    """The ids of the releases that were read from an import, the newest first."""
    return [
        release.id
        for release in every_release(settings)
        if import_id in imports_of(release.manifest, cooperative).values()
    ]


def last_release_of(settings: Settings, cooperative: str, import_id: str) -> str | None:
    """The last release, where it was read from an import; else None."""
    return next(
        (
            release.id
            for release in every_release(settings)[:1]
            if import_id in imports_of(release.manifest, cooperative).values()
        ),
        None,
    )


def every_release(settings: Settings) -> Sequence[Release]:
    """The releases, the newest first."""
    with opened(settings.shelf_url, read_only=True) as engine:
        try:
            return Shelf(engine).releases(limit=_MOST)
        except (sa.exc.OperationalError, sa.exc.ProgrammingError):
            if _has_releases(engine):
                raise
            return []


def _has_releases(engine: sa.Engine) -> bool:
    """Whether the shelf is more than a name: before the first release there is none."""
    if engine.dialect.name == "sqlite":
        return Path(str(engine.url.database).removeprefix("file:").partition("?")[0]).exists()
    return sa.inspect(engine).has_table("releases")
