"""Assemblies are told in the order they were held."""

from tests.schema.conftest import Ask


def test_assemblies_stand_in_the_order_of_their_days(ask: Ask) -> None:
    found = ask(
        """{ cooperative(slug: "railcoop") { assemblies { nodes { code kind date quorum mode
        recordDate agendaPublishedOn minutesPublishedOn cooperative { slug } } } } }"""
    )["cooperative"]["assemblies"]["nodes"]
    assert [one["date"] for one in found] == ["2021-06-20", "2022-06-20"]
    assert found[0] == {
        "code": "ga-2021", "kind": "ORDINARY", "date": "2021-06-20", "quorum": 0.25,
        "mode": "HYBRID", "recordDate": None, "agendaPublishedOn": None,
        "minutesPublishedOn": None, "cooperative": {"slug": "railcoop"},
    }  # fmt: skip


def test_a_page_of_assemblies_goes_on_where_it_stopped(ask: Ask) -> None:
    query = """query($a: String) { cooperative(slug: "railcoop") {
        assemblies(first: 1, after: $a) { nodes { code } pageInfo { endCursor } } } }"""
    first = ask(query)["cooperative"]["assemblies"]
    then = ask(query, a=first["pageInfo"]["endCursor"])["cooperative"]["assemblies"]
    assert [first["nodes"], then["nodes"]] == [[{"code": "ga-2021"}], [{"code": "ga-2022"}]]
