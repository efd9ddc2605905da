"""What is known of one cooperative? Who it is, its figures, its bodies, its practices."""

from collections.abc import Sequence
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from hub.releases.observation import Observation
from hub.releases.release import Cooperative, Practice, Release
from hub.releases.wanted import Wanted, WantedRecommendations
from hub.vocabulary import PracticeDimension
from hub.web.folds import Fold, by_dimensions, folded
from hub.web.found import Missing, latest_release
from hub.web.over_time import over_time
from hub.web.own_names import own_names
from hub.web.site import Site, site_of, wording
from hub.web.table import Table
from hub.web.wording import Wording
from hub.web.words import OwnNames, by_family, group

#: A page holds so many of each; the query language gives them all.
_OBSERVATIONS = 10_000
_RECOMMENDATIONS = 50


def cooperative_page(request: Request) -> Response:
    """`/cooperatives/{slug}`: one cooperative, as the latest release has it."""
    site = site_of(request)
    release = latest_release(site)
    slug = request.path_params["slug"]
    known = [one for one in site.shelf.cooperatives(release.id) if one.slug == slug]
    if not known:
        raise Missing
    categories = site.shelf.categories(release.id, [slug])
    bodies = site.shelf.bodies(release.id, [slug])
    speaks = wording(request)
    return site.page(
        request,
        "cooperative.html",
        {
            "release": release,
            "cooperative": known[0],
            "categories": categories,
            "bodies": bodies,
            "findings": site.shelf.findings(release.id, [slug]),
            "recommendations": site.shelf.recommendations(
                release.id, WantedRecommendations(cooperatives=(slug,)), limit=_RECOMMENDATIONS
            ),
            "practices": _grids(site.shelf.practices(release.id, [slug])),
            **_figures(
                site,
                release,
                known[0],
                own=own_names(slug, categories, bodies, speaks),
                speaks=speaks,
            ),
        },
    )


def _figures(
    site: Site, release: Release, cooperative: Cooperative, *, own: OwnNames, speaks: Wording
) -> dict[str, object]:
    """Every indicator with its tables over time; those withheld throughout by name only."""
    wanted = Wanted(cooperatives=(cooperative.slug,))
    placed = site.shelf.observations(release.id, wanted, limit=_OBSERVATIONS)

    def over(observations: Sequence[Observation]) -> Table:
        return over_time(
            observations,
            [cooperative],
            lambda one: group(one.breakdown, speaks, own),
            wording=speaks,
        )

    tables, withheld = [], []
    for definition in by_family(site.shelf.definitions(release.id)):
        mine = [one.observation for one in placed if one.observation.indicator == definition.code]
        if not mine:
            continue
        apart, folds = folded(mine)
        table = over(apart) if apart else None
        unfolding = [Fold(by_dimensions(of, speaks), over(some)) for of, some in folds.items()]
        if unfolding or (table is not None and table.groups[0].lines):
            tables.append((definition, table, unfolding))
        else:
            withheld.append(definition)
    return {"tables": tables, "withheld": withheld, "more": len(placed) == _OBSERVATIONS}


def _grids(
    practices: Sequence[Practice],
) -> list[tuple[str, list[Practice]]]:
    """The practices by name, each with its answers in the order of the grid."""
    order = list(PracticeDimension)
    by_code = groupby(sorted(practices, key=lambda one: one.code), key=lambda one: one.code)
    grids = []
    for _, answers in by_code:
        grid = sorted(answers, key=lambda one: order.index(one.dimension))
        grids.append((grid[0].name, grid))
    return grids
