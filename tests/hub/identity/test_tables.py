"""Nothing that opens a door is kept as it is."""

from hub.identity.tables import (
    ACCOUNT_ROLES,
    ACCOUNTS,
    CLIENTS,
    LOGIN_ADDRESSES,
    LOGINS,
    SESSIONS,
    USED_ASSERTIONS,
)

TABLES = (ACCOUNT_ROLES, ACCOUNTS, CLIENTS, LOGIN_ADDRESSES, LOGINS, SESSIONS, USED_ASSERTIONS)
DOORS = ("secret", "token", "invitation", "password", "state", "browser")


def test_what_opens_a_door_is_kept_as_a_hash() -> None:
    plain = [
        f"{table.name}.{column.name}"
        for table in TABLES
        for column in table.c
        if any(door in column.name for door in DOORS) and not column.name.endswith("_hash")
    ]
    assert plain == []
    assert "id" not in SESSIONS.c


def test_no_table_has_room_for_a_persons_name_or_address() -> None:
    columns = {column.name for table in TABLES for column in table.c}
    assert not columns & {"name", "email", "mail", "address", "phone", "ip", "user_agent"}
