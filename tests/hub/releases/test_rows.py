"""A row of the shelf says the same as the thing it stands for; all kinds are in test_reader."""

import sqlalchemy as sa

from hub.releases import rows
from hub.vocabulary import RecommendationStage


def row(**columns: object) -> sa.Row[tuple[object, ...]]:
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        types = {
            name: sa.JSON() if isinstance(value, list) else None for name, value in columns.items()
        }
        made = [sa.literal(value, types[name]).label(name) for name, value in columns.items()]
        found = connection.execute(sa.select(*made)).one()
    engine.dispose()
    return found


def test_a_course_is_the_cooperative_and_the_stages() -> None:
    events = [{"stage": "submitted", "on": "2021"}, {"stage": "deferred"}]
    assert rows.course(row(cooperative="coop", events=events)) == (
        "coop",
        (RecommendationStage.SUBMITTED, RecommendationStage.DEFERRED),
    )


def test_the_release_of_a_row_is_no_fact_about_the_thing() -> None:
    found = row(
        release_id="r",
        cooperative="coop",
        code="c",
        name="n",
        start_on=None,
        end_on=None,
        themes=["t"],
    )
    assert rows.cycle(found).themes == ("t",)
