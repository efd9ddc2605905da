"""What does a visitor see first? What this is, the latest figures side by side, and the way on."""

from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from hub.web.found import asked_first
from hub.web.site import site_of, wording
from hub.web.study_tables import (
    capital_table,
    figures,
    membership_table,
    turnout_table,
    women_table,
)
from hub.web.turnout_chart import NARROW, WIDE, turnout_chart
from hub.web.words import by_family

#: So many releases are listed; the rest are reached from one to the one before.
_RELEASES = 10


def home(request: Request) -> Response:
    """`/`: answers also where nothing has been released, and says what to do then."""
    site = site_of(request)
    releases = asked_first(site, lambda shelf: shelf.releases(_RELEASES))
    if not releases:
        return site.page(request, "nothing_released.html", {})
    latest = releases[0]
    known = figures(site.shelf, latest.id)
    speaks = wording(request)
    charts = [
        turnout_chart(known.cooperatives, known.turnout, frame, wording=speaks)
        for frame in (WIDE, NARROW)
    ]
    return site.page(
        request,
        "home.html",
        {
            "release": latest,
            "releases": releases,
            "cooperatives": known.cooperatives,
            "families": [
                (family, list(definitions))
                for family, definitions in groupby(
                    by_family(known.definitions), key=lambda one: one.family
                )
            ],
            "indicators": len(known.definitions),
            "charts": [chart for chart in charts if chart is not None],
            "membership": membership_table(known, speaks),
            "capital": capital_table(known, speaks),
            "turnout": turnout_table(known, speaks),
            "women": women_table(known, speaks),
        },
    )
