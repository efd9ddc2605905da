"""What may a token be asked for? `SLUG:ROLE`, one or more, and only what its program has."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from hub.access import Role


def written(cooperative: str, roles: Iterable[Role]) -> str:
    """Roles at a cooperative as a scope: `smartcoop:sender`."""
    return " ".join(f"{cooperative}:{role.value}" for role in sorted(roles))


def roles_in(scope: object, cooperative: str) -> AbstractSet[Role]:
    """The roles that a scope names at a cooperative; what it says of others is not read.

    A scope that is no text, as a provider may well send one, names nothing.
    """
    words = set(scope.split()) if isinstance(scope, str) else set()
    return frozenset(role for role in Role if f"{cooperative}:{role.value}" in words)
