"""Whatever the description allows, or does not, is answered as it says: schemathesis, one seed.

`bench/fuzz_partners.py` asks many more.
"""

from hub.settings import Settings
from tests.hub.partners.fuzzing import ACTORS, fuzz, gated
from tests.hub.partners.test_openapi import valid

EXAMPLES = 5


def test_nothing_that_is_asked_of_the_partner_side_is_answered_with_a_fault(
    both_settings: Settings,
) -> None:
    for hub in gated(both_settings):
        said = fuzz(hub, number=1, examples=EXAMPLES)
        assert {key.partition(" ")[0] for key in said} == set(ACTORS)
        assert said["essai 2xx"]
        assert said["autre 4xx"] > said["autre 2xx"]


def test_whoever_is_not_let_in_is_told_so_as_described_and_in_their_language(
    settings: Settings,
) -> None:
    for hub in gated(settings):
        headers = {"Authorization": "Bearer of.no.body", "Accept-Language": "fr"}
        answer = hub.hub.client.get("/imports", headers=headers)
        valid("Problem", answer.json())
        assert (answer.status_code, answer.headers["content-language"]) == (401, "fr")
        assert answer.json()["title"].startswith("Le jeton")
        assert answer.json()["where"] == "Authorization"
        assert answer.headers["www-authenticate"].startswith("Bearer")
