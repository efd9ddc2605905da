"""How is an OpenSlides meeting read? Its polls on motions become motions and their counts.

Of the people in it nothing is read. Numbers are decimals written as text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from connectors.contract import Document, Extract, Remark
from connectors.systems.ballots import day_of
from connectors.systems.gathering import Gathering

_VOTED = {"finished", "published"}
_DENOMINATORS = {
    "YN": "expressed",
    "YNA": "cast",
    "Y": "cast",
    "N": "cast",
    "valid": "cast",
    "cast": "cast",
    "entitled": "entitled",
    "entitled_present": "present",
}
_LETTERS = {"yes": "Y", "no": "N", "abstain": "A"}

_ORIGINS = {
    "motions": {
        "code": ["poll/id"],
        "assembly": ["poll/meeting_id"],
        "title": ["motion/title"],
        "language": ["meeting/language"],
        "denominator": ["poll/onehundred_percent_base"],
        "voted_on": ["meeting/start_time"],
    },
    "counts": {
        "motion": ["poll/id"],
        "option": ["poll/option_ids"],
        "votes": ["option/yes, no, abstain"],
    },
    "assemblies": {"code": ["meeting/id"], "date": ["meeting/start_time"]},
}

_Collection = Mapping[str, Mapping[str, object]]


class OpenSlides:
    """A meeting exported by OpenSlides 4: collections of models by their number."""

    system, version = "openslides", "4"

    def recognise(self, document: Document) -> tuple[str, ...]:
        """Whether it holds a meeting with its polls."""
        value = document.value
        if not isinstance(value, dict) or not {"meeting", "poll", "option"} <= value.keys():
            return ()
        return tuple(key for key in ("_migration_index", "meeting", "poll") if key in value)

    def extract(self, documents: Sequence[Document]) -> Iterable[Extract | Remark]:
        """The motions that were voted on, and the meetings."""
        for document in documents:
            if isinstance(document.value, dict):
                yield from _meeting(document, document.value)


def _meeting(document: Document, value: Mapping[str, object]) -> Iterator[Extract | Remark]:
    meetings, polls, motions = (_collection(value, key) for key in ("meeting", "poll", "motion"))
    rows = Gathering(document.name, ("_migration_index", "meeting", "poll"), origins=_ORIGINS)
    held: set[str] = set()
    for key, poll in polls.items():
        about, _, number = str(poll.get("content_object_id", "")).partition("/")
        voted = poll.get("state") in _VOTED and bool(poll.get("option_ids"))
        if about != "motion" or number not in motions or not voted:
            yield Remark(code="poll_no_motion", file=document.name, row=int(key))
            continue
        meeting = str(poll.get("meeting_id"))
        day = day_of(meetings.get(meeting, {}).get("start_time"))
        if day is None:
            yield Remark(code="day_of_vote_missing", file=document.name, row=int(key))
            continue
        code = f"openslides-poll-{key}"
        found = _counts(poll, value)
        if isinstance(found, str):
            yield Remark(code=found, file=document.name, row=int(key))
            continue
        held.add(meeting)
        rows.add(
            "motions",
            int(key),
            code=code,
            assembly=f"openslides-meeting-{meeting}",
            title=str(motions[number]["title"]),
            language=_language(meetings[meeting]),
            denominator=_denominator(poll),
            voted_on=day,
        )
        for option, votes, weight in found:
            rows.add("counts", int(key), motion=code, option=option, votes=votes, weight=weight)
    for meeting in sorted(held):
        day = day_of(meetings[meeting].get("start_time"))
        code = f"openslides-meeting-{meeting}"
        rows.add("assemblies", int(meeting), code=code, kind="other", date=day)
    yield from rows.extracts()


def _counts(
    poll: Mapping[str, object], value: Mapping[str, object]
) -> list[tuple[str, int, str | None]] | str:
    """Option, ballots and weight of each answer, or the finding where not all are known."""
    found: list[tuple[str, int, str | None]] = []
    options, votes = _collection(value, "option"), _collection(value, "vote")
    [number, *_] = [str(one) for one in _list(poll.get("option_ids"))]
    if number not in options:
        return "count_incomplete"
    option = options[number]
    by_hand = poll.get("type") == "analog"
    expressed = _denominator(poll) == "expressed"
    ballots = [votes[str(one)] for one in _list(option.get("vote_ids")) if str(one) in votes]
    for name, letter in _LETTERS.items():
        total = _decimal(option.get(name))
        if total is None:
            # "a majority", or never written down; whoever counts for and against needs no more
            if option.get(name) is not None and not (expressed and name == "abstain"):
                return "count_incomplete"
            continue
        if (by_hand and total != int(total)) or (total and not by_hand and not ballots):
            # counted in the room, a broken number would be a weight
            return "weights_without_ballots"
        given = sum(1 for one in ballots if one.get("value") == letter)
        weight = None if by_hand else format(total.normalize(), "f")
        found.append((name, int(total) if by_hand else given, weight))
    invalid = _decimal(poll.get("votesinvalid"))
    if invalid is not None and invalid > 0 and invalid == int(invalid):
        found.append(("invalid", int(invalid), None))
    return found or "count_incomplete"


def _denominator(poll: Mapping[str, object]) -> str:
    return _DENOMINATORS.get(str(poll.get("onehundred_percent_base")), "cast")


def _collection(value: Mapping[str, object], key: str) -> _Collection:
    found = value.get(key, {})
    return found if isinstance(found, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _decimal(value: object) -> Decimal | None:
    # OpenSlides writes -1 for a majority and -2 for what is not documented
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number >= 0 else None


def _language(meeting: Mapping[str, object]) -> str | None:
    language = str(meeting.get("language", ""))
    return language if language.isalpha() and len(language) == 2 else None  # noqa: PLR2004
