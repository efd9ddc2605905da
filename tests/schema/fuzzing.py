"""How is the graph asked at random? By schemathesis, from what introspection tells it.

Whatever is not a fault of the server is allowed: a page of -7 is in the schema's `Int`, and is
refused. So that the other half of the graph's fields is reached, every other query is mended: its
pages have a possible length, and begin at the beginning.
"""

import re
from collections import Counter
from typing import Any

import schemathesis
from hypothesis import given
from schemathesis.checks import positive_data_acceptance
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from tests.asking import at_random


def fuzz(app: ASGIApp, client: TestClient, *, number: int, examples: int) -> Counter[str]:
    """Ask so many random queries, and as many mended ones.

    Args:
        app: answers at `/graphql`.
        client: asks it.
        number: the seed.
        examples: how many.

    Returns:
        How many were answered whole, and how many refused.

    Raises:
        FailureGroup: an answer was a fault, or not what the schema says.
    """
    graph = schemathesis.graphql.from_asgi("/graphql", app)
    said: Counter[str] = Counter()

    @at_random(number=number, examples=examples)
    @given(case=graph.as_strategy())
    def ask(case: Any) -> None:  # noqa: ANN401  schemathesis names no type for it
        for query in (case.body, _mended(case.body)):
            answer = client.post("/graphql", json={"query": query})
            case.validate_response(answer, excluded_checks=[positive_data_acceptance])
            assert answer.status_code == 200
            said["refused" if "errors" in answer.json() else "answered"] += 1

    ask()
    return said


def _mended(query: str) -> str:
    query = re.sub(r"\bfirst: (-?\d+)", lambda found: f"first: {int(found[1]) % 100 + 1}", query)
    return re.sub(r'\b(after|from|to): "[^"\n]*"', r"\1: null", query)
