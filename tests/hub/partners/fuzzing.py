"""How is the partner side asked at random? By schemathesis, from the description that it gives.

A third of the questions are as the description allows, a third are not, and a third are mended so
that they reach an import that there is: nothing made by chance ever would. Each is asked by
somebody of the cooperative, by another cooperative's people, and by nobody.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from requests import Request
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.result import Ok

from tests.hub.conftest import FILES
from tests.hub.partners.conftest import Hub

ACTORS = ("ann", "eve", "")
#: The names of things that nobody outside needs to know of.
INTERNAL: Final = re.compile(
    r"\b(sqlite|sqlalchemy|psycopg|postgres\w*|starlette|uvicorn|polars|parquet|traceback|vault|"
    r"pushes|workspace\.db|site-packages|errno|/tmp|/home|/root|0x[0-9a-f]+)\b",
    re.IGNORECASE,
)
#: What the members of the cooperative are called in the files that were sent.
CANARY = "N-CANARY-77"
_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
_WRONG = {
    **FILES,
    "members.csv": FILES["members.csv"]
    .replace("2019-02-01", "31/02/2020", 1)
    .replace("N-001", CANARY),
}


def imports_of(hub: Hub) -> Sequence[str]:
    """A ready import of `essai`, a refused and a cancelled one: none of them moves by itself."""
    found = [hub.ready(), hub.ready(_WRONG)]
    waiting = hub.push("ann", {"bodies.csv": "code,kind\nb1,board\n"}).json()["import"]
    hub.post("ann", f"/imports/{waiting}/cancel")
    return [*found, str(waiting)]


def fuzz(hub: Hub, *, number: int, examples: int) -> Counter[str]:
    """Ask so many random questions of every operation, by each actor.

    Args:
        hub: with people who are who they say.
        number: the seed.
        examples: how many of each operation.

    Returns:
        How many were answered, by actor and by the hundreds of the status.

    Raises:
        FailureGroup: an answer was a fault, or not as described.
    """
    described = hub.client.get("/openapi.json").json()
    there = imports_of(hub)
    said: Counter[str] = Counter()
    for found in schemathesis.openapi.from_dict(described).get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @seed(number)
        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(
            case=st.one_of(
                operation.as_strategy(), operation.as_strategy(GenerationMode.NEGATIVE)
            ),
            # the last one is a text that PostgreSQL has not
            mended=st.sampled_from([None, *there, "%00"]),
        )
        def ask(case: Any, mended: str | None) -> None:  # noqa: ANN401  schemathesis names no type for it
            for actor in ACTORS:
                said[f"{actor} {_ask(hub, case, actor, mended) // 100}xx"] += 1

        ask()
    return said


def _ask(hub: Hub, case: Any, actor: str, mended: str | None) -> int:  # noqa: ANN401  see above
    """Ask once; the status."""
    asked = Request(**{**case.as_transport_kwargs(base_url="http://testserver"), "cookies": None})
    if mended is not None:
        asked.url = re.sub(r"/imports/[^/?]*", f"/imports/{mended}", str(asked.url))
        if isinstance(asked.params, dict):
            asked.params = _mended(asked.params)
    sent = asked.prepare()
    headers = {
        name: str(value)
        for name, value in sent.headers.items()
        if name.lower() not in {"x-actor", "host"}
    }
    body = sent.body if isinstance(sent.body, bytes) else str(sent.body or "").encode()
    answer = hub.client.request(
        str(sent.method), str(sent.url), content=body, headers=hub.as_(actor) | headers
    )
    case.validate_response(answer, checks=_CHECKS)
    assert not INTERNAL.search(answer.text), answer.text[:500]
    assert CANARY not in answer.text or actor == "ann"
    if actor == "" or (actor == "eve" and mended is not None and mended in (sent.url or "")):
        assert 400 <= answer.status_code < 500, (answer.status_code, answer.text[:500])
    return answer.status_code


def _mended(query: Mapping[str, Any]) -> dict[str, Any]:
    possible = {"cooperative": "essai", "language": "nl", "limit": "2"}
    return {name: possible.get(name, value) for name, value in query.items()}
