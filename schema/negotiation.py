"""In which form does the reader want the answer? Media types and encodings, by their weights."""

from collections.abc import Mapping
from functools import lru_cache

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
EVENTS = "text/event-stream"

#: What a wish is answered with. Programs that ask for parts take a single JSON answer, too.
_OFFERED = {
    GRAPHQL: GRAPHQL,
    JSON: JSON,
    "application/*": GRAPHQL,
    "*/*": JSON,
    EVENTS: EVENTS,
    "text/*": EVENTS,
    "multipart/mixed": JSON,
}

#: Encodings from the shortest answer to the longest; equal wishes are answered in this order.
ENCODINGS = ("br", "zstd", "gzip")
IDENTITY = "identity"


@lru_cache(maxsize=128)
def negotiate(accept: str | None) -> str | None:
    """The media type of the answer to a query.

    Args:
        accept: the request's `Accept` header; without one, the answer is plain JSON, as older
            programs expect.

    Returns:
        None where the reader takes nothing that can be given. A stream of events only where the
        reader likes nothing else as much.
    """
    if not accept:
        return JSON
    best, best_weight = None, 0.0
    for wish, weight in _weights(accept).items():
        offered = _OFFERED.get(wish)
        better = weight > best_weight or (weight == best_weight and best == EVENTS)
        if offered and weight and better:
            best, best_weight = offered, weight
    return best


@lru_cache(maxsize=128)
def takes_events(accept: str | None) -> bool:
    """Whether the reader takes a stream of events: a subscription has no other form."""
    weights = _weights(accept or "*/*")
    wish = next((wish for wish in (EVENTS, "text/*", "*/*") if wish in weights), None)
    return wish is not None and weights[wish] > 0


@lru_cache(maxsize=128)
def encoding(accept_encoding: str | None) -> str:
    """The `Content-Encoding` of the answer; `identity` where the reader asks for no other."""
    if not accept_encoding:
        return IDENTITY
    weights = _weights(accept_encoding)
    others = weights.get("*", 0.0)
    best = max(ENCODINGS, key=lambda one: weights.get(one, others))
    weight = weights.get(best, others)
    return best if weight > 0 and weight >= weights.get(IDENTITY, 0.0) else IDENTITY


def _weights(header: str) -> Mapping[str, float]:
    """Each wish of an `Accept` header and its weight, in order; a repeated one keeps its best."""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        wish, *parameters = (word.strip() for word in part.split(";"))
        weights[wish] = max(_weight(parameters), weights.get(wish, 0.0))
    return weights


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
