"""A gateway is told where each subgraph is; who says nothing gets this machine's ports."""

from graphql import parse

from schema.subgraphs import DOMAINS
from schema.supergraph import ADDRESSES, SUPERGRAPH, supergraph


def test_an_address_is_put_in_its_subgraph_s_place_and_nowhere_else() -> None:
    usual = SUPERGRAPH.read_text(encoding="utf-8")
    moved = supergraph({"votes": "https://votes.example.org/graphql"})
    changed = [
        (before, after)
        for before, after in zip(usual.splitlines(), moved.splitlines(), strict=True)
        if before != after
    ]
    [(before, after)] = changed
    assert after == before.replace(ADDRESSES["votes"], "https://votes.example.org/graphql")


def test_every_domain_has_an_address_of_its_own() -> None:
    assert set(ADDRESSES) == set(DOMAINS)
    assert len(set(ADDRESSES.values())) == len(DOMAINS)
    assert all(f'url: "{address}"' in supergraph({}) for address in ADDRESSES.values())


def test_it_is_a_document_that_can_be_read() -> None:
    assert parse(supergraph(dict.fromkeys(DOMAINS, "http://[::1]:1/graphql"))).definitions
