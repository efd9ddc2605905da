"""How is the partner side asked at random? By schemathesis, from the description that it gives.

Half of the questions are as the description allows and half are not; most are mended so that they
reach an import that there is, which nothing made by chance ever would. Each is asked by a program
of the cooperative, by another cooperative's, and with a token of nobody, all at the real gate.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import schemathesis
from hypothesis import given
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
from starlette.testclient import TestClient

from hub import migrate
from hub.access import Role
from hub.agreements import Agreements
from hub.identity.clients import Clients, Proof
from hub.identity.gate import Gate
from hub.partner_app import create_partner_app
from hub.settings import Settings
from hub.stores import open_store
from tests.asking import at_random
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import AGREED, Hub

ADDRESS = "http://127.0.0.1:8000"
ACTORS = ("essai", "autre", "nobody")
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


@dataclass(frozen=True, kw_only=True)
class Gated:
    """The partner side behind its real gate.

    Attributes:
        programs: cooperative -> id and secret of a program that may send and look.
    """

    hub: Hub
    programs: Mapping[str, tuple[str, str]]

    def bearer(self, cooperative: str) -> dict[str, str]:
        """A fresh token of a cooperative's program, as a header."""
        form = {"grant_type": "client_credentials"}
        given = self.hub.client.post("/oauth/token", data=form, auth=self.programs[cooperative])
        return {"authorization": f"Bearer {given.json()['access_token']}"}

    def imports(self) -> Sequence[str]:
        """A ready import of `essai`, a refused and a cancelled one: none moves by itself."""
        found, who = [], self.bearer("essai")
        for files in (FILES, _WRONG, {"bodies.csv": "code,kind\nb1,board\n"}):
            sent = self.hub.client.post(
                "/imports?cooperative=essai",
                files=[("file", (name, content)) for name, content in files.items()],
                headers=who,
            )
            found.append(str(sent.json()["import"]))
            if len(found) < 3:
                self.hub.work()
        self.hub.client.post(f"/imports/{found[-1]}/cancel", headers=who)
        return found


def gated(settings_of_hub: Settings) -> Iterator[Gated]:
    """A hub of this test's own."""
    engine = open_store(settings_of_hub.workspace_url)
    migrate.upgrade(engine, "workspace")
    programs = {}
    for slug in ("essai", "autre"):
        Agreements(engine).record(slug, AGREED)
        roles = {Role.SENDER, Role.STEWARD}
        client, secret = Clients(engine).add(slug, "fuzz", roles=roles, proof=Proof())
        programs[slug] = (client.id, str(secret))
    app = create_partner_app(settings_of_hub, Gate(settings_of_hub, engine, ADDRESS))
    with TestClient(app, base_url=ADDRESS, raise_server_exceptions=False) as client_of_all:
        yield Gated(hub=Hub(settings_of_hub, engine, client_of_all), programs=programs)
    for one in (engine, app.state.desk.engine, app.state.shelf_engine):
        one.dispose()


def fuzz(gated_hub: Gated, *, number: int, examples: int) -> Counter[str]:
    """Ask so many random questions of every operation, by each actor.

    Args:
        gated_hub: with its programs.
        number: the seed.
        examples: how many of each operation.

    Returns:
        How many were answered, by actor and by the hundreds of the status.

    Raises:
        FailureGroup: an answer was a fault, or not as described.
    """
    described = gated_hub.hub.client.get("/openapi.json").json()
    there = gated_hub.imports()
    said: Counter[str] = Counter()
    for found in schemathesis.openapi.from_dict(described).get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        questions = st.one_of(
            operation.as_strategy(), operation.as_strategy(GenerationMode.NEGATIVE)
        )
        # the last one is a text that PostgreSQL has not
        mended = st.sampled_from([None, *there, "%00"])
        said += _ask_all(gated_hub, questions, mended, number=number, examples=examples)
    return said


def _ask_all(
    gated_hub: Gated,
    questions: st.SearchStrategy[Any],
    mended: st.SearchStrategy[str | None],
    *,
    number: int,
    examples: int,
) -> Counter[str]:
    """Ask one operation; a token outlives its questions."""
    said: Counter[str] = Counter()
    who = {slug: gated_hub.bearer(slug) for slug in gated_hub.programs}

    @at_random(number=number, examples=examples)
    @given(case=questions, mended=mended)
    def ask(case: Any, mended: str | None) -> None:  # noqa: ANN401  schemathesis names no type for it
        for actor in ACTORS:
            status = _ask(gated_hub.hub, case, actor, mended, who.get(actor))
            said[f"{actor} {status // 100}xx"] += 1

    ask()
    return said


def _ask(hub: Hub, case: Any, actor: str, mended: str | None, who: dict[str, str] | None) -> int:  # noqa: ANN401  see above
    """Ask once; the status."""
    asked = Request(**{**case.as_transport_kwargs(base_url=ADDRESS), "cookies": None})
    if mended is not None:
        asked.url = re.sub(r"/imports/[^/?]*", f"/imports/{mended}", str(asked.url))
        if isinstance(asked.params, dict):
            asked.params = _mended(asked.params)
    sent = asked.prepare()
    headers = {
        name.encode(): value if isinstance(value, bytes) else value.encode("latin-1", "replace")
        for name, value in sent.headers.items()
        if name.lower() not in {"host", *(who or {})}
    }
    proof = {name.encode(): value.encode() for name, value in (who or {}).items()}
    body = sent.body if isinstance(sent.body, bytes) else str(sent.body or "").encode()
    answer = hub.client.request(
        str(sent.method), str(sent.url), content=body, headers=headers | proof
    )
    case.validate_response(answer, checks=_CHECKS)
    assert not INTERNAL.search(answer.text), answer.text[:500]
    assert CANARY not in answer.text or actor == "essai"
    another = mended is not None and f"/imports/{mended}" in str(sent.url)
    if actor == "nobody" or (actor == "autre" and another):
        assert 400 <= answer.status_code < 500, (answer.status_code, answer.text[:500])
    return answer.status_code


def _mended(query: Mapping[str, Any]) -> dict[str, Any]:
    possible = {
        "cooperative": "essai",
        "language": "nl",
        "limit": "2",
        "name": "m.csv",
        "encodings": "m.csv=cp1252",
        "separators": "m.csv=tab",
        "tables": "m.csv=members",
    }
    return {name: possible.get(name, value) for name, value in query.items()}
