"""Which releases hold an import? They never change: what stands in them cannot be taken back."""

from collections.abc import Sequence

import sqlalchemy as sa

from hub.previous import imports_of
from hub.releases.reader import Shelf
from hub.settings import Settings
from hub.stores import open_store

#: More releases than a hub makes in years.
_MOST = 10_000


def releases_with(settings: Settings, cooperative: str, import_id: str) -> Sequence[str]:
    """The ids of the releases that were read from an import, the newest first."""
    engine = open_store(settings.shelf_url, read_only=True)
    try:
        return [
            release.id
            for release in Shelf(engine).releases(limit=_MOST)
            if import_id in imports_of(release.manifest, cooperative).values()
        ]
    except sa.exc.OperationalError:
        # there is no shelf before the first release
        return []
    finally:
        engine.dispose()
