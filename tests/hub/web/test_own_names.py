"""A cooperative's own names of its groups are its alone, and in the reader's language."""

from dataclasses import replace

from hub.vocabulary import Dimension, Language
from hub.web.own_names import own_names
from hub.web.wording import Wording
from tests.hub.web.released import contents

[BOARD], [USERS] = contents().bodies, contents().member_categories


def test_categories_and_bodies_are_named_in_the_readers_language() -> None:
    named = own_names("smartcoop", [USERS], [BOARD], Wording(Language.FR))
    assert named == {
        (Dimension.CATEGORY, "users"): "Usagers",
        (Dimension.BODY, "ca"): "Conseil d'administration",
    }


def test_what_another_cooperative_calls_its_own_is_left_out() -> None:
    other = replace(USERS, cooperative="railcoop", label={"en": "Passengers"})
    named = own_names("smartcoop", [USERS, other], [], Wording(Language.EN))
    assert named == {(Dimension.CATEGORY, "users"): "Users"}
