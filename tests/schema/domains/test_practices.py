"""Practices are found by their question and by words in any language."""

from tests.schema.conftest import Ask


def test_statements_say_in_which_language_they_are(ask: Ask) -> None:
    [found] = ask(
        """{ practices(dimension: PURPOSE) { nodes { code name mechanism licence dimension
        cooperative { slug } adoptedFrom statements(language: NL) { text language evidence
        status period } } } }"""
    )["practices"]["nodes"]
    assert found["statements"] == [
        {"text": "Members shape the offer.", "language": "FR", "evidence": "section 2",
         "status": "ASSERTED", "period": None}
    ]  # fmt: skip
    assert found["cooperative"] == {"slug": "smartcoop"}


def test_a_search_does_not_mind_the_case(ask: Ask) -> None:
    query = "query($s: String) { practices(search: $s) { nodes { dimension } } }"
    for words, found in (("ON LINE", ["USE"]), ("smart in", ["PURPOSE", "USE"]), ("none", [])):
        nodes = ask(query, s=words)["practices"]["nodes"]
        assert [one["dimension"] for one in nodes] == found


def test_a_cooperative_has_its_own(ask: Ask) -> None:
    query = "{ cooperatives { nodes { slug practices(dimension: USE) { code } } } }"
    found = {one["slug"]: one["practices"] for one in ask(query)["cooperatives"]["nodes"]}
    assert found == {"invented": [], "railcoop": [], "smartcoop": [{"code": "sip"}]}
