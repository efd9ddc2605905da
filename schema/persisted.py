"""Which documents may be asked for by name? Those a deployer ships, and those readers registered.

A document of a reader's is kept under the hash of its own text, so that nobody can put another
in its place; those asked for least recently are forgotten when the store is full.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from hub.problem import Problem
from schema.requests import Question, Refused, RefusedByGraphQL

_PREFIX = "sha256:"

#: How many bytes of readers' documents are kept, and how long one may be.
MOST_BYTES = 8_000_000
LONGEST = 100_000

#: What Apollo's clients look for before they send the whole document.
_NOT_FOUND = "PersistedQueryNotFound"

NO_DOCUMENTS: Mapping[str, str] = MappingProxyType({})


class UnreadableManifest(Problem):
    """A file of trusted documents that is none."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} is no list of trusted documents",
            "Give a JSON object of ids and documents, or Apollo's persisted query manifest, or "
            "remove the file.",
        )


class PersistedDocuments:
    """The documents that can be asked for by name.

    Args:
        trusted: documents by id, shipped by whoever deploys the hub; never forgotten, and found
            by the hash of their text, too.
        most_bytes: how much is kept of what readers register.
    """

    def __init__(
        self, trusted: Mapping[str, str] = NO_DOCUMENTS, *, most_bytes: int = MOST_BYTES
    ) -> None:
        self._trusted = {
            **{_PREFIX + _sha256(text): text for text in trusted.values()},
            **trusted,
        }
        self._registered: OrderedDict[str, str] = OrderedDict()
        self._bytes = 0
        self._most = most_bytes

    def text(self, question: Question) -> str:
        """The document that a question asks, by its text or by name.

        Raises:
            Refused: 404 or Apollo's own answer for an unknown name, 400 where the document is not
                the one that the name is of.
        """
        if question.query is not None:
            self._check_names(question, question.query)
            return question.query
        if question.sha256 is not None:
            found = self._find(_PREFIX + question.sha256)
            if found is None:
                raise RefusedByGraphQL(_NOT_FOUND, code="PERSISTED_QUERY_NOT_FOUND")
            return found
        found = self._find(question.document_id or "")
        if found is None:
            raise Refused(
                404,
                "no document of that `documentId` is kept here; send its text as `query`",
                code="PERSISTED_DOCUMENT_NOT_FOUND",
            )
        return found

    def registers(self, question: Question) -> bool:
        """Whether a question gives a document and the hash to keep it under."""
        return question.query is not None and bool(question.sha256 or question.document_id)

    def register(self, text: str) -> None:
        """Keep a document that was found to be good, under the hash of its text."""
        name, size = _PREFIX + _sha256(text), len(text.encode())
        if name in self._trusted or name in self._registered or size > LONGEST:
            return
        self._registered[name] = text
        self._bytes += size
        while self._bytes > self._most:
            _, forgotten = self._registered.popitem(last=False)
            self._bytes -= len(forgotten.encode())

    def _find(self, name: str) -> str | None:
        if name in self._trusted:
            return self._trusted[name]
        if name in self._registered:
            self._registered.move_to_end(name)
        return self._registered.get(name)

    def _check_names(self, question: Question, text: str) -> None:
        named = question.document_id
        if named is not None and not named.startswith(_PREFIX):
            raise Refused(400, "give either `query` or that `documentId`; the two may differ")
        for given in (question.sha256, named and named.removeprefix(_PREFIX)):
            if given is not None and given != _sha256(text):
                raise Refused(400, "the hash is not that of the document; send the right one")


def read_trusted(folder: Path) -> dict[str, str]:
    """The trusted documents of a folder's `*.json` files, by id; none where there is no folder.

    A file is a JSON object of ids and documents, as code generators write it, or Apollo's
    persisted query manifest.

    Raises:
        UnreadableManifest: a file is neither.
    """
    return {
        name: text for file in sorted(folder.glob("*.json")) for name, text in _documents(file)
    }


def _documents(file: Path) -> Iterator[tuple[str, str]]:
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(manifest.get("operations"), list):
            manifest = {one["id"]: one["body"] for one in manifest["operations"]}
    except (ValueError, AttributeError, LookupError, TypeError):
        raise UnreadableManifest(file) from None
    for name, text in manifest.items():
        if not isinstance(name, str) or not isinstance(text, str):
            raise UnreadableManifest(file)
        yield name, text


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
