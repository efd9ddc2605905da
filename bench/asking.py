"""How is an ASGI application asked without a network? One POST, and what came of it."""

from starlette.types import ASGIApp, Message


async def post(app: ASGIApp, body: bytes) -> tuple[int, bytes]:
    """The status and the body of the answer to a JSON request at `/graphql`."""
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)

    headers = [(b"content-type", b"application/json"), (b"accept", b"application/json")]
    scope = {
        "type": "http", "method": "POST", "path": "/graphql", "raw_path": b"/graphql",
        "query_string": b"", "path_params": {}, "headers": headers, "http_version": "1.1",
        "scheme": "http", "root_path": "", "server": ("bench", 80), "client": ("bench", 1),
    }  # fmt: skip
    await app(scope, receive, send)
    return int(told[0]["status"]), b"".join(message.get("body", b"") for message in told)
