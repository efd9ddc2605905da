"""What is told of an import is true whatever is listed, and nothing in it is a formula."""

import csv
import io
import zipfile
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.contract import Finding, Severity
from hub.jobs import Job, Jobs, Order, enqueue, finish, latest
from hub.partners import looking
from hub.partners.desk import Desk
from hub.partners.kinds import READ
from hub.partners.looking import (
    Seen,
    annotated,
    as_json,
    findings,
    findings_csv,
    findings_json,
    look_at_all,
)
from hub.partners.problems import Refused
from hub.partners.pushes import Push, PushState, change
from hub.vocabulary import Language
from tests.hub.partners.pushed import ANN, id_of, push_of

FOUND = Finding(
    code="unreadable_date",
    severity=Severity.BLOCKING,
    file="members.csv",
    row=2,
    column="F",
    header="joined_on",
    facts={"format": "x"},
    alike=3,
)
PUSH = Push(
    id=id_of(1),
    cooperative="essai",
    state=PushState.REFUSED,
    round=1,
    language="en",
    folder="folder",
    files=[{"name": "members.csv", "kept": "k", "size": 3}],
    created_at="2026-01-01T00:00:00.000+00:00",
    changed_at="2026-01-01T00:00:00.000+00:00",
    history=[],
    proposed_by=None,
    outcome=None,
    annotated=None,
    replaced=None,
    release_id=None,
    meant=None,
)


def seen(*found: Finding, job: Job | None = None, **columns: Any) -> Seen:  # noqa: ANN401 - values of any column
    totals: dict[str, int] = {}
    for one in found:
        totals[one.code] = totals.get(one.code, 0) + one.alike
    outcome = {"findings": [asdict(one) for one in found], "totals": totals}
    return Seen(replace(PUSH, **{"outcome": outcome, **columns}), job)


def reading(desk: Desk) -> Job:
    """A job as somebody has just claimed it."""
    order = Order(kind=READ, cooperative="essai", key="k", subject=PUSH.id, arguments={"round": 1})
    with desk.engine.begin() as connection:
        enqueue(connection, order)
        job = latest(connection, PUSH.id, (READ,))
    assert job is not None
    return replace(job, owner="somebody")


def test_what_is_under_way_is_said_to_be_read(desk: Desk) -> None:
    job = reading(desk)
    assert seen(job=job, state=PushState.QUEUED).state == "reading"
    assert seen(job=replace(job, owner=None), state=PushState.QUEUED).state == "queued"
    assert seen(job=job, state=PushState.READY).state == "ready"


def test_progress_is_told_only_while_something_moves(desk: Desk) -> None:
    job = reading(desk)
    told = as_json(seen(job=job, state=PushState.QUEUED), Language.EN)
    assert told["progress"]["attempt"] == 0
    assert as_json(seen(job=job), Language.EN)["progress"] is None


def test_a_filter_narrows_the_list_and_not_the_totals() -> None:
    one = seen(FOUND, replace(FOUND, file="bodies.csv", severity=Severity.WARNING))
    told = findings_json(one, {"file": "bodies.csv"}, Language.FR)
    assert len(told["findings"]) == 1
    assert told["totals"] == {"unreadable_date": 6}
    assert told["totals_by_severity"]["blocking"] == 6


def test_a_filter_for_no_sheet_finds_what_has_none() -> None:
    one = seen(FOUND, replace(FOUND, sheet="Feuille 1"))
    assert [found.sheet for found in findings(one, {"sheet": ""})] == [None]


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(lambda said: f"={said}")
    | st.text(st.characters(exclude_categories=["Cs"]))
)
def test_no_cell_of_the_table_can_be_taken_for_a_formula(name: str) -> None:
    text = findings_csv(seen(replace(FOUND, file=name, header=name)), {}, Language.NL)
    [_, row] = csv.reader(io.StringIO(text, newline=""))
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("state", list(PushState))
def test_only_what_can_be_done_is_linked(state: PushState) -> None:
    told = as_json(seen(state=state), Language.EN)
    offered = {"cancel", "preview", "propose", "approve", "withdraw"} & set(told["links"])
    assert ("approve" in offered) is (state is PushState.PROPOSED)
    assert ("cancel" in offered) is (state is PushState.QUEUED)
    assert offered <= {"preview"} or state in {
        *(PushState.QUEUED, PushState.READY, PushState.PROPOSED),
        *(PushState.REFUSED, PushState.PUBLISHED),
    }


def test_what_was_cancelled_has_no_problem() -> None:
    one = seen(state=PushState.CANCELLED, outcome={"problem": "cancelled"})
    assert as_json(one, Language.EN)["problem"] is None
    failed = seen(state=PushState.FAILED, outcome={"problem": "worn_out"})
    assert as_json(failed, Language.EN)["problem"]["type"].endswith("worn_out")


def test_annotated_files_come_alone_or_in_an_archive(desk: Desk) -> None:
    folder = desk.settings.annotated / "folder"
    folder.mkdir(parents=True)
    kept = [{"name": "a.csv", "kept": "0"}, {"name": "b.csv", "kept": "1"}]
    (folder / "0").write_bytes(b"A")
    assert annotated(desk, seen(annotated=kept)) == ("a.csv", b"A")
    (folder / "1").write_bytes(b"B")
    name, content = annotated(desk, seen(annotated=kept))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert (name, archive.namelist()) == (f"{PUSH.id}.zip", ["a.csv", "b.csv"])


def test_annotated_files_that_were_deleted_are_not_there(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        annotated(desk, seen(annotated=[{"name": "a.csv", "kept": "0"}]))
    assert refused.value.code == "not_annotated"


def test_nobody_lists_what_is_not_theirs(desk: Desk) -> None:
    push_of(desk)
    listed = look_at_all(desk, ANN, cooperative=None, limit=5, before=None)
    assert [one.push.id for one in listed] == [PUSH.id]
    assert look_at_all(desk, ANN, cooperative="autre", limit=5, before=None) == []


def test_work_that_ends_between_two_looks_is_never_seen_as_waiting_to_begin(desk: Desk) -> None:
    push = push_of(desk)
    with desk.engine.begin() as connection:
        order = Order(kind=READ, cooperative="essai", key="k", subject=push.id, arguments={})
        enqueue(connection, order)
    job = Jobs(desk.engine).claim("worker", (READ,))
    assert job is not None
    with desk.engine.begin() as connection:
        assert looking.seen(connection, push).state == "reading"
        change(connection, push, None, state=PushState.READY)
        finish(connection, job, {})
        # as it was a moment before
        assert looking.seen(connection, push).state == "ready"
