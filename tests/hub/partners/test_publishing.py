"""Two people make an import public; withdrawn, it gives way to the one before."""

from typing import Any

import pytest
import sqlalchemy as sa

from hub.identity.hashing import now
from hub.identity.tables import ACCOUNTS
from hub.jobs import Jobs, JobState
from hub.partners import publishing
from hub.partners.kinds import PUBLISH
from hub.partners.recall import releases_with
from hub.previous import RecordsGone
from hub.releases.reader import Shelf
from hub.releases.wanted import Wanted
from hub.stores import open_store
from hub.vault.store import Vault
from hub.workspace import Workspace
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import Hub

LATER = {**FILES, "bodies.csv": FILES["bodies.csv"].replace("Conseil", "Conseil renouvelé")}


def propose(hub: Hub, import_id: str, actor: str = "ann") -> Any:  # noqa: ANN401 - a client's answer
    return hub.post(actor, f"/imports/{import_id}/propose")


def approve(hub: Hub, import_id: str, actor: str = "bob", version: str = "*") -> Any:  # noqa: ANN401 - a client's answer
    return hub.post(actor, f"/imports/{import_id}/approve", if_match=version)


def look(hub: Hub, import_id: str) -> dict[str, Any]:
    told: dict[str, Any] = hub.get("ann", f"/imports/{import_id}").json()
    return told


def publish(hub: Hub, files: dict[str, str]) -> str:
    import_id = hub.ready(files)
    assert propose(hub, import_id).status_code == 200
    assert approve(hub, import_id).status_code == 202
    hub.work()
    assert look(hub, import_id)["state"] == "published"
    return import_id


def current(hub: Hub) -> set[str]:
    return set(Workspace(hub.engine).current("essai").values())


def test_what_two_people_want_is_published(either_hub: Hub) -> None:
    import_id = either_hub.ready()
    proposed = propose(either_hub, import_id)
    assert (proposed.status_code, proposed.json()["state"]) == (200, "proposed")
    approved = approve(either_hub, import_id, version=proposed.headers["etag"])
    assert (approved.status_code, approved.json()["state"]) == (202, "approved")
    assert current(either_hub) == set()
    either_hub.work()
    told = look(either_hub, import_id)
    assert told["state"] == "published"
    engine = open_store(either_hub.settings.shelf_url)
    assert told["release"] == Shelf(engine).latest().id  # type: ignore[union-attr]
    engine.dispose()
    assert current(either_hub) == {import_id}
    assert [step["by"] for step in told["history"]][-2:] == [None, None]
    assert "bob" in {step["by"] for step in told["history"] if step["state"] == "approved"}


def test_no_row_is_kept_in_a_file_with_errors_once_it_is_published(hub: Hub) -> None:
    roll = FILES["participations.csv"] + "N-999,ag-2022,post\n"  # of nobody in the register
    import_id = hub.ready({**FILES, "participations.csv": roll})
    kept = hub.settings.annotated
    assert list(kept.iterdir()) != []
    propose(hub, import_id)
    approve(hub, import_id)
    hub.work()
    assert (look(hub, import_id)["state"], list(kept.iterdir())) == ("published", [])


def test_a_program_proposes_nothing(hub: Hub) -> None:
    answer = propose(hub, hub.ready(), "bot")
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:intercoop:problem:no_program")


@pytest.mark.parametrize(
    ("proposer", "approver", "version", "status", "code"),
    [
        ("bob", "bob", "*", 403, "same_person"),
        ("ann", "bot", "*", 403, "no_program"),
        ("ann", "ann", "*", 403, "not_allowed"),
        ("ann", "bob", '"1-1"', 412, "changed_meanwhile"),
    ],
)
def test_one_person_alone_or_a_program_publishes_nothing(  # noqa: PLR0913, PLR0917 - a row of the table
    hub: Hub, proposer: str, approver: str, version: str, status: int, code: str
) -> None:
    import_id = hub.ready()
    assert propose(hub, import_id, proposer).status_code == 200
    answer = approve(hub, import_id, approver, version)
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:intercoop:problem:{code}")
    assert hub.work() == 0
    assert look(hub, import_id)["state"] == "proposed"


def test_it_must_be_said_what_is_approved(hub: Hub) -> None:
    import_id = hub.ready()
    propose(hub, import_id)
    answer = hub.post("bob", f"/imports/{import_id}/approve")
    assert (answer.status_code, answer.json()["where"]) == (428, "If-Match")


@pytest.mark.parametrize("action", ["propose", "approve", "cancel"])
def test_what_does_not_fit_the_state_is_refused_with_what_does(hub: Hub, action: str) -> None:
    import_id = hub.ready({"members.csv": FILES["members.csv"]})
    answer = hub.post("bob", f"/imports/{import_id}/{action}", accept_language="fr", if_match="*")
    assert (answer.status_code, answer.json()["next_step"][:8]) == (409, "Corrigez")


def test_a_sender_may_neither_propose_nor_withdraw(hub: Hub) -> None:
    import_id = hub.ready()
    for action in ("propose", "withdraw"):
        assert hub.post("sam", f"/imports/{import_id}/{action}").status_code == 403


def test_a_withdrawn_draft_is_gone_and_may_be_sent_again(either_hub: Hub) -> None:
    import_id = either_hub.ready()
    answer = either_hub.post("ann", f"/imports/{import_id}/withdraw")
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["state"] == "withdrawn"
    assert told["withdrawal"] == {
        "records_deleted": True,
        "tables_put_back": {},
        "cannot_be_recalled": [],
    }
    either_hub.work()
    assert not Vault(either_hub.settings.vault).file("essai", import_id, "members").exists()
    assert either_hub.ready() == import_id
    assert look(either_hub, import_id)["state"] == "ready"


def test_a_withdrawn_publication_gives_way_to_the_one_before(hub: Hub) -> None:
    first, second = publish(hub, FILES), publish(hub, LATER)
    assert current(hub) == {second}
    release = look(hub, second)["release"]
    assert releases_with(hub.settings, "essai", first) == [look(hub, first)["release"]]
    told = hub.post("bob", f"/imports/{second}/withdraw").json()
    assert told["withdrawal"]["cannot_be_recalled"] == [release]
    assert told["withdrawal"]["records_deleted"] is False
    assert current(hub) == {first}
    assert hub.post("bob", f"/imports/{first}/withdraw").status_code == 200
    assert current(hub) == set()


def test_a_withdrawn_import_never_comes_back_by_the_next_withdrawal(hub: Hub) -> None:
    first, second = publish(hub, FILES), publish(hub, LATER)
    hub.post("bob", f"/imports/{first}/withdraw")
    assert current(hub) == {second}
    hub.post("bob", f"/imports/{second}/withdraw")
    assert current(hub) == set()


def test_where_no_release_can_be_made_all_is_as_before(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(hub, FILES)
    second = hub.ready(LATER)
    propose(hub, second)
    approve(hub, second)

    def fails(*_: object, **__: object) -> None:
        raise RecordsGone("somebody-else", "r")

    monkeypatch.setattr(publishing, "publish_release", fails)
    hub.work()
    told = look(hub, second)
    assert told["state"] == "ready"
    assert told["problem"]["type"] == "urn:intercoop:problem:release_impossible"
    assert "somebody-else" not in str(told)
    assert current(hub) == {first}


def test_a_publication_that_was_cut_off_is_finished_by_the_next(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = hub.ready()
    propose(hub, import_id)
    approve(hub, import_id)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    job = Jobs(hub.engine, lease=0).claim("first", [PUBLISH])
    assert job is not None
    with monkeypatch.context() as cut:
        cut.setattr(publishing, "_published", killed)
        with pytest.raises(KeyboardInterrupt):
            publishing.publish(hub.settings, job, lambda *_: None)
    assert look(hub, import_id)["state"] == "approved"
    assert hub.work() == 1
    told = look(hub, import_id)
    assert told["state"] == "published"
    engine = open_store(hub.settings.shelf_url)
    assert [one.id for one in Shelf(engine).releases(limit=9)] == [told["release"]]
    engine.dispose()


def test_a_preview_says_what_the_release_then_holds(hub: Hub) -> None:
    import_id = hub.ready()
    here = f"/imports/{import_id}/preview"
    asked = hub.get("ann", here)
    assert (asked.status_code, asked.json()["done"]) == (202, False)
    hub.work()
    told = hub.get("ann", here).json()
    assert hub.work() == 0
    foreseen = told["publication"]
    assert (foreseen["against"], foreseen["changes_total"]) == (None, None)
    assert current(hub) == set()
    propose(hub, import_id)
    approve(hub, import_id)
    hub.work()
    engine = open_store(hub.settings.shelf_url)
    shelf = Shelf(engine)
    release = shelf.latest()
    assert release is not None
    published = {
        (one.observation.indicator, one.observation.period, one.observation.as_of): (
            one.observation.value,
            one.observation.status,
        )
        for one in shelf.observations(release.id, Wanted())
        if not one.observation.breakdown
    }
    engine.dispose()
    shown = {
        (one["indicator"], one["period"], one["as_of"]): (one["value"], one["status"])
        for one in foreseen["figures"]
        if not one["breakdown"]
    }
    assert shown == published


def test_a_preview_says_what_changes_against_the_last_release(hub: Hub) -> None:
    publish(hub, FILES)
    files = {**FILES, "participations.csv": FILES["participations.csv"].replace("remote", "post")}
    import_id = hub.ready(
        {**files, "mandates.csv": FILES["mandates.csv"].replace("chair", "member")}
    )
    hub.get("ann", f"/imports/{import_id}/preview")
    hub.work()
    told = hub.get("ann", f"/imports/{import_id}/preview").json()["publication"]
    assert told["against"] is not None
    assert told["changes_total"] == len(told["changes"])


def test_there_is_no_preview_of_what_was_refused(hub: Hub) -> None:
    import_id = hub.ready({"members.csv": FILES["members.csv"]})
    assert hub.get("ann", f"/imports/{import_id}/preview").status_code == 409
    assert hub.get("eve", f"/imports/{import_id}/preview").status_code == 404


def test_jobs_that_are_late_do_nothing(hub: Hub) -> None:
    import_id = hub.ready()
    propose(hub, import_id)
    approve(hub, import_id)
    job = Jobs(hub.engine).claim("late", [PUBLISH])
    assert job is not None
    with hub.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE pushes SET round = 2")
    publishing.publish(hub.settings, job, lambda *_: None)
    done = Jobs(hub.engine).find(job.id)
    assert done is not None
    assert (done.state, done.outcome) == (JobState.DONE, {"superseded": True})
    assert current(hub) == set()


def test_the_page_asks_for_another_proposal_where_who_proposed_may_do_nothing(hub: Hub) -> None:
    import_id = hub.ready()
    propose(hub, import_id)
    page = f"/partners/imports/{import_id}/publish"
    assert "Another person must propose it again" not in hub.get("kim", page).text
    with hub.engine.begin() as connection:
        gone = {"id": "ann", "label": "Secretary", "created_at": now(), "revoked_at": now()}
        connection.execute(sa.insert(ACCOUNTS).values(gone))
    for reader, proposes in (("kim", False), ("bob", True)):
        told = hub.get(reader, page).text
        assert "Another person must propose it again" in told
        assert ("/propose" in told, "/approve" in told) == (proposes, False)
    assert approve(hub, import_id, "kim").json()["type"].endswith("proposer_gone")
    assert propose(hub, import_id, "bob").json()["state"] == "proposed"
    assert approve(hub, import_id, "kim").status_code == 202
