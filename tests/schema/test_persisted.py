"""A document is found under the hash of its own text, or under the name a deployer gave it."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.persisted import LONGEST, PersistedDocuments, UnreadableManifest, read_trusted
from schema.requests import Question, Refused, question

TEXT = "{ __typename }"
HASH = hashlib.sha256(TEXT.encode()).hexdigest()


def by_hash(sha256: str, text: str | None = None) -> Question:
    return question(
        {"query": text, "extensions": {"persistedQuery": {"version": 1, "sha256Hash": sha256}}}
    )


def by_id(document_id: str, text: str | None = None) -> Question:
    return question({"query": text, "documentId": document_id})


def test_a_document_that_was_registered_is_found_by_its_hash() -> None:
    documents = PersistedDocuments()
    documents.register(TEXT)
    assert documents.text(by_hash(HASH)) == TEXT
    assert documents.text(by_hash(HASH.upper())) == TEXT
    assert documents.text(by_id(f"sha256:{HASH}")) == TEXT


def test_an_unknown_hash_is_answered_in_the_words_that_apollos_clients_wait_for() -> None:
    with pytest.raises(Refused) as refused:
        PersistedDocuments().text(by_hash(HASH))
    assert refused.value.error == {
        "message": "PersistedQueryNotFound",
        "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"},
    }


def test_an_unknown_id_is_not_found() -> None:
    with pytest.raises(Refused) as refused:
        PersistedDocuments().text(by_id("turnout"))
    assert (refused.value.status, refused.value.code) == (404, "PERSISTED_DOCUMENT_NOT_FOUND")


def test_a_trusted_document_is_found_by_its_id_and_by_its_hash() -> None:
    documents = PersistedDocuments({"turnout": TEXT})
    for asked in (by_id("turnout"), by_hash(HASH), by_id(f"sha256:{HASH}")):
        assert documents.text(asked) == TEXT


@pytest.mark.parametrize(
    "asked", [by_hash("0" * 64, TEXT), by_id("sha256:0", TEXT), by_id("turnout", TEXT)]
)
def test_a_document_under_a_name_that_is_not_its_own_is_refused(asked: Question) -> None:
    with pytest.raises(Refused) as refused:
        PersistedDocuments({"turnout": "{ other }"}).text(asked)
    assert refused.value.status == 400


def test_only_a_document_with_its_name_registers() -> None:
    documents = PersistedDocuments()
    assert documents.registers(by_hash(HASH, TEXT))
    assert documents.registers(by_id(f"sha256:{HASH}", TEXT))
    assert not documents.registers(by_hash(HASH))
    assert not documents.registers(question({"query": TEXT}))
    assert documents.text(by_hash(HASH, TEXT)) == TEXT


def is_kept(documents: PersistedDocuments, text: str) -> bool:
    try:
        return documents.text(by_hash(hashlib.sha256(text.encode()).hexdigest())) == text
    except Refused:
        return False


def test_the_document_asked_for_least_recently_is_forgotten_first() -> None:
    documents = PersistedDocuments(most_bytes=30)
    for text in ("a" * 10, "b" * 10, "c" * 10):
        documents.register(text)
    assert is_kept(documents, "a" * 10)
    documents.register("d" * 10)
    kept = [is_kept(documents, letter * 10) for letter in "abcd"]
    assert kept == [True, False, True, True]


def test_a_document_longer_than_any_is_not_kept() -> None:
    documents = PersistedDocuments()
    documents.register("x" * (LONGEST + 1))
    assert not is_kept(documents, "x" * (LONGEST + 1))


@given(texts=st.lists(st.text(max_size=40), max_size=20))
def test_readers_never_make_the_hub_forget_a_trusted_document(texts: list[str]) -> None:
    documents = PersistedDocuments({"turnout": TEXT}, most_bytes=50)
    for text in texts:
        documents.register(text)
    assert documents.text(by_id("turnout")) == TEXT
    assert sum(len(text.encode()) for text in set(texts) if is_kept(documents, text)) <= 50


def test_both_kinds_of_manifest_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"one": "{ a }"}))
    apollo = {
        "format": "apollo-persisted-query-manifest",
        "version": 1,
        "operations": [{"id": "two", "name": "B", "type": "query", "body": "{ b }"}],
    }
    (tmp_path / "b.json").write_text(json.dumps(apollo))
    assert read_trusted(tmp_path) == {"one": "{ a }", "two": "{ b }"}
    assert read_trusted(tmp_path / "nothing") == {}


@pytest.mark.parametrize(
    "text", ["{", "[]", "3", '{"a": 1}', '{"operations": [{"id": "x"}]}', '{"operations": [1]}']
)
def test_a_manifest_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.json").write_text(text)
    with pytest.raises(UnreadableManifest, match=r"bad\.json"):
        read_trusted(tmp_path)
