"""The partner side says when it can answer, and nothing of where its records are."""

from tests.hub.partners.conftest import Hub


def test_it_is_ready_with_the_schema_of_this_software(hub: Hub) -> None:
    assert hub.client.get("/livez").status_code == 200
    assert hub.client.get("/readyz").json() == {"ready": True}
    with hub.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    answer = hub.client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)


def test_a_workspace_that_cannot_be_opened_is_said_without_its_place(hub: Hub) -> None:
    hub.engine.dispose()
    for file in hub.settings.folder.glob("workspace.db*"):
        file.unlink()
    hub.client.app.state.desk.engine.dispose()  # type: ignore[attr-defined]  # a Starlette application
    hub.settings.folder.joinpath("workspace.db").mkdir()
    answer = hub.client.get("/readyz")
    assert answer.status_code == 503
    assert str(hub.settings.folder) not in answer.text
