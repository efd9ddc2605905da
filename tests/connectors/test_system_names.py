"""Every system that a file can come from has a name that its users know."""

from connectors.documents import find_connectors
from connectors.pack import find_packs
from connectors.system_names import SYSTEMS, system_name
from hub.vocabulary import Language


def test_every_system_is_named() -> None:
    known = {pack.system for pack in find_packs()} | {one.system for one in find_connectors()}
    assert known - {"intercoop"} == set(SYSTEMS)


def test_a_system_of_a_third_party_goes_by_its_own_name() -> None:
    assert system_name("Woonhub", Language.NL) == "Woonhub"
