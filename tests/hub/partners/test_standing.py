"""Additions are never made current over what came since, nor outlive what they were added to."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from connectors.contract import Mode
from hub.commands.withdraw import OthersAddToIt, take_back
from hub.intake import ChangedMeanwhile, Terms, import_upload
from hub.partners.publishing import take_over
from hub.partners.pushes import PushState, change, held
from hub.partners.standing import must_be_last
from hub.settings import Settings
from hub.workspace import Workspace, current_tables, held_tables
from tests.conftest import MakesDatabase
from tests.hub.command_line import Run
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import Hub, serving

HEADER = FILES["members.csv"].splitlines()[0]
JOINED, BESIDES = (f"N-{number},users,natural,other,1970,2021-05-01," for number in (100, 101))


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


def test_a_draft_that_others_overtook_says_so_until_it_is_read_again(hub: Hub) -> None:
    fewer = {**FILES, "members.csv": "\n".join(FILES["members.csv"].splitlines()[:9]) + "\n"}
    whole, part = hub.ready(), hub.ready(fewer)
    here, page = f"/imports/{part}", f"/partners/imports/{part}/publish"
    assert hub.get("ann", here).json()["overtaken"] is False
    make_current(hub, whole)
    told = hub.get("ann", here).json()
    # it would end a third of the register, and says nothing of it
    assert (told["overtaken"], told["differences"]) == (True, {})
    assert "other records took the place" in hub.get("bob", page).text
    assert hub.get("ann", f"/imports/{whole}").json()["overtaken"] is False
    assert hub.post("ann", f"{here}/withdraw").status_code == 200
    assert hub.ready(fewer) == part
    told = hub.get("ann", here).json()
    assert (told["overtaken"], told["differences"]["members"]["gone"]) == (False, 4)
    assert "many_gone" in hub.get("ann", f"{here}/findings").json()["totals"]


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


@pytest.fixture
def busy_hub(tmp_path: Path, fresh_database: MakesDatabase) -> Iterator[Hub]:
    """A hub on PostgreSQL, where nobody who writes is alone."""
    urls = {f"INTERCOOP_{one}_URL": fresh_database() for one in ("WORKSPACE", "SHELF")}
    yield from serving(Settings.read(tmp_path / "data", urls))


def by_command(hub: Hub, file: Path, *rows: str) -> str:
    file.write_text("\n".join([HEADER, *rows, ""]))
    return import_upload(
        hub.settings, file, "essai", progress=lambda *_: None, terms=Terms(mode=Mode.DELTA)
    ).import_id


def taken_back(hub: Hub, import_id: str) -> object:
    """As `intercoop withdraw` does."""
    recorded = Workspace(hub.engine).find(import_id)
    assert recorded is not None
    with hub.engine.begin() as connection:
        return take_back(connection, recorded)


def approved(hub: Hub, *rows: str) -> str:
    """Additions that are about to be published."""
    import_id = added(hub, *rows)
    hub.post("ann", f"/imports/{import_id}/propose")
    assert hub.post("bob", f"/imports/{import_id}/approve", if_match="*").status_code == 202
    return import_id


def until_it_waits(hub: Hub, done: Future[object]) -> bool:
    """Whether it waits for another transaction; False where it is over without having waited."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    while not done.done():
        with hub.engine.begin() as connection:
            if connection.exec_driver_sql(waiting).scalar_one():
                return True
        time.sleep(0.01)
    return False


def test_a_publication_waits_for_a_withdrawal_by_command_and_sees_what_came_of_it(
    busy_hub: Hub, upload: Path, tmp_path: Path
) -> None:
    base = import_upload(busy_hub.settings, upload, "essai", progress=lambda *_: None).import_id
    joined = by_command(busy_hub, tmp_path / "members.csv", JOINED)
    onto = approved(busy_hub, BESIDES)
    recorded = Workspace(busy_hub.engine).find(joined)
    assert recorded is not None
    with ThreadPoolExecutor(1) as pool:
        with busy_hub.engine.begin() as connection:
            take_back(connection, recorded)
            published: Future[object] = pool.submit(busy_hub.work)
            assert until_it_waits(busy_hub, published)
        published.result()
    told = busy_hub.get("ann", f"/imports/{onto}").json()
    assert (told["state"], told["problem"]["type"][-12:]) == ("ready", "base_changed")
    assert Workspace(busy_hub.engine).current("essai")["members"] == base


def test_a_withdrawal_by_command_waits_for_a_publication_and_does_not_undo_it(
    busy_hub: Hub, upload: Path, tmp_path: Path
) -> None:
    import_upload(busy_hub.settings, upload, "essai", progress=lambda *_: None)
    joined = by_command(busy_hub, tmp_path / "members.csv", JOINED)
    onto = approved(busy_hub, BESIDES)
    with ThreadPoolExecutor(1) as pool:
        with busy_hub.engine.begin() as connection:
            take_over(connection, held(connection, onto))
            refused: Future[object] = pool.submit(taken_back, busy_hub, joined)
            assert until_it_waits(busy_hub, refused)
        with pytest.raises(OthersAddToIt, match=onto):
            refused.result()
    assert Workspace(busy_hub.engine).current("essai")["members"] == onto


@pytest.mark.parametrize("who", ["a page", "a command", "a worker"])
def test_whoever_changes_what_is_current_waits_for_whoever_does(
    busy_hub: Hub, tmp_path: Path, who: str
) -> None:
    published = busy_hub.ready()
    make_current(busy_hub, published)
    file = tmp_path / "members.csv"
    does: dict[str, Callable[[], object]] = {
        "a page": lambda: busy_hub.post("ann", f"/imports/{published}/withdraw"),
        "a command": lambda: by_command(busy_hub, file, JOINED),
        "a worker": busy_hub.work,
    }
    approved(busy_hub, BESIDES)
    with ThreadPoolExecutor(1) as pool:
        with busy_hub.engine.begin() as connection:
            held_tables(connection, "essai")
            done = pool.submit(does[who])
            assert until_it_waits(busy_hub, done)
        done.result()


def test_of_a_publication_and_an_import_by_command_at_once_neither_undoes_the_other(
    busy_hub: Hub, tmp_path: Path
) -> None:
    make_current(busy_hub, busy_hub.ready())
    onto = approved(busy_hub, BESIDES)
    file = tmp_path / "members.csv"
    with ThreadPoolExecutor(1) as pool:
        with busy_hub.engine.begin() as connection:
            take_over(connection, held(connection, onto))
            refused: Future[object] = pool.submit(by_command, busy_hub, file, JOINED)
            assert until_it_waits(busy_hub, refused)
        with pytest.raises(ChangedMeanwhile):
            refused.result()
    assert Workspace(busy_hub.engine).current("essai")["members"] == onto
