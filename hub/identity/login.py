"""How does a person come in, and leave? By their provider, or once by an address they were given.

No password is ever asked for here.
"""

import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.access import HUB
from hub.identity.accounts import Account, Accounts
from hub.identity.hashing import hashed, new_secret, now, stamp
from hub.identity.heard import ProviderDown
from hub.identity.openid import OpenIDProvider, RefusedLogin
from hub.identity.refusals import refusal
from hub.identity.refused import Refusals
from hub.identity.sessions import LASTS, BrowserSessions
from hub.identity.tables import LOGINS
from hub.isolation import within
from hub.problem import Problem

#: How long a login may take.
_TAKES = timedelta(minutes=10)

#: Where somebody goes who asked for no page in particular.
_PARTNERS = "/partners"

_OWN_PATH = r"/(?![/\\])[^\\\x00-\x20]{0,500}"


class NoAccount(Problem):
    """Somebody has proven who they are, and may do nothing here."""

    def __init__(self) -> None:
        super().__init__(
            "you have logged in at your provider, but have no account here",
            "Ask the hub's operator for an invitation",
        )


class NoProvider(Problem):
    """The hub has no provider at which people log in."""

    def __init__(self) -> None:
        super().__init__(
            "this hub has no provider at which people log in",
            "Use the address that `intercoop serve` printed, or have the operator set "
            "INTERCOOP_LOGIN_ISSUER",
        )


class SpentAddress(Problem):
    """A login address that was used before, or is too old."""

    def __init__(self) -> None:
        super().__init__(
            "this login address was used before, or is older than a quarter of an hour",
            "Ask for a new one on the machine itself: intercoop account login",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """The addresses by which people come in and leave.

    Attributes:
        provider: None where people only come in by login addresses.
        at_machine: whether such addresses are taken: on one machine alone.
        refusals: where those who do not come in are written down.
    """

    engine: sa.Engine
    accounts: Accounts
    sessions: BrowserSessions
    provider: OpenIDProvider | None
    at_machine: bool
    refusals: Refusals

    def routes(self) -> list[Route]:
        """Their routes."""
        once = [Route("/login/once", self.once)] if self.at_machine else []
        return [
            Route("/login", self.begin),
            Route("/login/callback", self.finish),
            *once,
            Route("/logout", self.leave, methods=["POST"]),
        ]

    def begin(self, request: Request) -> Response:
        """`/login`: send the browser to the provider, with `next` and `invitation` in mind."""
        if self.provider is None:
            return refusal(NoProvider(), 404, "no_provider")
        try:
            begun = self.provider.begin()
        except ProviderDown as problem:
            return refusal(problem, 503, "provider_down", {"Retry-After": "30"})
        browser, invitation = new_secret(), request.query_params.get("invitation")
        next_path = request.query_params.get("next", "")
        row = {
            "state_hash": hashed(begun.state),
            "browser_hash": hashed(browser),
            "nonce": begun.nonce,
            "code_verifier": begun.code_verifier,
            "invitation_hash": hashed(invitation) if invitation else None,
            "next_path": next_path if re.fullmatch(_OWN_PATH, next_path) else _PARTNERS,
            "expires_at": stamp(datetime.now(UTC) + _TAKES),
        }
        with within(HUB), self.engine.begin() as connection:
            connection.execute(sa.delete(LOGINS).where(LOGINS.c.expires_at < now()))
            connection.execute(sa.insert(LOGINS).values(row))
        answer = _redirect(begun.url)
        self._set(answer, self._cookie, browser, _TAKES)
        return answer

    def finish(self, request: Request) -> Response:
        """`/login/callback`: whom the provider sends back."""
        if request.method == "HEAD":
            return _looked_at()
        answer = dict(request.query_params)
        with within(HUB), self.engine.begin() as connection:
            row = connection.execute(
                sa.delete(LOGINS)
                .where(LOGINS.c.state_hash == hashed(answer.get("state", "")))
                .returning(LOGINS)
            ).one_or_none()
        browser = hashed(request.cookies.get(self._cookie, ""))
        if (
            self.provider is None
            or row is None
            or row.expires_at < now()
            or not hmac.compare_digest(row.browser_hash, browser)
        ):
            return self._refused(RefusedLogin(), 400, "refused_login")
        try:
            subject = self.provider.finish(
                answer, nonce=row.nonce, code_verifier=row.code_verifier
            )
        except RefusedLogin as problem:
            return self._refused(problem, 400, "refused_login")
        except ProviderDown as problem:
            return refusal(problem, 503, "provider_down", {"Retry-After": "30"})
        account = self._account(subject, row.invitation_hash)
        if account is None:
            return self._refused(NoAccount(), 403, "no_account")
        return self._let_in(request, account, row.next_path)

    def once(self, request: Request) -> Response:
        """`/login/once`: whoever was given the address, from this machine."""
        if request.method == "HEAD":
            return _looked_at()
        account = None
        if request.client is not None and request.client.host in {"127.0.0.1", "::1"}:
            account = self.sessions.use_address(request.query_params.get("token", ""))
        if account is None:
            return self._refused(SpentAddress(), 403, "spent_address")
        return self._let_in(request, account, _PARTNERS)

    def leave(self, request: Request) -> Response:
        """`POST /logout`: end the session."""
        session_id = request.cookies.get(self.sessions.cookie)
        if session_id is not None:
            self.sessions.end(session_id)
        answer = _redirect("/")
        self._set(answer, self.sessions.cookie, "", timedelta(0))
        return answer

    def _account(self, subject: str, invitation_hash: str | None) -> Account | None:
        issuer = self.provider.issuer if self.provider else ""
        known = self.accounts.at_provider(issuer, subject)
        if known is not None or invitation_hash is None:
            return known
        return self.accounts.take_up(invitation_hash, issuer=issuer, subject=subject)

    def _let_in(self, request: Request, account: Account, next_path: str) -> Response:
        before = request.cookies.get(self.sessions.cookie)
        if before is not None:
            self.sessions.end(before)  # nobody is left who could log it out
        answer = _redirect(next_path)
        self._set(answer, self.sessions.cookie, self.sessions.begin(account), LASTS)
        return answer

    def _refused(self, problem: Problem, status: int, code: str) -> Response:
        """Somebody who does not come in, which is written down."""
        self.refusals.note("session:begin", code)
        return refusal(problem, status, code)

    @property
    def _cookie(self) -> str:
        return "__Host-login" if self.sessions.secure else "login"

    def _set(self, answer: Response, name: str, value: str, lasts: timedelta) -> None:
        answer.set_cookie(
            name,
            value,
            max_age=int(lasts.total_seconds()),
            path="/",
            secure=self.sessions.secure,
            httponly=True,
            samesite="lax",
        )


def _looked_at() -> Response:
    """Whoever only looks, as a messenger does that shows where a link leads, uses nothing up."""
    return Response(headers={"Cache-Control": "no-store"})


def _redirect(url: str) -> Response:
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return RedirectResponse(url, status_code=303, headers=headers)
