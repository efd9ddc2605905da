"""Migrations know every table that the code of the workspace writes to."""

import ast
from pathlib import Path

from hub.workspace_tables import METADATA

HUB = Path(__file__).parents[2] / "hub"


def test_every_table_made_for_the_workspace_is_among_them() -> None:
    made = set()
    for file in HUB.rglob("*.py"):
        if "hub.workspace" not in (text := file.read_text()) and file.name != "workspace.py":
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "sa.Table":
                made.add(ast.literal_eval(node.args[0]))
    assert made
    assert made == set(METADATA.tables)
