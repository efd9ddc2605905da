"""An upload arrives whole, in time and within its size, or nothing of it is left."""

import asyncio
import io
import resource
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from starlette.types import Message

from hub.access import Actor
from hub.agreements import AGREEMENTS
from hub.partner_app import create_partner_app
from hub.settings import PartnerLimits, Settings
from tests.hub.partners.conftest import ACTORS, Hub, Introduced, person, serving

LIMIT = 4_000


@pytest.fixture
def narrow(settings: Settings) -> Iterator[Hub]:
    """A hub that takes little, and waits a second for it."""
    limits = PartnerLimits(upload_bytes=LIMIT, upload_seconds=1)
    yield from serving(replace(settings, partners=limits))


def nothing_left(hub: Hub) -> bool:
    waiting = list(hub.settings.uploads.rglob("*")) if hub.settings.uploads.exists() else []
    return not waiting and hub.get("ann", "/imports").json()["imports"] == []


def pieces(size: int) -> Iterator[bytes]:
    """A body whose length nobody says before."""
    for _ in range(size // 1000):
        yield b"a" * 1000


@pytest.mark.parametrize("said", [True, False])
def test_what_is_too_large_is_refused_whether_it_says_so_or_not(
    narrow: Hub, *, said: bool
) -> None:
    answer = narrow.client.post(
        "/imports?cooperative=essai",
        content=b"a" * (2 * LIMIT) if said else pieces(2 * LIMIT),
        headers=narrow.as_("sam"),
    )
    assert (answer.status_code, answer.json()["type"][-9:]) == (413, "too_large")
    assert (answer.json()["where"] == "Content-Length") is said
    assert nothing_left(narrow)


def test_a_form_that_is_too_large_is_refused(narrow: Hub) -> None:
    answer = narrow.push("sam", {"a.csv": b"a" * 3_000, "b.csv": b"b" * 3_000})
    assert answer.status_code == 413
    assert nothing_left(narrow)


def test_a_form_that_breaks_off_is_refused(narrow: Hub) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nhalf'
    answer = narrow.client.post(
        "/imports?cooperative=essai",
        content=body,
        headers=narrow.as_("sam", content_type="multipart/form-data; boundary=x"),
    )
    assert (answer.status_code, answer.json()["where"]) == (400, "Content-Type")
    assert nothing_left(narrow)


def test_a_form_without_a_file_holds_nothing(narrow: Hub) -> None:
    answer = narrow.client.post(
        "/imports?cooperative=essai",
        files=[("note", (None, "hello"))],
        headers=narrow.as_("sam"),
    )
    assert (answer.status_code, answer.json()["type"][-12:]) == (400, "nothing_sent")


def test_what_is_encoded_is_refused(narrow: Hub) -> None:
    answer = narrow.client.post(
        "/imports?cooperative=essai",
        content=b"a",
        headers=narrow.as_("sam", content_encoding="gzip"),
    )
    assert (answer.status_code, answer.json()["where"]) == (415, "Content-Encoding")


def test_a_full_disk_is_answered_with_507(narrow: Hub) -> None:
    # SQLite writes its own file meanwhile: what must not fit is larger than that
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    wide = replace(narrow.settings, partners=PartnerLimits())
    for hub in serving(wide):
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, before[1]))
        try:
            answer = hub.push("sam", {"a.csv": io.BytesIO(b"a" * 3_000_000).read()})
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert (answer.status_code, answer.json()["type"][-9:]) == (507, "disk_full")
        assert nothing_left(hub)


async def ask(
    settings: Settings,
    *,
    after: Message | None,
    meanwhile: Callable[[], object] = lambda: None,
    path: str = "/imports",
) -> list[Message]:
    """Send half a body, then something else, or nothing for ever."""
    app = create_partner_app(settings, Introduced())
    said: list[Message] = []
    sent: list[Message] = [{"type": "http.request", "body": b"half", "more_body": True}]
    sent += [] if after is None else [after]

    async def receive() -> Message:
        if sent:
            if len(sent) == 1:
                meanwhile()
            return sent.pop(0)
        await asyncio.sleep(30)
        raise AssertionError

    async def send(message: Message) -> None:
        said.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"cooperative=essai",
        "headers": [(b"x-actor", b"sam")],
        "app": app,
    }
    await app(scope, receive, send)
    app.state.desk.engine.dispose()
    app.state.shelf_engine.dispose()
    return said


def test_whoever_hangs_up_half_way_leaves_nothing(narrow: Hub) -> None:
    asyncio.run(ask(narrow.settings, after={"type": "http.disconnect"}))
    assert nothing_left(narrow)


@pytest.mark.parametrize("path", ["/imports", "/partners/send"])
def test_nothing_is_kept_of_whom_the_right_was_taken_from_while_they_sent(
    narrow: Hub, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    rest = {"type": "http.request", "body": b"rest", "more_body": False}
    for now, status in ((None, 401), (person("sam"), 403)):

        def take_away(now: Actor | None = now) -> None:
            monkeypatch.setitem(ACTORS, "sam", now)

        said = asyncio.run(ask(narrow.settings, after=rest, meanwhile=take_away, path=path))
        assert said[0]["status"] == status
        assert nothing_left(narrow)
        monkeypatch.undo()


def test_nothing_is_kept_where_the_agreement_has_ended_while_it_was_sent(narrow: Hub) -> None:
    def end() -> None:
        with narrow.engine.begin() as connection:
            connection.execute(sa.update(AGREEMENTS).values(valid_until="2020-02-01"))

    rest = {"type": "http.request", "body": b"rest", "more_body": False}
    said = asyncio.run(ask(narrow.settings, after=rest, meanwhile=end))
    assert said[0]["status"] == 403
    assert nothing_left(narrow)


def test_what_takes_too_long_is_refused(narrow: Hub) -> None:
    said = asyncio.run(ask(narrow.settings, after=None))
    assert said[0]["status"] == 408
    assert nothing_left(narrow)


def test_what_a_form_says_beside_its_files_counts_as_if_the_address_said_it(hub: Hub) -> None:
    answer = hub.client.post(
        "/imports?cooperative=essai",
        data={"mode": "delta", "note": "x"},
        files=[("file", ("a.csv", "b"))],
        headers=hub.as_("sam"),
    )
    assert (answer.status_code, answer.json()["mode"]) == (202, "delta")


def test_a_form_that_says_too_much_beside_its_files_is_refused(hub: Hub) -> None:
    answer = hub.client.post(
        "/imports?cooperative=essai",
        data={"note": "x" * (1 << 17)},
        files=[("file", ("a.csv", "b"))],
        headers=hub.as_("sam"),
    )
    assert answer.status_code == 400
    assert nothing_left(hub)
