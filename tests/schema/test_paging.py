"""Pages join into the whole list, and a cursor is good for one list of one release."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.schema.conftest import Ask

LISTS = {
    "cooperatives": "cooperatives(first: $first, after: $after)",
    "observations": "observations(filter: {}, first: $first, after: $after)",
    "recommendations": "recommendations(first: $first, after: $after)",
    "practices": "practices(first: $first, after: $after)",
    "releases": "releases(first: $first, after: $after)",
}


def page(ask: Ask, field: str, first: int, after: str | None) -> dict[str, Any]:
    query = f"""query($first: Int, $after: String) {{ page: {LISTS[field]} {{
        edges {{ cursor node {{ __typename }} }}
        pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"""
    found: dict[str, Any] = ask(query, first=first, after=after)["page"]
    return found


def cursor(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()


@pytest.mark.parametrize("field", LISTS)
@pytest.mark.parametrize("first", [1, 2, 3])
def test_pages_join_into_the_whole_list(ask: Ask, field: str, first: int) -> None:
    whole = [edge["cursor"] for edge in page(ask, field, 100, None)["edges"]]
    read: list[str] = []
    after = None
    for _ in range(len(whole) // first + 1):
        one = page(ask, field, first, after)
        assert one["pageInfo"]["hasPreviousPage"] is (after is not None)
        read += [edge["cursor"] for edge in one["edges"]]
        if not one["pageInfo"]["hasNextPage"]:
            break
        assert len(one["edges"]) == first
        after = one["pageInfo"]["endCursor"]
    assert read == whole


@pytest.mark.parametrize("field", LISTS)
@pytest.mark.parametrize("first", [0, -1, 1001, 1_000_000])
def test_a_page_size_out_of_range_is_refused(refused: Ask, field: str, first: int) -> None:
    error = refused(f"query($first: Int, $after: String) {{ {LISTS[field]} {{ __typename }} }}",
                    first=first)  # fmt: skip
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert "ask for 1 to" in error["message"]


def test_a_thousand_observations_may_be_asked_at_once(ask: Ask) -> None:
    assert page(ask, "observations", 1000, None)["pageInfo"]["hasNextPage"] is False


@pytest.mark.parametrize("field", LISTS)
def test_a_cursor_of_another_list_or_release_is_refused(
    ask: Ask, refused: Ask, field: str, releases: tuple[str, str]
) -> None:
    other = "releases" if field == "cooperatives" else "cooperatives"
    foreign = page(ask, other, 1, None)["pageInfo"]["endCursor"]
    of_another_release = cursor(releases[0], field, 0)
    query = f"query($first: Int, $after: String) {{ {LISTS[field]} {{ __typename }} }}"
    for after in (foreign, of_another_release, "", "x", "é", cursor(releases[1], field, 10**20)):
        error = refused(query, after=after)
        assert error["extensions"] == {"code": "BAD_USER_INPUT"}
        assert "not a cursor of this list" in error["message"]


@settings(max_examples=50, deadline=None)
@given(parts=st.lists(st.integers() | st.text() | st.none() | st.booleans(), max_size=3))
def test_no_forged_cursor_breaks_a_list(
    client: TestClient, releases: tuple[str, str], parts: list[object]
) -> None:
    for field, spelled in LISTS.items():
        query = f"query($first: Int, $after: String) {{ {spelled} {{ __typename }} }}"
        variables = {"after": cursor(releases[1], field, *parts)}
        answer = client.post("/graphql", json={"query": query, "variables": variables})
        codes = {error["extensions"]["code"] for error in answer.json().get("errors", ())}
        assert codes <= {"BAD_USER_INPUT"}


PARTS = {
    "bodies": ("smartcoop", "railcoop"),
    "assemblies": ("railcoop", "smartcoop"),
    "recommendations": ("smartcoop", "railcoop"),
    "observations": ("smartcoop", "railcoop"),
}


@pytest.mark.parametrize("field", PARTS)
def test_a_cursor_of_one_cooperative_s_list_is_refused_in_another_s(
    ask: Ask, refused: Ask, field: str
) -> None:
    query = f"""query($slug: String!, $after: String) {{ cooperative(slug: $slug) {{
        {field}(first: 1, after: $after) {{ edges {{ cursor }} }} }} }}"""
    slug, other = PARTS[field]
    [edge] = ask(query, slug=slug)["cooperative"][field]["edges"]
    assert ask(query, slug=slug, after=edge["cursor"])["cooperative"]
    error = refused(query, slug=other, after=edge["cursor"])
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert error["path"] == ["cooperative", field]


@pytest.mark.parametrize("field", ["observations", "recommendations"])
def test_a_cursor_of_one_cooperative_s_list_is_refused_in_everyone_s(
    ask: Ask, refused: Ask, field: str
) -> None:
    query = f"""{{ cooperative(slug: "smartcoop") {{ {field}(first: 1) {{
        pageInfo {{ endCursor }} }} }} }}"""
    after = ask(query)["cooperative"][field]["pageInfo"]["endCursor"]
    everyone = f"query($first: Int, $after: String) {{ {LISTS[field]} {{ __typename }} }}"
    assert refused(everyone, after=after)["extensions"] == {"code": "BAD_USER_INPUT"}
