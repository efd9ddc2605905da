"""The supergraph is written for the addresses given, and a bad address is explained."""

from typing import get_args

import pytest
from graphql import parse
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from hub.cli import app
from hub.commands.federation import UnreadableAddress, write_supergraph
from schema.subgraphs import DOMAINS, Domain
from schema.supergraph import supergraph


def test_the_supergraph_is_written_to_standard_output() -> None:
    done = CliRunner().invoke(app, ["supergraph"])
    assert done.exit_code == 0
    assert done.stdout == supergraph({})


def test_each_subgraph_may_be_elsewhere() -> None:
    done = CliRunner().invoke(
        app,
        ["supergraph", "--url", "votes=http://v:1/graphql", "--url", "bodies=https://b/?a=1&c=d"],
    )
    assert done.stdout == supergraph(
        {"votes": "http://v:1/graphql", "bodies": "https://b/?a=1&c=d"}
    )


@pytest.mark.parametrize(
    "written",
    [
        "votes",
        "votes=",
        "=http://v/graphql",
        "voters=http://v/graphql",
        "votes=v:8000/graphql",
        "votes=ftp://v/graphql",
        "votes=http:///graphql",
        "votes=http://v:99999/graphql",
        "votes=http://[::1/graphql",
        'votes=http://v/"',
        "votes=http://v/\\",
        "votes=http://v/a b",
        "votes=http://v/\n",
    ],
)
def test_an_address_that_is_none_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(UnreadableAddress, match="--url") as refused:
        write_supergraph([written])
    assert "--url votes=http://" in str(refused.value.next_step)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_no_address_breaks_out_of_the_graph(written: str) -> None:
    try:
        write_supergraph([f"votes=http://v/{written}"])
    except UnreadableAddress:
        return
    parse(supergraph({"votes": f"http://v/{written}"}))


def test_the_domains_of_the_option_are_those_of_the_graph() -> None:
    assert get_args(Domain) == tuple(DOMAINS)
