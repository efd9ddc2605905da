"""Under which id is a thing found again? Opaque ids, and what has one."""

import base64
import binascii
from typing import Self

import strawberry

from schema.reading import Reading


def node_id(kind: str, key: str) -> strawberry.ID:
    """The id of one thing: its type's name and its key, as one opaque word."""
    return strawberry.ID(base64.urlsafe_b64encode(f"{kind}:{key}".encode()).decode())


def read_node_id(text: str) -> tuple[str, str] | None:
    """The type's name and the key, or None where the text is no id."""
    try:
        kind, colon, key = base64.b64decode(text, b"-_", validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return (kind, key) if colon and node_id(kind, key) == text else None


@strawberry.interface
class Node:
    """Anything that can be found again by its id."""

    id: strawberry.ID = strawberry.field(
        description="Opaque, the same in every release that holds the thing."
    )

    @classmethod
    async def find(cls, reading: Reading, key: str) -> Self | None:
        """The thing of that key in the release being read; None where it holds none."""
        raise NotImplementedError


@strawberry.type
class CooperativeKey(Node):
    """What every domain knows of a cooperative: whose facts it adds."""

    key: strawberry.Private[str]
