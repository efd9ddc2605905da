"""Additions are never made current over what came since, nor outlive what they were added to."""

from pathlib import Path

import pytest

from hub.partners.publishing import take_over
from hub.partners.pushes import PushState, change, held
from hub.partners.standing import must_be_last
from hub.workspace import current_tables
from tests.hub.command_line import Run
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import Hub

HEADER = FILES["members.csv"].splitlines()[0]


def make_current(hub: Hub, import_id: str) -> None:
    """As its publication does, without the release."""
    with hub.engine.begin() as connection:
        push = held(connection, import_id)
        take_over(connection, push)
        change(connection, held(connection, import_id), None, state=PushState.PUBLISHED)


def added(hub: Hub, *rows: str) -> str:
    """An upload of these members alone, read."""
    text = "\n".join([HEADER, *rows, ""])
    sent = hub.client.post(
        "/imports?cooperative=essai&mode=delta&name=members.csv",
        content=text.encode(),
        headers=hub.as_("ann"),
    )
    assert sent.status_code == 202, sent.text
    hub.work()
    read = hub.get("ann", sent.headers["location"]).json()
    assert (read["state"], read["mode"]) == ("ready", "delta"), read
    return str(read["import"])


def code_of(answer: object) -> str:
    return str(answer.json()["type"]).rpartition(":")[2]  # type: ignore[attr-defined]


@pytest.fixture
def published(hub: Hub) -> str:
    import_id = hub.ready()
    make_current(hub, import_id)
    return import_id


def test_additions_are_read_with_the_rows_that_stay(hub: Hub, published: str) -> None:
    one = added(hub, "N-100,users,natural,female,1970,2021-05-01,")
    read = hub.get("ann", f"/imports/{one}").json()
    changes = read["differences"]["members"]
    assert (changes["added"], changes["gone"], changes["changed"]) == (1, 0, 0)
    assert one != published


def test_of_two_additions_to_the_same_the_second_is_sent_again(hub: Hub, published: str) -> None:
    first = added(hub, "N-100,users,natural,female,1970,2021-05-01,")
    second = added(hub, "N-101,users,natural,male,1971,2021-05-01,")
    hub.post("ann", f"/imports/{second}/propose")
    make_current(hub, first)
    approved = hub.post("bob", f"/imports/{second}/approve", if_match="*")
    assert (approved.status_code, code_of(approved)) == (409, "base_changed")
    again = added(hub, "N-101,users,natural,male,1971,2021-05-01,")
    assert again not in {second, published}
    assert hub.post("ann", f"/imports/{again}/propose").status_code == 200


def test_two_that_are_approved_at_once_are_not_both_published(hub: Hub, published: str) -> None:
    ids = [
        added(hub, "N-100,users,natural,female,1970,2021-05-01,"),
        added(hub, "N-101,users,natural,male,1971,2021-05-01,"),
    ]
    for one in ids:
        hub.post("ann", f"/imports/{one}/propose")
        assert hub.post("bob", f"/imports/{one}/approve", if_match="*").status_code == 202
    hub.work()
    states = [hub.get("ann", f"/imports/{one}").json() for one in ids]
    assert [one["state"] for one in states] == ["published", "ready"]
    assert states[1]["problem"]["type"].endswith("base_changed")
    assert published not in ids


def test_what_others_add_to_is_withdrawn_after_them(hub: Hub, published: str) -> None:
    first = added(hub, "N-100,users,natural,female,1970,2021-05-01,")
    make_current(hub, first)
    second = added(hub, "N-101,users,natural,male,1971,2021-05-01,")
    make_current(hub, second)
    refused = hub.post("bob", f"/imports/{published}/withdraw")
    assert (refused.status_code, code_of(refused)) == (409, "others_add_to_it")
    assert f"members.csv ({second})" in refused.json()["title"]
    for one in (second, first, published):
        assert hub.post("bob", f"/imports/{one}/withdraw").status_code == 200


def test_additions_by_command_are_named_and_taken_back_first(
    hub: Hub, published: str, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "members.csv"
    file.write_text(f"{HEADER}\nN-100,users,natural,female,1970,2021-05-01,\n")
    run("import", file, "-c", "essai", "--mode", "delta")
    with hub.engine.begin() as connection:
        later = current_tables(connection, "essai")["members"]
    refused = hub.post("bob", f"/imports/{published}/withdraw")
    assert (refused.status_code, code_of(refused)) == (409, "commands_add_to_it")
    assert refused.json()["next_step"].endswith(f"intercoop withdraw {later}")
    assert run("withdraw", later).status == 0
    assert hub.post("bob", f"/imports/{published}/withdraw").status_code == 200


def test_a_published_push_is_not_taken_back_by_command(hub: Hub, published: str, run: Run) -> None:
    added(hub, "N-100,users,natural,female,1970,2021-05-01,")
    refused = run("withdraw", published)
    assert (refused.status, f"/imports/{published}/withdraw" in refused.err) == (2, True)


def test_a_whole_table_adds_to_nothing(hub: Hub, published: str) -> None:
    fewer = {**FILES, "members.csv": FILES["members.csv"].replace("1970", "1969")}
    make_current(hub, hub.ready(fewer))
    with hub.engine.begin() as connection:
        must_be_last(connection, held(connection, published))


def test_a_first_delta_is_stale_once_there_is_a_table(hub: Hub) -> None:
    sent = hub.client.post(
        "/imports?cooperative=essai&mode=delta",
        files=[("file", (name, text)) for name, text in FILES.items()],
        headers=hub.as_("ann"),
    )
    hub.work()
    renamed = FILES["bodies.csv"].replace("Conseil", "CA")
    make_current(hub, hub.ready({**FILES, "bodies.csv": renamed}))
    refused = hub.post("ann", f"{sent.headers['location']}/propose")
    assert code_of(refused) == "base_changed"
