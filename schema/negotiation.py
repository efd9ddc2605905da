"""In which form does the reader want the answer? The media types of GraphQL over HTTP."""

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"

#: What a wish is answered with. Programs that ask for streams take a single JSON answer, too.
_OFFERED = {
    GRAPHQL: GRAPHQL,
    JSON: JSON,
    "application/*": GRAPHQL,
    "*/*": JSON,
    "text/event-stream": JSON,
    "multipart/mixed": JSON,
}


def negotiate(accept: str | None) -> str | None:
    """The media type of the answer.

    Args:
        accept: the request's `Accept` header; without one, the answer is plain JSON, as older
            programs expect.

    Returns:
        None where the reader takes nothing that can be given.
    """
    if not accept:
        return JSON
    best, best_weight = None, 0.0
    for part in accept.lower().split(","):
        wish, *parameters = (word.strip() for word in part.split(";"))
        offered, weight = _OFFERED.get(wish), _weight(parameters)
        if offered and weight > best_weight:
            best, best_weight = offered, weight
    return best


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
