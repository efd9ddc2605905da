"""Two composers take the five subgraphs without a word, and the committed supergraph is theirs."""

import json
import re

import pytest

from schema.subgraphs import HubSchema
from schema.supergraph import ADDRESSES, SUPERGRAPH, supergraph
from tests.gateway.composing import SUBGRAPHS, composed
from tests.gateway.node import NodeProblem, run


def test_both_composers_find_neither_fault_nor_hint() -> None:
    said = json.loads(run("composers.mjs", *map(str, SUBGRAPHS.values())))
    unblemished = {"errors": [], "hints": [], "composed": True}
    assert said == {"apollo": unblemished, "guild": unblemished}


def test_the_committed_supergraph_is_current() -> None:
    assert SUPERGRAPH.read_text(encoding="utf-8") == composed(), (
        "run `python -m tests.gateway.composing`"
    )


def test_the_supergraph_holds_every_type_of_the_whole_graph() -> None:
    pattern = re.compile(r"^(?:type|enum|input|interface|scalar|union) ([A-Z]\w+)", re.MULTILINE)
    apart = set(pattern.findall(SUPERGRAPH.read_text(encoding="utf-8")))
    # the whole graph alone tells of new releases: no gateway need stand between
    assert set(pattern.findall(HubSchema().as_str())) - apart == {"Subscription"}


def test_without_a_choice_the_addresses_are_those_that_it_was_composed_with() -> None:
    assert supergraph({}) == SUPERGRAPH.read_text(encoding="utf-8")
    assert f'name: "votes", url: "{ADDRESSES["votes"]}"' in supergraph({})


def test_a_subgraph_that_does_not_fit_is_refused_by_name() -> None:
    with pytest.raises(NodeProblem, match="Cooperative"):
        composed(("again", SUBGRAPHS["members"], "http://127.0.0.1/graphql"))
