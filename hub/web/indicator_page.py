"""What does one indicator measure, and what does it say of every cooperative?"""

from starlette.requests import Request
from starlette.responses import Response

from hub.releases.wanted import Wanted
from hub.web.all_cooperatives import all_cooperatives
from hub.web.found import Missing, latest_release
from hub.web.over_time import over_time
from hub.web.own_names import own_names
from hub.web.site import site_of, wording
from hub.web.table import real_first
from hub.web.words import group

#: A page holds so many; the query language gives them all.
_OBSERVATIONS = 5_000


def indicator_page(request: Request) -> Response:
    """`/indicators/{code}`: its definition and its figures, as the latest release has them."""
    site = site_of(request)
    release = latest_release(site)
    code = request.path_params["code"]
    found = [one for one in site.shelf.definitions(release.id) if one.code == code]
    if not found:
        raise Missing
    speaks = wording(request)
    wanted = Wanted(indicators=(code,))
    placed = site.shelf.observations(release.id, wanted, limit=_OBSERVATIONS)
    sums = [one for _, one in site.shelf.aggregates(release.id, wanted)]
    cooperatives = real_first(site.shelf.cooperatives(release.id))
    categories, bodies = site.shelf.categories(release.id), site.shelf.bodies(release.id)
    own = {one.slug: own_names(one.slug, categories, bodies, speaks) for one in cooperatives}
    table = over_time(
        [one.observation for one in placed],
        cooperatives,
        lambda one: group(one.breakdown, speaks, own[one.cooperative]),
        wording=speaks,
    )
    return site.page(
        request,
        "indicator.html",
        {
            "release": release,
            "definition": found[0],
            "table": table,
            "together": all_cooperatives(sums, wording=speaks),
            "more": len(placed) == _OBSERVATIONS,
        },
    )
