"""A release is written once, whole, and the same content is never released twice in a row."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from hub.releases.audit import Audit
from hub.releases.contents import Contents, content_hash
from hub.releases.observation import Observation
from hub.releases.reader import Shelf
from hub.releases.release import Cooperative
from hub.releases.table_plan import Movers
from hub.releases.wanted import Wanted
from hub.releases.writer import EmptyRelease, Written, write_release
from hub.vocabulary import Dimension, Origin, Status, Unit
from tests.hub.releases.test_kept_tables import CELL, PLAN

COOP = Cooperative(
    slug="coop", name="Coop", country="BE", legal_form=None, sector=None, founded_on=None,
    dissolved_on=None, website=None, languages=("fr",), synthetic=True,
)  # fmt: skip


def observation(value: float | None, period: str = "2022", **more: object) -> Observation:
    return Observation(
        cooperative="coop", indicator="turnout.assembly", period=period, as_of=period,
        value=value, unit=Unit.RATIO, status=Status.PUBLISHED, origin=Origin.COMPUTED,
        method_version="1", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def contents(*observations: Observation) -> Contents:
    return Contents(cooperatives=(COOP,), observations=observations)


def write(engine: sa.Engine, said: Contents) -> Written:
    return write_release(engine, said, {"imports": []}, software_version="1")


def test_what_was_written_is_read_back(engine: sa.Engine) -> None:
    one = observation(0.5, breakdown=((Dimension.BODY_KIND, "board"),))
    written = write(engine, contents(one))
    shelf = Shelf(engine)
    assert shelf.latest() == shelf.release(written.release_id)
    [placed] = shelf.observations(written.release_id, Wanted())
    assert placed.observation == one
    assert shelf.cooperatives(written.release_id) == [COOP]


def test_the_same_content_leaves_the_latest_release_standing(engine: sa.Engine) -> None:
    first = write(engine, contents(observation(0.5)))
    again = write(engine, contents(observation(0.5)))
    assert (again.release_id, again.new) == (first.release_id, False)
    assert len(Shelf(engine).releases(10)) == 1


def test_every_changed_value_is_listed(engine: sa.Engine) -> None:
    write(engine, contents(observation(0.5), observation(0.1, "2020")))
    second = write(engine, contents(observation(0.6), observation(None, "2023", text="most")))
    said = [
        (one.kind, one.period, one.field, one.before, one.after)
        for one in Shelf(engine).changes(second.release_id)
    ]
    assert said == [
        ("removed", "2020", None, 0.1, None),
        ("changed", "2022", "value", 0.5, 0.6),
        ("added", "2023", None, None, "most"),
    ]


def test_a_release_returning_to_older_content_is_a_new_one(engine: sa.Engine) -> None:
    first = write(engine, contents(observation(0.5)))
    write(engine, contents(observation(0.6)))
    third = write(engine, contents(observation(0.5)))
    assert third.new
    assert third.content_hash == first.content_hash
    assert third.release_id != first.release_id


def test_a_release_with_nothing_in_it_is_refused(engine: sa.Engine) -> None:
    with pytest.raises(EmptyRelease, match="intercoop import"):
        write(engine, Contents())
    assert Shelf(engine).latest() is None


def test_a_failed_release_leaves_the_shelf_as_it_was(engine: sa.Engine) -> None:
    write(engine, contents(observation(0.5)))
    twice = Contents(cooperatives=(COOP, COOP), observations=())
    with pytest.raises(sa.exc.IntegrityError):
        write(engine, twice)
    assert len(Shelf(engine).releases(10)) == 1


@given(st.permutations([observation(float(n), str(2000 + n)) for n in range(5)]))
def test_the_order_of_the_sources_never_changes_the_hash(said: list[Observation]) -> None:
    usual = contents(*(observation(float(n), str(2000 + n)) for n in range(5)))
    assert content_hash(contents(*said).rows()) == content_hash(usual.rows())


def test_cells_plans_and_the_audit_are_read_back(engine: sa.Engine) -> None:
    far = replace(CELL, cooperative="other", measure="capital", value=None)
    said = replace(contents(observation(0.5)), cells=(CELL, far), plans=(PLAN,))
    audit = Audit({"findings": [], "cells": 2})
    written = write_release(engine, said, {}, software_version="1", audit=audit)
    shelf = Shelf(engine)
    assert list(shelf.cells(written.release_id, "persons")) == [CELL]
    assert list(shelf.cells(written.release_id, "capital", "other")) == [far]
    assert list(shelf.cells(written.release_id, "capital", "coop")) == []
    assert shelf.plans(written.release_id) == [PLAN]
    assert shelf.audits([written.release_id, "unknown"]) == {written.release_id: audit}
    found = shelf.latest()
    assert found is not None
    assert found.manifest["audit"] == audit.digest


def test_how_a_figure_was_protected_is_read_back(engine: sa.Engine) -> None:
    one = observation(
        0.5, base=5, held_from="2025-01-01-abcdef12", policy="1", parameters="rules", key_id="key"
    )
    written = write(engine, contents(one))
    [placed] = Shelf(engine).observations(written.release_id, Wanted())
    assert placed.observation == one


def test_how_many_moved_since_another_release_is_no_content_of_this_one(
    engine: sa.Engine,
) -> None:
    said = contents(observation(0.5))
    first = write(engine, replace(said, cells=(CELL,), plans=(PLAN,)))
    still = replace(PLAN, movers=Movers.NONE)
    again = write(engine, replace(said, cells=(CELL,), plans=(still,)))
    assert (again.release_id, again.new) == (first.release_id, False)
    moved = write(engine, replace(said, cells=(replace(CELL, value=50.0),), plans=(still,)))
    assert moved.new
