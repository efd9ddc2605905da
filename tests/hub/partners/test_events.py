"""An import can be watched, and the watching ends by itself."""

import asyncio
import json
from typing import Any

import pytest

from hub.partners import events
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import Hub


def told(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in fields:
            found.append((fields["event"], fields["id"], json.loads(fields["data"])))
    return found


def test_an_import_that_has_been_read_ends_the_stream_at_once(hub: Hub) -> None:
    import_id = hub.ready()
    answer = hub.get("ann", f"/imports/{import_id}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    [(kind, _, one)] = told(answer.text)
    assert (kind, one["state"]) == ("end", "ready")


def test_each_change_is_told_once_and_what_is_known_is_not(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_LOOK", 0.0)
    monkeypatch.setattr(events, "_QUIET", 0.0)
    import_id = hub.push("ann", FILES).json()["import"]
    looks = 0

    async def look(_seconds: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            await asyncio.to_thread(hub.work)

    monkeypatch.setattr("hub.partners.events.asyncio.sleep", look)
    text = hub.get("ann", f"/imports/{import_id}/events").text
    assert [kind for kind, _, _ in told(text)] == ["progress", "end"]
    assert "\n:\n\n" in text
    mark = told(text)[0][1]
    looks = 0
    again = hub.get("ann", f"/imports/{import_id}/events", last_event_id=mark).text
    assert [kind for kind, _, _ in told(again)] == ["end"]


def test_a_reader_who_knows_is_not_told_again(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_LONGEST", 0.0)
    import_id = hub.push("ann", FILES).json()["import"]
    here = f"/imports/{import_id}/events"
    [(kind, mark, _)] = told(hub.get("ann", here).text)
    assert kind == "progress"
    assert told(hub.get("ann", here, last_event_id=mark).text) == []


def test_streams_end_when_the_hub_stops(hub: Hub) -> None:
    import_id = hub.push("ann", FILES).json()["import"]
    hub.client.app.state.ends[0]()  # type: ignore[attr-defined]  # a Starlette application
    assert told(hub.get("ann", f"/imports/{import_id}/events").text) == []


@pytest.mark.parametrize(("actor", "status"), [("", 401), ("eve", 404)])
def test_nobody_watches_what_is_not_theirs(hub: Hub, actor: str, status: int) -> None:
    import_id = hub.ready()
    assert hub.get(actor, f"/imports/{import_id}/events").status_code == status
