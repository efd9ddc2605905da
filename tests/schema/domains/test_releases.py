"""A release tells what it was made from and what changed, and never of a later one."""

from pathlib import Path

from hub.releases.audit import Audit
from hub.releases.shelf import METADATA
from hub.releases.writer import write_release
from hub.stores import open_store
from tests.schema.conftest import Ask, serve
from tests.schema.published import published

MADE = "id number createdAt contentHash softwareVersion parameters"


def test_a_release_says_what_it_was_made_from(ask: Ask, releases: tuple[str, str]) -> None:
    query = (
        f"{{ release {{ {MADE} imports {{ cooperative import commitment }} previous {{ id }} }} }}"
    )
    found = ask(query)["release"]
    assert (found["id"], found["number"], found["parameters"]) == (releases[1], 2, "p1")
    assert found["previous"] == {"id": releases[0]}
    assert found["imports"] == [
        {"cooperative": "railcoop", "import": "i-1", "commitment": "c0ffee"}
    ]


def test_changes_are_told_value_by_value(ask: Ask) -> None:
    query = """query($a: String) { release { changes(first: 2, after: $a) { nodes { kind period
        field before after cooperative { slug } indicator { code }
        breakdown { dimension code } } pageInfo { hasNextPage endCursor } } } }"""
    found = ask(query)["release"]["changes"]
    assert {one["kind"] for one in found["nodes"]} == {"added"}
    assert {one["period"] for one in found["nodes"]} == {"2023-06"}
    after = found["pageInfo"]["endCursor"]
    assert ask(query, a=after)["release"]["changes"]["nodes"] == []


def test_the_changes_of_one_release_are_no_place_in_another(
    ask: Ask, refused: Ask, releases: tuple[str, str]
) -> None:
    end = ask("{ release { changes(first: 1) { pageInfo { endCursor } } } }")
    after = end["release"]["changes"]["pageInfo"]["endCursor"]
    query = """query($id: String, $a: String) {
        release(id: $id) { changes(after: $a) { nodes { kind } } } }"""
    assert refused(query, id=releases[0], a=after)["extensions"] == {"code": "BAD_USER_INPUT"}


def test_an_unknown_release_is_null(ask: Ask) -> None:
    assert ask('{ release(id: "unknown") { id } }') == {"release": None}


def test_a_later_release_is_unknown_to_an_earlier_one(ask: Ask, releases: tuple[str, str]) -> None:
    first, latest = releases
    query = "query($id: String) { release(id: $id) { number } }"
    assert ask(query, at=f"/releases/{first}/graphql", id=latest) == {"release": None}
    assert ask(query, at=f"/releases/{latest}/graphql", id=first) == {"release": {"number": 1}}


def test_a_release_tells_which_audit_it_passed(ask: Ask, tmp_path: Path) -> None:
    query = "{ release { audit { findings digest method plans cells observations against } } }"
    assert ask(query)["release"] == {"audit": None}
    audit = Audit(
        {"findings": [], "method": "1", "plans": 2, "cells": 9, "observations": 4, "against": True}
    )
    engine = open_store(f"sqlite:///{tmp_path / 'shelf.db'}")
    METADATA.create_all(engine)
    write_release(engine, published(), {}, software_version="1", audit=audit)
    with serve(engine) as client:
        found = client.post("/graphql", json={"query": query}).json()["data"]["release"]["audit"]
    engine.dispose()
    assert found == {**audit.report, "findings": 0, "digest": audit.digest}
