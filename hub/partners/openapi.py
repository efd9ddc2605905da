"""How do programs know what the partner side takes and answers? `GET /openapi.json`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
import yaml
from starlette.requests import Request
from starlette.responses import Response

from hub.partners.problems import TYPE, catalogue

#: Problems of those who are not let in, before anything is asked.
_AT_THE_GATE = ("bad_token", "other_origin", "provider_down")


@cache
def document() -> Mapping[str, Any]:
    """The description, with every problem that an answer may name."""
    text = files("hub.partners").joinpath("openapi.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    codes = [f"{TYPE}{code}" for code in (*catalogue(), *_AT_THE_GATE)]
    read["components"]["schemas"]["Problem"]["properties"]["type"]["enum"] = codes
    return read


def openapi(_request: Request) -> Response:
    """`GET /openapi.json`: open to everyone, for it says nothing of anyone."""
    return Response(
        orjson.dumps(document()),
        media_type="application/json",
        headers={"Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*"},
    )
