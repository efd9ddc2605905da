"""A fault is told by its kind and place, to the log too; its words may hold what a file holds."""

import traceback
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from hub.partners.faults import BrokenOff, Faults

CANARY = "N-4711"


def fails(_request: Request) -> Response:
    raise ValueError(CANARY)


def breaks(_request: Request) -> Response:
    async def parts() -> AsyncIterator[bytes]:
        yield b"half of it"
        raise ValueError(CANARY)

    return StreamingResponse(parts())


@pytest.fixture
def client() -> TestClient:
    app = Starlette(
        routes=[Route("/fails", fails), Route("/breaks", breaks)],
        middleware=[
            Middleware(Faults, answer=lambda _, __: PlainTextResponse("a fault", status_code=500))
        ],
    )
    return TestClient(app)


def test_whoever_asked_is_answered_and_the_log_has_no_word_of_it(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = client.get("/fails")
    assert (answer.status_code, answer.text) == (500, "a fault")
    said = capsys.readouterr().err
    assert "ValueError at test_faults.py" in said
    assert CANARY not in said


def test_an_answer_that_had_begun_is_broken_off_without_a_word_of_it(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BrokenOff) as broken:
        client.get("/breaks")
    # this is what the server writes into its log
    told = "".join(traceback.format_exception(broken.value)) + capsys.readouterr().err
    assert "ValueError at test_faults.py" in told
    assert CANARY not in told
