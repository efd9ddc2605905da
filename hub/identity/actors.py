"""Who is behind a token? A program that the hub knows, with what both it and its token may."""

from collections.abc import Set as AbstractSet

from hub.access import Actor, ActorKind, Role
from hub.identity.access_tokens import AccessTokens, BadToken
from hub.identity.clients import Client, Clients, Method
from hub.identity.scopes import roles_in


class Programs:
    """Finds the program of a token."""

    def __init__(self, clients: Clients, tokens: AccessTokens, own_issuer: str) -> None:
        self._clients = clients
        self._tokens = tokens
        self._own_issuer = own_issuer

    def of_token(self, token: str) -> Actor:
        """The program that a token was given to.

        Raises:
            BadToken: the token is not genuine, or its program unknown or revoked.
            ProviderDown: the token is of another provider, which does not answer.
        """
        claims = self._tokens.read(token)
        issuer, subject, scope = claims["iss"], claims["sub"], claims.get("scope")
        if issuer == self._own_issuer:
            client = self._clients.find(subject)
            if client is None or client.method is Method.OUTSIDE:
                raise BadToken
            return _actor(client, roles_in(scope, client.cooperative) & client.roles)
        client = self._clients.find_outside(issuer, subject)
        if client is None:
            raise BadToken
        # another provider's scopes mean something else: the hub alone says what it may here
        return _actor(client, client.roles)


def _actor(client: Client, roles: AbstractSet[Role]) -> Actor:
    return Actor(
        kind=ActorKind.PROGRAM, subject=client.id, roles={client.cooperative: frozenset(roles)}
    )
