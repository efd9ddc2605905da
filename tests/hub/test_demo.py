"""The demonstration says under what its examples are shown, once."""

from datetime import UTC, datetime

from hub.agreements import Agreements, require
from hub.commands.workspace import open_workspace
from hub.demo import INVENTED, REAL, record_agreements
from hub.settings import Settings


def test_every_example_has_an_agreement_in_force_and_no_second_one(settings: Settings) -> None:
    slugs = (*REAL, *INVENTED)
    record_agreements(settings, slugs)
    record_agreements(settings, slugs)
    with open_workspace(settings) as engine:
        agreements = Agreements(engine)
        assert [one.cooperative for one in agreements.all()] == sorted(slugs)
        with engine.begin() as connection:
            for slug in slugs:
                today = datetime.now(UTC).date()
                assert require(connection, slug, today).cooperative == slug
