"""How is a hub told apart from its visitors? Everything of this folder, put together.

The application is wrapped in `Gate.middleware`; `Gate.routes` are the addresses by which programs
and people prove who they are.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from hub.access import Actor, ActorKind
from hub.audit_log import AuditLog
from hub.identity.access_tokens import AccessTokens, BadToken, Issuer, OwnKeys
from hub.identity.accounts import Accounts
from hub.identity.actors import Programs
from hub.identity.authentication import Authentication
from hub.identity.clients import Clients
from hub.identity.login import Login
from hub.identity.oauth import OAuth
from hub.identity.openid import OpenIDProvider
from hub.identity.outside_keys import OutsideKeys
from hub.identity.refused import Refusals
from hub.identity.sessions import BrowserSessions
from hub.identity.signing import ALGORITHM, SigningKeys
from hub.identity.token_server import TokenServer
from hub.settings import IdentitySettings, Settings

#: With which another provider may sign.
_OUTSIDE_ALGORITHMS = ("ES256", "Ed25519", "PS256", "RS256")


class Gate:
    """Who may come in, over the workspace.

    Attributes:
        address: scheme and host by which the hub is known.
        accounts: people.
        sessions: people who are logged in.
    """

    def __init__(self, settings: Settings, engine: sa.Engine, address: str) -> None:
        keys = SigningKeys(settings.folder)
        own = Issuer(
            issuer=address, audience=address, algorithms=[ALGORITHM], keys=OwnKeys(keys.keys)
        )
        clients = Clients(engine)
        tokens = AccessTokens([own, *_outside(settings.identity)])
        self.address = address
        self.accounts = Accounts(engine)
        self.sessions = BrowserSessions(engine, self.accounts, address)
        log = AuditLog(engine)
        self._refusals = Refusals(log)
        self._clients = clients
        self._programs = Programs(clients, tokens, address)
        self._login = Login(
            engine=engine,
            accounts=self.accounts,
            sessions=self.sessions,
            provider=_provider(settings.identity, address),
            at_machine=not self.sessions.secure,
            refusals=self._refusals,
        )
        server = TokenServer(clients, keys, address, log=log, refusals=self._refusals)
        self._oauth = OAuth(server=server, keys=keys)

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """The addresses by which programs and people prove who they are."""
        return [*self._oauth.routes(), *self._login.routes()]

    @property
    def middleware(self) -> Middleware:
        """What puts the actor into each request."""
        return Middleware(
            Authentication,
            of_token=self._of_token,
            sessions=self.sessions,
            address=self.address,
            standing=self.standing,
        )

    def standing(self, actor: Actor) -> Actor | None:
        """What somebody may do by now, though their token has run out; None once revoked."""
        if actor.kind is ActorKind.PERSON:
            account = self.accounts.find(actor.subject)
            return None if account is None else account.actor
        return None if self._clients.find(actor.subject) is None else actor

    def _of_token(self, token: str) -> Actor:
        """The program of a token; one that is refused is written down.

        Raises:
            BadToken, ProviderDown: see `Programs.of_token`.
        """
        try:
            return self._programs.of_token(token)
        except BadToken:
            self._refusals.note("token:use", "bad_token")
            raise


def _provider(settings: IdentitySettings, address: str) -> OpenIDProvider | None:
    if not (settings.login_issuer and settings.login_client and settings.login_secret):
        return None
    return OpenIDProvider(
        settings.login_issuer,
        settings.login_client,
        settings.login_secret,
        f"{address}/login/callback",
    )


def _outside(settings: IdentitySettings) -> Sequence[Issuer]:
    if not (settings.token_issuer and settings.token_audience and settings.token_keys):
        return ()
    return [
        Issuer(
            issuer=settings.token_issuer,
            audience=settings.token_audience,
            algorithms=_OUTSIDE_ALGORITHMS,
            keys=OutsideKeys(settings.token_keys),
        )
    ]
