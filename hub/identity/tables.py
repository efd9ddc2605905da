"""What does the workspace keep of programs, people, and how they prove who they are?

Nothing here opens a door: secrets, session ids, invitations and login addresses are kept as
SHA-256 hashes of 256-bit random values, which cannot be guessed back.
"""

import sqlalchemy as sa

from hub.workspace import METADATA

_STANDING = sa.text("revoked_at IS NULL")

#: Programs that push for a cooperative: one per cooperative and purpose.
CLIENTS = sa.Table(
    "clients",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("cooperative", sa.Text, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("roles", sa.JSON, nullable=False),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("secret_hash", sa.Text),
    sa.Column("public_keys", sa.JSON),
    # of a program that another provider vouches for
    sa.Column("issuer", sa.Text),
    sa.Column("subject", sa.Text),
    sa.Column("created_at", sa.Text, nullable=False),  # UTC, ISO 8601, as everywhere
    sa.Column("revoked_at", sa.Text),
    sa.Index(
        "uq_clients_cooperative_purpose",
        "cooperative",
        "purpose",
        unique=True,
        sqlite_where=_STANDING,
        postgresql_where=_STANDING,
    ),
    sa.Index(
        "uq_clients_issuer_subject",
        "issuer",
        "subject",
        unique=True,
        sqlite_where=_STANDING,
        postgresql_where=_STANDING,
    ),
    sqlite_strict=True,
)

#: Assertions by which a program has proven who it is; each is good once.
USED_ASSERTIONS = sa.Table(
    "used_assertions",
    METADATA,
    sa.Column("client_id", sa.Text, primary_key=True),
    sa.Column("jti", sa.Text, primary_key=True),
    sa.Column("expires_at", sa.Text, nullable=False, index=True),
    sqlite_strict=True,
)

#: People. The provider knows their name and address; the hub only what the operator calls them.
ACCOUNTS = sa.Table(
    "accounts",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("label", sa.Text, nullable=False),
    # both absent until an invitation has been taken up
    sa.Column("issuer", sa.Text),
    sa.Column("subject", sa.Text),
    sa.Column("invitation_hash", sa.Text, unique=True),
    sa.Column("invited_until", sa.Text),
    sa.Column("created_at", sa.Text, nullable=False),
    sa.Column("revoked_at", sa.Text),
    sa.Index(
        "uq_accounts_issuer_subject",
        "issuer",
        "subject",
        unique=True,
        sqlite_where=_STANDING,
        postgresql_where=_STANDING,
    ),
    sqlite_strict=True,
)

#: What people may do where; `*` as cooperative is the hub itself.
ACCOUNT_ROLES = sa.Table(
    "account_roles",
    METADATA,
    sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("cooperative", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    sqlite_strict=True,
)

#: People who are logged in.
SESSIONS = sa.Table(
    "sessions",
    METADATA,
    sa.Column("id_hash", sa.Text, primary_key=True),
    sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), nullable=False, index=True),
    sa.Column("created_at", sa.Text, nullable=False),
    sa.Column("expires_at", sa.Text, nullable=False, index=True),
    sqlite_strict=True,
)

#: Logins under way at a provider, each bound to the browser that began it.
LOGINS = sa.Table(
    "logins",
    METADATA,
    sa.Column("state_hash", sa.Text, primary_key=True),
    sa.Column("browser_hash", sa.Text, nullable=False),
    sa.Column("nonce", sa.Text, nullable=False),
    sa.Column("code_verifier", sa.Text, nullable=False),
    sa.Column("invitation_hash", sa.Text),
    sa.Column("next_path", sa.Text, nullable=False),
    sa.Column("expires_at", sa.Text, nullable=False, index=True),
    sqlite_strict=True,
)

#: Addresses that log one person in, once, on the machine that the hub runs on.
LOGIN_ADDRESSES = sa.Table(
    "login_addresses",
    METADATA,
    sa.Column("token_hash", sa.Text, primary_key=True),
    sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("expires_at", sa.Text, nullable=False),
    sqlite_strict=True,
)
