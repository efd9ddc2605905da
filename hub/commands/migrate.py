"""How do both databases come to the schema of this software? `intercoop migrate`."""

from hub import migrate
from hub.commands.options import Data
from hub.settings import Settings
from hub.stores import opened
from hub.terminal import OUT


def migrate_stores(data: Data = None) -> None:
    """Bring both databases to the schema of this software; import and release do it too."""
    settings = Settings.read(data)
    urls: dict[migrate.Store, str] = {
        "workspace": settings.workspace_url,
        "shelf": settings.shelf_url,
    }
    for store, url in urls.items():
        with opened(url) as engine:
            migrate.upgrade(engine, store)
        OUT.print(f"{store}: up to date")
