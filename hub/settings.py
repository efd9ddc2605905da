"""What may the environment change? Everything is here, and nothing else is read."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from hub.problem import Problem

#: No limit is higher: an answer of so many values would fill the memory of any machine.
_HIGHEST = 1_000_000_000


class NotAFolder(Problem):
    """Something else stands where the hub is to keep its stores."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"{place} is not a folder, so the hub cannot keep its stores there",
            "Nothing was changed; name a folder with --data or INTERCOOP_DATA",
        )


class UnreadableSetting(Problem):
    """A variable of the environment says nothing that the hub can use."""

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(
            f"the environment variable {name} cannot be understood",
            f"Set it to {wanted}, or unset it",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentitySettings:
    """By which address the hub is known, and whose word it takes for who somebody is.

    Attributes:
        address: scheme and host of the partner side, such as `https://hub.example.org`.
        token_issuer: a provider of the programs' tokens, besides the hub itself.
        token_audience: what its tokens must be meant for.
        token_keys: the one address at which its keys are read.
        login_issuer: the OpenID provider at which people log in.
        login_client: the hub's name there.
        login_secret: the hub's secret there.
    """

    address: str | None = None
    token_issuer: str | None = None
    token_audience: str | None = None
    token_keys: str | None = None
    login_issuer: str | None = None
    login_client: str | None = None
    login_secret: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryLimits:
    """What a GraphQL query may be at most, with all fragments written out where they are used.

    Attributes:
        cost: how many values it may ask for: each field, as often as it may be answered.
        depth: how many levels it may go down. Introspection goes about 15 deep.
        fields: how many fields it may have. Introspection has about 250.
        aliases: how many of them may have a name of the reader's own.
        directives: how many directives it may have.
    """

    cost: int = 100_000
    depth: int = 20
    fields: int = 500
    aliases: int = 150
    directives: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLimits:
    """What the partner side takes in and keeps.

    Attributes:
        upload_bytes: how large an upload may be.
        upload_seconds: within how many seconds it must have arrived.
        annotated_days: how long a file with a column of errors is kept.
        lease_seconds: how long a job is held without a word of its worker.
    """

    upload_bytes: int = 1_000_000_000
    upload_seconds: int = 3_600
    annotated_days: int = 30
    lease_seconds: int = 30


_USUAL_LIMITS = QueryLimits()
_USUAL_PARTNER_LIMITS = PartnerLimits()
_NO_IDENTITY = IdentitySettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where one hub keeps its stores, and how much it answers at once.

    Attributes:
        folder: holds keys, temporary files and, by default, all three stores.
        workspace_url: confidential database (imports, agreements), an SQLAlchemy URL.
        shelf_url: public database (releases), an SQLAlchemy URL.
        vault: confidential folder of Parquet files.
        limits: how big a GraphQL query may be.
        generated_loops: whether plain rows are answered by generated code.
        partners: what the partner side takes in and keeps.
        identity: who may log in, and by whose word.
        statement_seconds: how long one reading of the shelf may take for the public.
    """

    folder: Path
    workspace_url: str
    shelf_url: str
    vault: Path
    limits: QueryLimits = _USUAL_LIMITS
    generated_loops: bool = True
    partners: PartnerLimits = _USUAL_PARTNER_LIMITS
    identity: IdentitySettings = _NO_IDENTITY
    statement_seconds: int = 10

    @property
    def uploads(self) -> Path:
        """Where uploads wait until they are read."""
        return self.folder / "uploads"

    @property
    def annotated(self) -> Path:
        """Where files with a column of errors are kept."""
        return self.folder / "annotated"

    @classmethod
    def read(
        cls, folder: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> "Settings":
        """Settings from `--data` and the environment.

        Args:
            folder: the `--data` folder; it wins over `INTERCOOP_DATA`.
            environment: for tests; the process's own by default.

        Raises:
            NotAFolder: something else stands at the folder's place.
            UnreadableSetting: a limit is no positive whole number, or a switch neither on nor off.
        """
        env = os.environ if environment is None else environment
        chosen = folder or Path(env.get("INTERCOOP_DATA") or user_data_path("intercoop"))
        chosen = chosen.expanduser().resolve()
        if chosen.exists() and not chosen.is_dir():
            raise NotAFolder(chosen)
        return cls(
            folder=chosen,
            workspace_url=env.get("INTERCOOP_WORKSPACE_URL")
            or f"sqlite:///{chosen / 'workspace.db'}",
            shelf_url=env.get("INTERCOOP_SHELF_URL") or f"sqlite:///{chosen / 'shelf.db'}",
            vault=Path(env.get("INTERCOOP_VAULT_URL") or chosen / "vault"),
            limits=QueryLimits(
                cost=_number(env, "INTERCOOP_QUERY_COST", _USUAL_LIMITS.cost),
                depth=_number(env, "INTERCOOP_QUERY_DEPTH", _USUAL_LIMITS.depth),
                fields=_number(env, "INTERCOOP_QUERY_FIELDS", _USUAL_LIMITS.fields),
                aliases=_number(env, "INTERCOOP_QUERY_ALIASES", _USUAL_LIMITS.aliases),
                directives=_number(env, "INTERCOOP_QUERY_DIRECTIVES", _USUAL_LIMITS.directives),
            ),
            generated_loops=_switch(env, "INTERCOOP_GENERATED_LOOPS"),
            partners=_partner_limits(env),
            identity=_identity(env),
            statement_seconds=_number(env, "INTERCOOP_STATEMENT_SECONDS", 10),
        )


def _partner_limits(env: Mapping[str, str]) -> PartnerLimits:
    usual = _USUAL_PARTNER_LIMITS
    return PartnerLimits(
        upload_bytes=_number(env, "INTERCOOP_UPLOAD_BYTES", usual.upload_bytes),
        upload_seconds=_number(env, "INTERCOOP_UPLOAD_SECONDS", usual.upload_seconds),
        annotated_days=_number(env, "INTERCOOP_ANNOTATED_DAYS", usual.annotated_days),
        lease_seconds=_number(env, "INTERCOOP_LEASE_SECONDS", usual.lease_seconds),
    )


def _identity(env: Mapping[str, str]) -> IdentitySettings:
    return IdentitySettings(
        address=_origin(env, "INTERCOOP_ADDRESS"),
        token_issuer=env.get("INTERCOOP_TOKEN_ISSUER") or None,
        token_audience=env.get("INTERCOOP_TOKEN_AUDIENCE") or None,
        token_keys=_address(env, "INTERCOOP_TOKEN_KEYS"),
        login_issuer=_address(env, "INTERCOOP_LOGIN_ISSUER"),
        login_client=env.get("INTERCOOP_LOGIN_CLIENT") or None,
        login_secret=env.get("INTERCOOP_LOGIN_SECRET") or None,
    )


def _origin(env: Mapping[str, str], name: str) -> str | None:
    """Scheme, host and port as browsers send them, which is what everybody is held against."""
    given = _address(env, name)
    if given is None:
        return None
    wanted = "an address that ends with its host, such as https://hub.example.org"
    parts = urlsplit(given)
    try:
        port, host = parts.port, (parts.hostname or "").encode("idna").decode()
    except ValueError as error:
        raise UnreadableSetting(name, wanted) from error
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise UnreadableSetting(name, wanted)
    usual = {"https": 443, "http": 80}[parts.scheme]
    named = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{named}" + ("" if port in {None, usual} else f":{port}")


def _address(env: Mapping[str, str], name: str) -> str | None:
    """An address that nobody on the way can read: https, or this machine itself.

    As it is given: a provider's may end with a slash, and is another one without it.
    """
    given = env.get(name, "").strip()
    if not given:
        return None
    if not re.fullmatch(
        r"https://[^/\s]+\S*|http://(127\.0\.0\.1|localhost)(:\d+)?(/\S*)?", given
    ):
        raise UnreadableSetting(name, "an address that begins with https://")
    return given


def _number(environment: Mapping[str, str], name: str, usual: int) -> int:
    given = environment.get(name, "").strip() or str(usual)
    if not (
        given.isascii()
        and given.isdigit()
        and len(given) <= len(str(_HIGHEST))
        and 0 < int(given) <= _HIGHEST
    ):
        raise UnreadableSetting(name, f"a whole number from 1 to {_HIGHEST:,}")
    return int(given)


def _switch(environment: Mapping[str, str], name: str) -> bool:
    given = environment.get(name, "").strip().lower() or "on"
    if given not in {"on", "off"}:
        raise UnreadableSetting(name, "`on` or `off`")
    return given == "on"
