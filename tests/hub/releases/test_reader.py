"""The shelf tells what was released, all of it, in order, and nothing else."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from hub.period import between
from hub.releases.contents import Contents
from hub.releases.figure_queries import in_order, of_each
from hub.releases.observation import Observation, breakdown_text
from hub.releases.reader import Shelf
from hub.releases.shelf import METADATA
from hub.releases.wanted import TOTALS, Placed, Wanted, WantedRecommendations
from hub.releases.writer import write_release
from hub.stores import open_store
from hub.vocabulary import Dimension, RecommendationStage
from tests.schema.published import TABLE_3, published


@pytest.fixture
def engine(store_url: str) -> Iterator[sa.Engine]:
    engine = open_store(store_url)
    METADATA.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def shelf(engine: sa.Engine) -> Shelf:
    return Shelf(engine)


@pytest.fixture
def release(engine: sa.Engine) -> str:
    return release_of(engine, published())


def identity(one: Observation) -> tuple[str, str, str, str]:
    return one.cooperative, one.indicator, breakdown_text(one.breakdown), one.period


def release_of(engine: sa.Engine, said: Contents) -> str:
    return write_release(engine, said, {"imports": []}, software_version="1").release_id


def test_before_the_first_release_there_is_none(shelf: Shelf) -> None:
    assert shelf.latest() is None
    assert shelf.releases(10) == []


def test_the_latest_release_has_the_highest_number(engine: sa.Engine, shelf: Shelf) -> None:
    whole = published()
    ids = [
        release_of(engine, Contents(cooperatives=whole.cooperatives[:count]))
        for count in (1, 2, 3)
    ]
    latest = shelf.latest()
    assert latest is not None
    assert (latest.id, latest.number, latest.previous_id) == (ids[2], 3, ids[1])
    assert [one.id for one in shelf.releases(2)] == [ids[2], ids[1]]
    assert [one.id for one in shelf.releases(2, before=2)] == [ids[0]]
    assert [one.number for one in shelf.named([ids[0], "unknown", ids[2]])] == [3, 1]


def test_everything_that_was_written_is_read_back(shelf: Shelf, release: str) -> None:
    said = published()
    slugs = [one.slug for one in said.cooperatives]
    assert set(shelf.cooperatives(release)) == set(said.cooperatives)
    assert [one.code for one in shelf.definitions(release)] == ["gender.share", "turnout.assembly"]
    assert list(shelf.categories(release, slugs)) == list(said.member_categories)
    assert list(shelf.assemblies(release, slugs)) == list(said.assemblies)
    assert list(shelf.cycles(release, slugs)) == list(said.cycles)
    assert list(shelf.practices(release)) == list(said.practices)
    assert list(shelf.findings(release, slugs)) == list(said.reconciliation_findings)
    assert list(shelf.recommendations(release, WantedRecommendations())) == list(
        said.recommendations
    )
    bodies = sorted(said.bodies, key=lambda one: (one.cooperative, one.code))
    assert list(shelf.bodies(release)) == bodies
    observed = [placed.observation for placed in shelf.observations(release, Wanted())]
    assert sorted(observed, key=identity) == sorted(said.observations, key=identity)


def test_an_unknown_release_holds_nothing(shelf: Shelf, release: str) -> None:
    assert release != "unknown"
    assert shelf.release("unknown") is None
    assert shelf.cooperatives("unknown") == []
    assert shelf.observations("unknown", Wanted()) == []
    assert shelf.changes("unknown") == []


def test_what_no_database_can_hold_is_never_found(shelf: Shelf, release: str) -> None:
    for word in ("nul\0", "half a pair \ud800"):
        assert shelf.release(word) is None
        assert shelf.courses(release, ["smartcoop"], cycle=word) == []
        assert shelf.recommendations(release, WantedRecommendations(theme=word)) == []


def test_totals_are_the_observations_without_a_group(shelf: Shelf, release: str) -> None:
    totals = shelf.observations(release, Wanted(dimensions=TOTALS))
    assert {placed.observation.indicator for placed in totals} == {"turnout.assembly"}


def test_a_combination_of_dimensions_is_met_exactly(shelf: Shelf, release: str) -> None:
    both = frozenset({(Dimension.GENDER, Dimension.BODY_KIND)})
    found = shelf.observations(release, Wanted(dimensions=both))
    assert [placed.observation.cooperative for placed in found] == ["railcoop", "smartcoop"]
    one = frozenset({(Dimension.GENDER,)})
    assert shelf.observations(release, Wanted(dimensions=one)) == []


def test_a_period_is_in_range_when_it_lies_wholly_within(shelf: Shelf, release: str) -> None:
    span = between("2022-02", "2023-02")
    wanted = Wanted(
        cooperatives=("railcoop",), indicators=("turnout.assembly",),
        first=span.first, last=span.last,
    )  # fmt: skip
    found = shelf.observations(release, wanted)
    # 2022 starts before the range
    assert [placed.observation.period for placed in found] == ["2023-02"]


def test_pages_hold_every_observation_once(shelf: Shelf, release: str) -> None:
    whole = list(shelf.observations(release, Wanted()))
    read: list[Placed] = []
    after = -1
    while page := shelf.observations(release, Wanted(), limit=4, after=after):
        assert len(page) <= 4
        read += page
        after = page[-1].position
    assert read == whole
    assert len(whole) == len(published().observations)


def test_a_page_of_each_cooperative_is_the_start_of_its_own(shelf: Shelf, release: str) -> None:
    wanted = Wanted(indicators=("turnout.assembly",))
    found = shelf.figures(of_each(release, wanted, limit=3))
    for slug in TABLE_3:
        own = [one for one in found if one.cooperative == slug]
        alone = Wanted(indicators=("turnout.assembly",), cooperatives=(slug,))
        assert own == list(shelf.figures(in_order(release, alone, limit=3)))


def test_recommendations_are_chosen_by_what_they_came_to(shelf: Shelf, release: str) -> None:
    def codes(wanted: WantedRecommendations) -> list[str]:
        return [one.code for one in shelf.recommendations(release, wanted)]

    assert codes(WantedRecommendations(stages=(RecommendationStage.REJECTED,))) == ["r3"]
    assert codes(WantedRecommendations(cooperatives=("railcoop",))) == []
    assert codes(WantedRecommendations(after=("smartcoop", "r2"))) == ["r3", "r4"]
    assert codes(WantedRecommendations(after=("railcoop", "r9"))) == ["r1", "r2", "r3", "r4"]
    each = shelf.recommendations_each(release, WantedRecommendations(), limit=2)
    assert [one.code for one in each] == ["r1", "r2"]


def test_the_course_of_a_recommendation_is_its_stages_in_order(shelf: Shelf, release: str) -> None:
    found = shelf.courses(release, ["smartcoop", "railcoop"], cycle="sip-1")
    stages = {course.stages for course in found}
    assert (RecommendationStage.SUBMITTED, RecommendationStage.REJECTED) in stages
    assert () in stages
    assert shelf.courses(release, ["smartcoop"], cycle="another") == []


def test_changes_are_read_page_by_page(engine: sa.Engine, shelf: Shelf) -> None:
    whole = published()
    few = Contents(cooperatives=whole.cooperatives, indicators=whole.indicators)
    first, second = release_of(engine, few), release_of(engine, whole)
    changes = shelf.changes(second)
    assert len(changes) == len(whole.observations)
    assert {one.kind for one in changes} == {"added"}
    assert list(shelf.changes(second, limit=2, after=0)) == list(changes)[1:3]
    assert shelf.changes_each([first, second], limit=1) == [(second, changes[0])]


def test_many_cooperatives_cost_one_statement(
    engine: sa.Engine, shelf: Shelf, release: str
) -> None:
    made: list[str] = []
    slugs = ["smartcoop", "railcoop", "invented"]
    sa.event.listen(engine, "before_cursor_execute", lambda *called: made.append(called[2]))
    for read in (
        shelf.categories,
        shelf.bodies,
        shelf.assemblies,
        shelf.cycles,
        shelf.practices,
        shelf.findings,
        shelf.courses,
    ):
        made.clear()
        read(release, slugs)
        # a store that may be written says first whose rows it may touch; the API's never may
        asked = [one for one in made if "BEGIN" not in one and "set_config" not in one]
        assert [one.partition(" ")[0] for one in asked] == ["SELECT"]


@given(
    cooperatives=st.sets(st.sampled_from(["smartcoop", "railcoop", "unknown"])),
    limit=st.integers(1, 20),
    after=st.integers(-1, 30),
)
def test_nothing_is_read_that_was_not_asked_for(
    memory: tuple[Shelf, str], cooperatives: set[str], limit: int, after: int
) -> None:
    shelf, release = memory
    wanted = Wanted(cooperatives=tuple(cooperatives))
    found = shelf.observations(release, wanted, limit=limit, after=after)
    assert len(found) <= limit
    assert all(placed.position > after for placed in found)
    assert {placed.observation.cooperative for placed in found} <= cooperatives


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shelf, str]]:
    engine = open_store(f"sqlite:///{tmp_path_factory.mktemp('reader') / 'shelf.db'}")
    METADATA.create_all(engine)
    yield Shelf(engine), release_of(engine, published())
    engine.dispose()
