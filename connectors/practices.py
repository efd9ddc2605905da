"""What does a practices file say? Practices in YAML: one entry each, texts by language.

The rows of the table are the lines of the file at which a statement starts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
import yaml

from connectors.findings import Findings, Place
from hub.records.practices import Practices
from hub.records.record import Record
from hub.vocabulary import Language

_PRACTICE = {
    *("code", "name", "mechanism", "licence", "dimensions"),
    *("adopted_from", "adopted_on", "adoption_result"),
}
_STATEMENT = {"text", "evidence", "status", "period"}
_LANGUAGES = {language.value for language in Language}
_COLUMNS = [name for name in Practices.column_names() if name not in Record.column_names()]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """One file being read, and where its faults are reported."""

    file: str
    findings: Findings

    def fault(self, code: str, key: str, node: yaml.Node, form: str | None = None) -> None:
        facts = {} if form is None else {"key": key, "form": form}
        place = Place(file=self.file, header=key)
        self.findings.add(code, place, row=node.start_mark.line + 1, facts=facts)

    def entries(self, node: yaml.Node, key: str, allowed: set[str]) -> dict[str, yaml.Node]:
        """The entries of a mapping; others than the allowed are reported and left out."""
        if not isinstance(node, yaml.MappingNode):
            self.fault("wrong_shape", key, node, "entries")
            return {}
        found: dict[str, yaml.Node] = {}
        for name, value in node.value:
            if name.value in found:
                self.fault("repeated_column", name.value, name)
            elif name.value not in allowed:
                self.fault("unknown_key", key, name)
            elif value.tag != "tag:yaml.org,2002:null":
                found[name.value] = value
        return found

    def members(self, node: yaml.Node | None, key: str) -> list[yaml.Node]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.fault("wrong_shape", key, node, "list")
            return []
        return list(node.value)

    def texts(self, node: yaml.Node | None, key: str) -> dict[str, str]:
        """Language -> text; a text without languages is the same in each."""
        if node is None:
            return {}
        if isinstance(node, yaml.ScalarNode):
            return dict.fromkeys(_LANGUAGES, str(node.value))
        spoken = self.entries(node, key, _LANGUAGES)
        texts = {language: self.text(one, key) for language, one in spoken.items()}
        return {language: text for language, text in texts.items() if text}

    def text(self, node: yaml.Node | None, key: str) -> str:
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.fault("wrong_shape", key, node, "text")
            return ""
        return str(node.value)


def read_practices(text: str, file: str, findings: Findings) -> tuple[pl.DataFrame, pl.Series]:
    """The statements of a practices file as text under their canonical names.

    Args:
        text: the YAML.
        file: its name, for findings.
        findings: where faults of form are reported.

    Returns:
        The rows, and UInt32: the line of each.
    """
    walk = _Walk(file=file, findings=findings)
    rows = list(_statements(walk, text))
    frame = pl.DataFrame(
        [[row.get(column) for column in _COLUMNS] for _, row in rows],
        schema=dict.fromkeys(_COLUMNS, pl.String),
        orient="row",
    )
    return frame, pl.Series("row", [line for line, _ in rows], dtype=pl.UInt32)


def _compose(walk: _Walk, text: str) -> yaml.Node | None:
    try:
        for event in yaml.parse(text, yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                # a few lines that refer to each other can unfold to billions
                row = event.start_mark.line + 1 if event.start_mark else None
                walk.findings.add("unreadable_yaml", Place(file=walk.file), row=row)
                return None
        return yaml.compose(text, yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        row = None if mark is None else mark.line + 1
        walk.findings.add("unreadable_yaml", Place(file=walk.file), row=row)
        return None


def _statements(walk: _Walk, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    root = _compose(walk, text)
    if root is None:
        return
    top = walk.entries(root, "practices", {"practices"})
    for node in walk.members(top.get("practices"), "practices"):
        practice = walk.entries(node, "practices", _PRACTICE)
        names = walk.texts(practice.get("name"), "name")
        results = walk.texts(practice.get("adoption_result"), "adoption_result")
        common = {
            key: walk.text(practice.get(key), key)
            for key in ("code", "mechanism", "licence", "adopted_from", "adopted_on")
        }
        if "dimensions" not in practice:
            walk.fault("wrong_shape", "dimensions", node, "entries")
            continue
        for dimension, position, said in _positions(walk, practice["dimensions"]):
            line = said["text"].start_mark.line + 1
            texts = walk.texts(said["text"], "text")
            evidence = walk.texts(said.get("evidence"), "evidence")
            for language, words in texts.items():
                yield (
                    line,
                    common
                    | {
                        "name": names.get(language, ""),
                        "adoption_result": results.get(language, ""),
                        "dimension": dimension,
                        "language": language,
                        "position": str(position),
                        "text": words,
                        "evidence": evidence.get(language, ""),
                        "status": walk.text(said.get("status"), "status"),
                        "period": walk.text(said.get("period"), "period"),
                    },
                )


def _positions(
    walk: _Walk, dimensions: yaml.Node
) -> Iterator[tuple[str, int, dict[str, yaml.Node]]]:
    """Dimension, position from 1, and the entries of each statement."""
    if not isinstance(dimensions, yaml.MappingNode):
        walk.fault("wrong_shape", "dimensions", dimensions, "entries")
        return
    for name, statements in dimensions.value:
        for position, node in enumerate(walk.members(statements, name.value), start=1):
            said = walk.entries(node, name.value, _STATEMENT)
            if isinstance(said.get("text"), yaml.MappingNode):
                yield name.value, position, said
            else:
                walk.fault("wrong_shape", "text", node, "texts")
