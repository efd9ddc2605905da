"""A job reads what is meant now, and says why where it cannot."""

import io
import resource
import shutil
import zipfile

import pytest

from hub.jobs import Job, Jobs, JobState, LostLease
from hub.partners.kinds import DISCARD, READ
from hub.partners.pushes import Push, PushState, change, find, held
from hub.partners.reading import discard, read
from hub.vault.store import Vault
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import Hub


def claimed(hub: Hub, kind: str = READ) -> Job:
    job = Jobs(hub.engine).claim("a worker", [kind])
    assert job is not None
    return job


def sent(hub: Hub) -> Job:
    """The job that is to read files that have just been sent."""
    assert hub.push("ann", FILES).status_code == 202
    return claimed(hub)


def push_of(hub: Hub, job: Job) -> Push:
    with hub.engine.begin() as connection:
        push = find(connection, job.subject)
    assert push is not None
    return push


def done(hub: Hub, job: Job) -> tuple[JobState, object]:
    read(hub.settings, job, lambda *_: None)
    ended = Jobs(hub.engine).find(job.id)
    assert ended is not None
    return ended.state, ended.outcome


def test_files_that_are_gone_are_said_to_be(hub: Hub) -> None:
    job = sent(hub)
    shutil.rmtree(hub.settings.uploads)
    assert done(hub, job) == (JobState.FAILED, {"problem": "files_gone"})
    assert push_of(hub, job).state is PushState.FAILED


def test_files_that_would_now_be_another_import_are_to_be_sent_again(hub: Hub) -> None:
    job = sent(hub)
    with hub.engine.begin() as connection:
        said = {"mode": None, "tables": {"members.csv": ["intercoop/members"]}}
        change(connection, held(connection, job.subject), None, meant=said)
    assert done(hub, job) == (JobState.FAILED, {"problem": "hub_renewed"})
    with hub.engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM imports").scalar() == 0


def test_reading_that_was_asked_to_stop_ends_so_though_it_was_nearly_done(
    either_hub: Hub,
) -> None:
    hub, job = either_hub, sent(either_hub)
    answers: list[int] = []

    def progress(*_: object) -> None:
        if not answers:
            answers.append(hub.post("ann", f"/imports/{job.subject}/cancel").status_code)

    read(hub.settings, job, progress)
    ended = Jobs(hub.engine).find(job.id)
    assert ended is not None
    assert (answers, ended.state) == ([202], JobState.CANCELLED)
    assert push_of(hub, job).state is PushState.CANCELLED
    with hub.engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM imports").scalar() == 0
    assert not [one for one in (hub.settings.vault / "essai").iterdir() if one.is_dir()]
    assert list(hub.settings.uploads.iterdir()) == []


@pytest.mark.parametrize("column", [{"state": PushState.CANCELLED}, {"round": 2}], ids=str)
def test_what_is_no_longer_to_be_read_is_left_alone(hub: Hub, column: dict[str, object]) -> None:
    job = sent(hub)
    with hub.engine.begin() as connection:
        change(connection, held(connection, job.subject), None, **column)
    before = push_of(hub, job)
    assert done(hub, job) == (JobState.DONE, {"superseded": True})
    assert push_of(hub, job) == before


def test_whoever_lost_the_job_writes_nothing(hub: Hub) -> None:
    job = sent(hub)
    with hub.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE jobs SET owner = 'another'")
    with pytest.raises(LostLease):
        read(hub.settings, job, lambda *_: None)
    assert push_of(hub, job).state is PushState.QUEUED
    with hub.engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM imports").scalar() == 0


def test_a_file_with_errors_for_which_there_is_no_room_is_not_left_half_written(hub: Hub) -> None:
    wrong = {**FILES, "members.csv": FILES["members.csv"].replace("2019-02-01", "soon", 1)}
    hub.push("ann", wrong)
    job, before = claimed(hub), resource.getrlimit(resource.RLIMIT_FSIZE)

    def narrow(stage: str, *_: int) -> None:
        if stage == "annotate":
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))

    try:
        with pytest.raises(OSError, match="File too large"):
            read(hub.settings, job, narrow)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not any(hub.settings.annotated.glob("*"))
    assert done(hub, job)[0] is JobState.DONE
    assert any(hub.settings.annotated.glob("*/0"))


def test_what_is_no_longer_recorded_leaves_the_vault_and_the_rest_stays(hub: Hub) -> None:
    gone = hub.ready()
    stays = hub.ready({**FILES, "bodies.csv": FILES["bodies.csv"].replace("Conseil", "CA")})
    hub.post("ann", f"/imports/{gone}/withdraw")
    discard(hub.settings, claimed(hub, DISCARD), lambda *_: None)
    vault = Vault(hub.settings.vault)
    there = [vault.file("essai", one, "members").exists() for one in (gone, stays)]
    assert there == [False, True]


def zipped(part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (zipped("<workbook/>")[:90], "unreadable_workbook"),
        (zipped("0" * 20_000_000), "dangerous_file"),
    ],
    ids=["half a workbook", "a bomb"],
)
def test_a_workbook_that_cannot_be_opened_is_refused_with_its_reason(
    hub: Hub, content: bytes, code: str
) -> None:
    import_id = hub.ready({"members.xlsx": content})
    told = hub.get("ann", f"/imports/{import_id}/findings").json()
    assert (told["state"], [one["code"] for one in told["findings"]]) == ("refused", [code])
