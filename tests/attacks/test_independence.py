"""The attackers know nothing of the code that protects."""

import ast
from pathlib import Path

_HERE = Path(__file__).parent

#: What makes the exports, and what holds the attackers against them; all else attacks.
_OURS = {"exports", "stores", "trials"}


def test_attackers_import_nothing_of_the_hub() -> None:
    for file in sorted(_HERE.glob("*.py")):
        if file.stem in _OURS or file.name.startswith("test_"):
            continue
        tree = ast.parse(file.read_text("utf-8"))
        imported = {
            node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
        } | {
            name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for name in node.names
        }
        assert not [
            name
            for name in imported
            if name.split(".")[0] in {"hub", "schema", "connectors", "bench"}
            or name.split(".")[-1] in _OURS
        ], file.name
