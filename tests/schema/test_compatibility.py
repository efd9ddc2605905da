"""No reader of the last release is broken, unless that release had told them."""

from pathlib import Path

import pytest

from schema import compatibility
from schema.compatibility import RELEASED, broken
from schema.subgraphs import HubSchema

RELEASE = """
schema { query: Query  subscription: News }
interface Node { id: ID! }
type News { kind: Kind }
type Query {
  node: Node
  page(size: Int! = 20, like: Wanted): Int
  many: Many
  old: Old @deprecated
  list(first: Int, all: Boolean @deprecated): [Kind!]
}
type Old { kept: Kept }
type Many { count: Int }
type Kept { id: ID }
type Thing implements Node { id: ID!  name: String  former: String @deprecated(reason: "x") }
enum Kind { A  C  B @deprecated }
input Wanted { kind: Kind! = C }
"""


def test_today_s_graph_breaks_no_reader_of_the_last_release() -> None:
    found = broken(RELEASED.read_text(encoding="utf-8"), HubSchema().as_str())
    assert found == [], "keep what readers use, and mark it as deprecated for one release"


def test_the_same_graph_and_a_larger_one_break_nothing() -> None:
    assert broken(RELEASE, RELEASE) == []
    assert broken(RELEASE, RELEASE.replace("name: String", "name: String  more: Int")) == []


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("name: String", "", "Thing.name was removed."),
        ("name: String", "name: Int", "Thing.name changed type from String to Int."),
        ("first: Int", "first: Int!", "first"),
        ("first: Int,", "", "Query.list"),
        ("[Kind!]", "[Kind]", "Query.list"),
        (" A ", " ", "Kind.A was removed."),
        ("type Thing implements Node", "type Thing", "Node"),
        ("size: Int! = 20", "size: Int!", "Query.page(size:)"),
        ("size: Int! = 20", "size: Int! = 10", "Query.page(size:)"),
        ("kind: Kind! = C", "kind: Kind!", "Wanted.kind"),
        ("  subscription: News", "", "no subscription any more"),
    ],
)
def test_what_readers_may_use_must_stay(before: str, after: str, sentence: str) -> None:
    assert before in RELEASE
    [found] = broken(RELEASE, RELEASE.replace(before, after))
    assert sentence in found


def test_a_type_that_stands_for_an_interface_must_stay() -> None:
    lines = [line for line in RELEASE.splitlines() if not line.startswith("type Thing")]
    assert broken(RELEASE, "\n".join(lines)) == ["Thing was removed."]


def test_what_was_deprecated_may_go_and_the_types_it_led_to() -> None:
    today = """
    schema { query: Query  subscription: News }
    interface Node { id: ID! }
    type News { kind: Kind }
    type Many { count: Int }
    type Query {
      node: Node  many: Many  list(first: Int): [Kind!]  page(size: Int! = 20, like: Wanted): Int
    }
    input Wanted { kind: Kind! = C }
    type Thing implements Node { id: ID!  name: String }
    enum Kind { A  C }
    """
    assert broken(RELEASE, today) == []


def test_the_command_names_what_would_break(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(compatibility, "RELEASED", tmp_path / "released.graphql")
    assert compatibility.main(["release"]) == 0
    assert compatibility.main([]) == 0
    text = compatibility.RELEASED.read_text(encoding="utf-8")
    more = text.replace("type Query {", "type Query {\n  former: Int\n")
    compatibility.RELEASED.write_text(more, encoding="utf-8")
    assert compatibility.main([]) == 1
    assert "Query.former was removed. Readers may use it" in capsys.readouterr().err
