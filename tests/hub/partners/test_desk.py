"""Whoever may not look is told what they are told of nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.access import Permission
from hub.agreements import Agreements
from hub.partners.desk import Desk, agreed, allow, own, own_to_change
from hub.partners.problems import Refused
from hub.partners.pushes import held
from tests.hub.partners.conftest import AGREED
from tests.hub.partners.pushed import ANN, BOB, EVE, SAM, id_of, push_of


def told(desk: Desk, import_id: str) -> str:
    """What another cooperative's people are told."""
    with pytest.raises(Refused) as refused, desk.engine.begin() as connection:
        own(connection, EVE, import_id)
    return str(refused.value)


def test_an_import_of_another_cooperative_is_not_told_from_none(desk: Desk) -> None:
    assert told(desk, push_of(desk).id) == told(desk, id_of(99))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text() | st.from_regex(r"i[0-9a-fA-F\0]*"))
def test_whatever_is_no_id_is_nobodys_import(desk: Desk, text: str) -> None:
    with pytest.raises(Refused) as refused, desk.engine.begin() as connection:
        own(connection, ANN, text)
    assert refused.value.code == "no_such_import"


def test_one_who_may_look_may_not_therefore_decide(desk: Desk) -> None:
    push, permission = push_of(desk), Permission.COOPERATIVE_IMPORTS_APPROVE
    with desk.engine.begin() as connection:
        assert own(connection, SAM, push.id) == push
        with pytest.raises(Refused) as refused:
            own_to_change(connection, SAM, push.id, permission)
        assert own_to_change(connection, BOB, push.id, permission) == held(connection, push.id)
    assert refused.value.facts["permission"] == permission.value


def test_a_role_in_one_cooperative_is_none_in_another() -> None:
    with pytest.raises(Refused):
        allow(ANN, Permission.COOPERATIVE_IMPORTS_PUSH, "autre")


def test_an_agreement_counts_while_it_is_in_force(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        agreed(desk, "essai")
    assert refused.value.code == "no_agreement"
    Agreements(desk.engine).record("essai", AGREED)
    assert AGREED.valid_from < (datetime.now(UTC) - timedelta(days=1)).date()
    agreed(desk, "essai")
