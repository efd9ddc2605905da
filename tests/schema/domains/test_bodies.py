"""Bodies are told without their people, with the rules by which their seats are filled."""

from tests.schema.conftest import Ask


def test_a_body_says_what_it_is_for(ask: Ask) -> None:
    [found] = ask(
        """{ cooperative(slug: "smartcoop") { bodies(kind: SPACE) { nodes {
        code name name_fr: name(language: FR) kind scope aliases createdOn closedOn seats
        seatRule { category share } termYears publicRole { url }
        parent { code publicRole { url on signatory attributes } } cooperative { slug } } } } }"""
    )["cooperative"]["bodies"]["nodes"]
    role = {
        "url": "https://example.org/board", "on": "2022-01-01", "signatory": "chair",
        "attributes": ["gender"],
    }  # fmt: skip
    assert found == {
        "code": "circle", "name": "circle", "name_fr": "circle (fr)", "kind": "SPACE",
        "scope": "NONE", "aliases": ["old name"], "createdOn": "2014", "closedOn": None,
        "seats": 5, "seatRule": [{"category": "users", "share": "3/5"}], "termYears": 4.0,
        "publicRole": None, "parent": {"code": "board", "publicRole": role},
        "cooperative": {"slug": "smartcoop"},
    }  # fmt: skip


def test_the_bodies_of_a_cooperative_come_page_by_page(ask: Ask) -> None:
    query = """query($a: String) { cooperative(slug: "smartcoop") {
        bodies(first: 1, after: $a) { nodes { code } pageInfo { hasNextPage endCursor } } } }"""
    first = ask(query)["cooperative"]["bodies"]
    then = ask(query, a=first["pageInfo"]["endCursor"])["cooperative"]["bodies"]
    assert (first["nodes"], first["pageInfo"]["hasNextPage"]) == ([{"code": "board"}], True)
    assert (then["nodes"], then["pageInfo"]["hasNextPage"]) == ([{"code": "circle"}], False)
