"""A gateway over the five subgraphs says what the whole graph says, or what is left of it."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from schema.subgraphs import DOMAINS, Domain
from schema.supergraph import supergraph
from tests.gateway.conftest import Answer, Hub, ask, gateway_over
from tests.gateway.node import run

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.graphql"))

#: What each domain adds to an answer about one cooperative.
FIELDS: dict[Domain, str] = {
    "members": "name",
    "bodies": "bodies { nodes { code } }",
    "votes": "assemblies { nodes { code } }",
    "recommendations": "recommendations { nodes { code } }",
    "indicators": "observations(first: 1) { nodes { period } }",
}
#: By its id in the members' domain, or from the indicators' where that one is down.
FROM_MEMBERS = 'cooperative(slug: "smartcoop")'
FROM_INDICATORS = 'compare(indicators: [], cooperatives: ["smartcoop"]) { cooperatives'


def test_the_corpus_is_of_thirty_queries_and_more() -> None:
    assert len(CORPUS) >= 30


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_the_gateway_answers_as_the_whole_graph_does(
    file: Path, hub: Hub, same: Callable[[str], tuple[Answer, Answer]]
) -> None:
    before = {domain: part.asked for domain, part in hub.parts.items()}
    apart, whole = same(file.read_text(encoding="utf-8"))
    assert apart == whole
    assert "errors" not in whole
    # the query spans domains: the gateway needed more than one of them
    assert sum(part.asked > before[domain] for domain, part in hub.parts.items()) >= 2


@pytest.mark.parametrize("down", DOMAINS)
def test_one_subgraph_that_is_down_takes_only_its_own_fields_along(
    down: Domain, hub: Hub, gateway: str
) -> None:
    fields = " ".join(FIELDS.values())
    if down == "members":
        query = f"{{ {FROM_INDICATORS} {{ {fields} }} }} }}"
    else:
        query = f"{{ {FROM_MEMBERS} {{ {fields} }} }}"
    before = ask(gateway, query)
    assert "errors" not in before
    hub.parts[down].stop()
    try:
        partial = ask(gateway, query)
    finally:
        hub.parts[down].start()
    [lost] = {FIELDS[down].partition(" ")[0].partition("(")[0]}
    expected = _without(before["data"], lost)
    assert partial["data"] == expected
    assert partial["errors"]
    assert _again(gateway, query) == before


def _without(answer: object, field: str) -> object:
    """The same answer with null for a field of the cooperative's own."""
    if isinstance(answer, list):
        return [_without(one, field) for one in answer]
    if isinstance(answer, dict):
        return {
            name: None if name == field else _without(one, field) for name, one in answer.items()
        }
    return answer


def _again(gateway: str, query: str) -> Answer:
    """The answer once the gateway has noticed that the subgraph is back."""
    answer = ask(gateway, query)
    for _ in range(50):
        if "errors" not in answer:
            break
        time.sleep(0.1)
        answer = ask(gateway, query)
    return answer


def test_every_audit_passes_at_the_gateway(gateway: str) -> None:
    audits = json.loads(run("audit.mjs", gateway))
    assert [one for one in audits if one["status"] != "ok"] == []
    assert len(audits) == 61


def test_a_gateway_over_one_release_never_answers_from_another(hub: Hub, tmp_path: Path) -> None:
    pinned = {
        domain: part.address.replace("/graphql", f"/releases/{hub.first}/graphql")
        for domain, part in hub.parts.items()
    }
    query = (
        '{ release { number } compare(indicators: ["turnout.assembly"], cooperatives: '
        '["railcoop"]) { periods } cooperative(slug: "railcoop") { bodies { nodes { code } } } }'
    )
    with gateway_over(supergraph(pinned), tmp_path) as address:
        apart = ask(address, query)
    assert apart == ask(hub.whole.replace("/graphql", f"/releases/{hub.first}/graphql"), query)
    assert apart["data"]["release"] == {"number": 1}
    assert "2023-06" not in apart["data"]["compare"]["periods"]
