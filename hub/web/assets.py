"""Which files may a browser fetch, and for how long may it keep them? An explicit list.

An asset's address carries a hash of its content, so that a browser may keep it for ever.
"""

import hashlib
from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

_OWN = Path(__file__).parent / "assets"
_MODULES = Path(__file__).parent / "graphiql" / "node_modules"

#: The query editor, as its npm packages bring it: name in the address, file in the package.
GRAPHIQL = {
    "graphiql/react.js": "react/umd/react.production.min.js",
    "graphiql/react-dom.js": "react-dom/umd/react-dom.production.min.js",
    "graphiql/graphiql.js": "graphiql/graphiql.min.js",
    "graphiql/graphiql.css": "graphiql/graphiql.min.css",
}

_FILES = {
    "hub.css": _OWN / "hub.css",
    "icon.svg": _OWN / "icon.svg",
    "import.css": _OWN / "import.css",
    "import.js": _OWN / "import.js",
    "graphiql/start.js": _OWN / "graphiql-start.js",
    "graphiql/start.css": _OWN / "graphiql-start.css",
} | {name: _MODULES / file for name, file in GRAPHIQL.items()}

_A_YEAR = 365 * 24 * 60 * 60


def graphiql_is_installed() -> bool:
    """Whether the query editor's packages have been fetched."""
    return all((_MODULES / file).is_file() for file in GRAPHIQL.values())


@cache
def _hash(name: str) -> str:
    return hashlib.sha256(_FILES[name].read_bytes()).hexdigest()[:12]


def asset_url(name: str) -> str:
    """The address of an asset, which changes with its content."""
    return f"/assets/{name}?v={_hash(name)}"


def asset(request: Request) -> Response:
    """`/assets/{name}`: one file of the list, for a year where the address has its hash."""
    name = request.path_params["name"]
    file = _FILES.get(name)
    if file is None or not file.is_file():
        raise HTTPException(404)
    fresh = request.query_params.get("v") == _hash(name)
    keep = f"public, max-age={_A_YEAR}, immutable" if fresh else "no-cache"
    return FileResponse(file, headers={"Cache-Control": keep})
