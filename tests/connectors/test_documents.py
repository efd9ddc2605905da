"""What does a connector see of a file?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from connectors import documents
from connectors.contract import Document, Extract, Remark
from connectors.documents import (
    UnreadableJson,
    extracted,
    find_connectors,
    json_document,
    text_documents,
)
from connectors.encoding import Encoding, find_encoding
from connectors.systems import BUILT_IN
from tests.connectors.uploads import Reader


def seen(path: Path, content: bytes) -> tuple[Path, Encoding]:
    path.write_bytes(content)
    encoding = find_encoding(path, lambda _done, _of: None)
    assert encoding is not None
    return path, encoding


def test_a_text_is_shown_once_for_each_way_of_cutting_it(tmp_path: Path) -> None:
    path, encoding = seen(tmp_path / "a.csv", "a;b\n1;é\n".encode("cp1252"))
    found = list(text_documents(path, "a.csv", encoding))
    assert [one.head[0] for one in found] == [("a;b",), ("a", "b"), ("a;b",)]
    assert found[1].rows is not None
    assert list(found[1].rows()) == [(1, ("a", "b")), (2, ("1", "é"))]


def test_lines_of_json_keep_their_lines(tmp_path: Path) -> None:
    path, encoding = seen(tmp_path / "a.json", b'{"a": 1}\n\n{"a": 2}\n')
    found = json_document(path, "a.json", encoding)
    assert (found.value, found.lines) == ([{"a": 1}, {"a": 2}], (1, 3))


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"{", None), (b"{\n{", None), (b'{"a":1}\n{', 2), (b"[" * 5000 + b"\n", None)],
)
def test_what_is_no_json_says_where(tmp_path: Path, content: bytes, line: int | None) -> None:
    path, encoding = seen(tmp_path / "a.json", content)
    with pytest.raises(UnreadableJson) as error:
        json_document(path, "a.json", encoding)
    assert error.value.line == line


class Exotic(Exception):
    """What no hub has heard of."""


#: What a third party may yield by mistake.
ODD: dict[str, dict[str, Any]] = {
    "a table that there is not": {"table": "no_such_table"},
    "a number for a text": {"cells": {"code": [7], "name": ["must not be said"]}},
    "columns of two lengths": {"cells": {"code": ["c1", "c2"], "name": ["must not be said"]}},
}


@dataclass(frozen=True)
class Strange:
    """A third party's connector for files whose first header is `strange`."""

    system: str = "strange"
    version: str = "1"

    def recognise(self, document: Document) -> tuple[str, ...]:
        headers = document.head[0] if document.head else ("",)
        if headers[0] == "stumbles":
            raise ZeroDivisionError("a name that must not be said")
        return ("strange",) if headers[0] == "strange" else ()

    def extract(self, found: Sequence[Document]) -> Iterable[Extract | Remark]:
        for document in found:
            how = document.head[0][1]
            one = Extract(
                table="cycles",
                file=document.name,
                evidence=("strange",),
                cells={"code": ["c1"], "name": ["One"]},
                rows=[2],
            )
            yield replace(one, **ODD.get(how, {}))
            if how == "misplaced":
                at: Any = "C"
                yield Remark(code="free_answers", file=document.name, at=at)
            if how == "broken":
                raise KeyError("a name that must not be said")
            if how == "exotic":
                raise Exotic("a name that must not be said")


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> Iterable[Strange]:
    entry = EntryPoint("strange", f"{__name__}:Strange", "intercoop.connectors")
    connector = Strange()
    monkeypatch.setattr(EntryPoint, "load", lambda _self: connector)
    monkeypatch.setattr(documents, "entry_points", lambda group: [entry] if group else [])
    find_connectors.cache_clear()
    yield connector
    monkeypatch.undo()
    find_connectors.cache_clear()


@pytest.mark.usefixtures("strange")
def test_a_connector_of_another_package_is_used(read: Reader) -> None:
    assert len(find_connectors()) == len(BUILT_IN) + 1
    outcome = read({"a.csv": "strange,x\n1,2\n"})
    assert outcome.report.identified[0].system == "strange"
    assert outcome.report.rows == {"cycles": 1}


@pytest.mark.usefixtures("strange")
def test_a_connector_that_stumbles_over_a_file_stops_nobody_elses(read: Reader) -> None:
    outcome = read({"a.csv": "stumbles,x\n1,2\n", "cycles.csv": "code,name\nc1,One\n"})
    assert outcome.report.rows == {"cycles": 1}
    assert outcome.one("no_known_headers").file == "a.csv"


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize("how", ["broken", "exotic", "misplaced", *ODD])
def test_a_connector_that_fails_stores_nothing_and_says_no_name(how: str, read: Reader) -> None:
    outcome = read({"a.csv": f"strange,{how}\n1,2\n"})
    assert "unexpected_shape" in outcome.codes()
    assert outcome.report.blocked
    assert "must not be said" not in outcome.said()


def test_the_built_in_connectors_never_fail_on_a_shape_they_do_not_know() -> None:
    document = Document(name="x.json", value={"questions": 3, "name": None}, head=(("id",),))
    for connector in BUILT_IN:
        remarks = list(extracted(connector, [document]))
        assert all(isinstance(one, Extract | Remark) for one in remarks)
