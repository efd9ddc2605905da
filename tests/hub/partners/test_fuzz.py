"""Whatever the description allows, or does not, is answered as it says: schemathesis, one seed.

`bench/fuzz_partners.py` asks many more.
"""

from tests.hub.partners.conftest import Hub
from tests.hub.partners.fuzzing import ACTORS, fuzz

EXAMPLES = 5


def test_nothing_that_is_asked_of_the_partner_side_is_answered_with_a_fault(
    either_hub: Hub,
) -> None:
    said = fuzz(either_hub, number=1, examples=EXAMPLES)
    assert {key.partition(" ")[0] for key in said} == set(ACTORS)
    assert said["ann 2xx"]
    assert said["eve 4xx"] > said["eve 2xx"]
