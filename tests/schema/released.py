"""How does a test release something while the hub is asked? One cooperative more each time."""

import sqlalchemy as sa

from hub.releases.contents import Contents
from hub.releases.shelf import METADATA
from hub.releases.writer import write_release
from tests.schema.published import published


def empty(engine: sa.Engine) -> None:
    """Make the shelf's tables."""
    METADATA.create_all(engine)


def release(engine: sa.Engine, cooperatives: int) -> str:
    """Release so many cooperatives; the id of the release."""
    said = Contents(cooperatives=published().cooperatives[:cooperatives])
    return write_release(engine, said, {"imports": []}, software_version="1").release_id
