"""Files that have arrived become a push and a job at once, or leave nothing."""

from collections.abc import Mapping

import pytest
import sqlalchemy as sa

from hub.jobs import JOBS
from hub.partners.desk import Desk
from hub.partners.meaning import AS_PACKED, Meant
from hub.partners.problems import Refused
from hub.partners.pushes import PUSHES, Push
from hub.partners.sending import send
from hub.partners.uploads import Receiving, folders_in
from hub.vocabulary import Language
from tests.hub.partners.pushed import ANN

FILES = {"a.csv": b"a,b\n1,2\n", "b.csv": b"c,d\n3,4\n"}


def send_in(
    desk: Desk,
    files: Mapping[str, bytes] = FILES,
    *,
    cooperative: str = "essai",
    meant: Meant = AS_PACKED,
) -> tuple[Push, bool]:
    with Receiving(desk.settings.uploads, 1000) as receiving:
        for name, content in files.items():
            receiving.begin(name, "text/csv")
            receiving.write(content)
        return send(desk, ANN, cooperative, receiving, Language.NL, meant=meant)


def orders(desk: Desk) -> list[tuple[str, str]]:
    with desk.engine.begin() as connection:
        return [tuple(row) for row in connection.execute(sa.select(JOBS.c.kind, JOBS.c.subject))]


def test_a_push_comes_with_its_job_and_its_files(desk: Desk) -> None:
    push, new = send_in(desk)
    assert (new, push.language) == (True, "nl")
    assert orders(desk) == [("read", push.id)]
    assert folders_in(desk.settings.uploads) == [push.folder]


def test_what_was_sent_before_is_dropped(desk: Desk) -> None:
    push, _ = send_in(desk)
    again, new = send_in(desk, dict(reversed(FILES.items())))
    assert (again, new) == (push, False)
    assert len(orders(desk)) == 1
    assert folders_in(desk.settings.uploads) == [push.folder]


def test_the_same_files_of_two_cooperatives_cannot_be_told_to_be_the_same(desk: Desk) -> None:
    assert send_in(desk)[0].id != send_in(desk, cooperative="autre")[0].id


def test_the_same_files_meant_otherwise_are_another_import(desk: Desk) -> None:
    meant = Meant(tables={"a.csv": ["galette/members"]})
    push, new = send_in(desk, meant=meant)
    assert new
    assert push.id != send_in(desk)[0].id
    assert Meant.from_json(push.meant) == meant


@pytest.mark.parametrize(
    ("files", "meant", "code"),
    [
        ({}, AS_PACKED, "nothing_sent"),
        ({"a.csv": b""}, AS_PACKED, "nothing_sent"),
        (FILES, Meant(tables={"c.csv": ["galette/members"]}), "file_not_sent"),
    ],
    ids=["nothing", "an empty file", "another file"],
)
def test_what_is_refused_leaves_nothing(
    desk: Desk, files: Mapping[str, bytes], meant: Meant, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        send_in(desk, files, meant=meant)
    assert refused.value.code == code
    assert (orders(desk), folders_in(desk.settings.uploads)) == ([], [])


def test_a_push_without_its_job_is_not_taken_in(desk: Desk) -> None:
    JOBS.drop(desk.engine)
    with pytest.raises(sa.exc.DBAPIError):
        send_in(desk)
    with desk.engine.begin() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(PUSHES)) == 0
