"""How are Belenios and Helios read? The election, its result, and how many could and did vote.

Both give the questions in one file and the counts in another, in the order of the questions. The
voters' lists hold addresses and names: only their lengths are read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from connectors.contract import Document, Extract, Remark
from connectors.headers import plain
from connectors.systems.ballots import Counted, counts, day_of, objects, texts
from connectors.systems.gathering import Gathering, Origins


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked, and the answers in the order in which the result counts them.

    Attributes:
        most: how many answers a ballot may give.
    """

    title: str
    answers: tuple[str, ...]
    most: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """One election of an upload.

    Attributes:
        day: the last day on which ballots came in, ISO; None where no file says.
        origins: canonical table -> the keys, and the other files, that its columns come from.
        eligible: how many could vote; None where no file says.
        voters: how many ballots came in; None where no file says.
        weighed: whether some ballots weigh more than others, by the list of voters.
    """

    file: str
    name: str
    questions: tuple[Question | None, ...]
    result: tuple[Sequence[object], ...]
    day: str | None
    eligible: int | None
    voters: int | None
    origins: Mapping[str, Origins]
    weighed: bool = False


def tables(election: Election, evidence: Sequence[str]) -> Iterator[Extract | Remark]:
    """The assembly, the motions and the counts of one election."""
    if election.day is None:
        yield Remark(code="day_of_vote_missing", file=election.file)
        return
    rows = Gathering(election.file, evidence, origins=election.origins)
    code = plain(election.name).replace(" ", "-") or "election"
    for number, (question, vector) in enumerate(
        zip(election.questions, election.result, strict=False), start=1
    ):
        if question is None:
            yield Remark(code="answers_no_votes", file=election.file, row=number)
            continue
        if len(question.answers) != len(vector):
            yield Remark(code="result_of_other_election", file=election.file, row=number)
            continue
        votes = [
            Counted(answer=answer, votes=int(str(count)))
            for answer, count in zip(question.answers, vector, strict=True)
        ]
        if _sums_weights(election, question, votes):
            yield Remark(code="weights_summed", file=election.file, row=number)
            continue
        counted = counts(votes)
        if counted is None:
            yield Remark(code="answers_no_votes", file=election.file, row=number)
            continue
        motion = f"{code}-{number}"
        rows.add(
            "motions",
            number,
            code=motion,
            assembly=code,
            title=question.title,
            denominator="cast",
            voted_on=election.day,
        )
        for one in counted:
            rows.add("counts", number, motion=motion, option=one.answer, votes=one.votes)
    if election.voters is not None or election.eligible is not None:
        rows.add(
            "assemblies",
            1,
            code=code,
            kind="other",
            date=election.day,
            mode="remote",
            eligible=election.eligible,
            voters=election.voters,
        )
    else:
        rows.add("assemblies", 1, code=code, kind="other", date=election.day, mode="remote")
    yield from rows.extracts()


def _sums_weights(election: Election, question: Question, votes: Sequence[Counted]) -> bool:
    """Whether a result counts weights: its list of voters says so, or more than came in."""
    if election.weighed or election.voters is None:
        return election.weighed
    return sum(one.votes for one in votes) > election.voters * question.most


class Belenios:
    """Results of Belenios: `election.json`, `result.json`, `records.json`, `voters.json`."""

    system, version = "belenios", "4.0"

    def recognise(self, document: Document) -> tuple[str, ...]:
        """Whether it is one of the four files of an election."""
        return (part,) if (part := _belenios_part(document.value)) else ()

    def extract(self, documents: Sequence[Document]) -> Iterable[Extract | Remark]:
        """The election, when its questions, its result and its records are all there."""
        parts = [(_belenios_part(document.value), document) for document in documents]
        found = _one_of_each(parts)
        if isinstance(found, Remark):
            yield found
            return
        election, result = found.get("election"), found.get("result")
        if election is None or result is None:
            yield from _incomplete(documents, election, result)
            return
        records, voters = found.get("records"), found.get("voters")
        asked = election.value if isinstance(election.value, dict) else {}
        counted = result.value if isinstance(result.value, dict) else {}
        yield from tables(
            Election(
                file=result.name,
                name=str(asked["name"]),
                questions=tuple(_belenios_question(one) for one in objects(asked["questions"])),
                result=tuple(counted["result"]),
                day=_last_day(records),
                eligible=len(list(objects(voters.value))) if voters else None,
                voters=len(list(objects(records.value))) if records else None,
                origins=_origins(election.name, f"date ({records.name})" if records else "date"),
                weighed=any(
                    str(one.get("weight", 1)) != "1" for one in objects(voters and voters.value)
                ),
            ),
            [part for part, _ in parts],
        )


class Helios:
    """Results of Helios: the election, its result, and the list of voters."""

    system, version = "helios", "3"

    def recognise(self, document: Document) -> tuple[str, ...]:
        """Whether it is one of the three files of an election, or a list of voters to load."""
        return (part,) if (part := _helios_part(document)) else ()

    def extract(self, documents: Sequence[Document]) -> Iterable[Extract | Remark]:
        """The election, when its questions and its result are there."""
        parts = [(_helios_part(document), document) for document in documents]
        found = _one_of_each(parts)
        if isinstance(found, Remark):
            yield found
            return
        election, result, voters = (found.get(part) for part in ("election", "result", "voters"))
        if election is None or result is None:
            yield from _incomplete(documents, election, result)
            return
        asked = _helios_election(election.value) or {}
        counted = result.value if isinstance(result.value, list) else []
        yield from tables(
            Election(
                file=result.name,
                name=str(asked["name"]),
                questions=tuple(
                    Question(title=str(one["question"]), answers=tuple(texts(one["answers"])))
                    for one in objects(asked["questions"])
                ),
                result=tuple(counted),
                day=day_of(asked.get("voting_ended_at") or asked.get("voting_ends_at")),
                origins=_origins(election.name, f"voting_ended_at ({election.name})"),
                eligible=len(list(objects(voters.value))) if voters else None,
                voters=None,
            ),
            [part for part, _ in parts],
        )


def _origins(asked: str, day: str) -> Mapping[str, Origins]:
    """Where the columns of an election come from.

    Args:
        asked: the file with the questions.
        day: the key of the day of the vote, and the file that has it.
    """
    name = [f"name ({asked})"]
    return {
        "motions": {
            "code": name,
            "title": [f"questions/question ({asked})"],
            "voted_on": [day],
        },
        "counts": {
            "motion": name,
            "option": [f"questions/answers ({asked})"],
            "votes": ["result"],
        },
        "assemblies": {"code": name, "date": [day]},
    }


def _one_of_each(
    parts: Sequence[tuple[str, Document]],
) -> Mapping[str, Document] | Remark:
    """Part -> document; two of one part cannot be told apart."""
    found: dict[str, Document] = {}
    for part, document in parts:
        if part in found:
            facts = {"first_file": found[part].name}
            return Remark(code="two_elections", file=document.name, facts=facts)
        found[part] = document
    return found


def _incomplete(
    documents: Sequence[Document], election: Document | None, result: Document | None
) -> Iterator[Remark]:
    if election is None and result is None:
        for document in documents:
            yield Remark(code="voters_alone", file=document.name)
    else:
        lacking = "result_missing" if result is None else "election_missing"
        yield Remark(code=lacking, file=(election or result or documents[0]).name)


#: Keys of a result; before version 1.16 it held the tally as well.
_OF_A_RESULT = {
    *("result", "num_tallied", "encrypted_tally", "partial_decryptions"),
    *("shuffles", "shufflers"),
}


def _belenios_part(value: object) -> str:
    if isinstance(value, dict):
        # an election of Helios has the address where votes are cast
        if {"questions", "name", "description"} <= value.keys() and "cast_url" not in value:
            asked = list(objects(value["questions"]))
            return "election" if asked and all(map(_is_question, asked)) else ""
        counted = isinstance(value.get("result"), list) and value.keys() <= _OF_A_RESULT
        return "result" if counted else ""
    first = next(objects(value), None)
    if first is None:
        return ""
    if set(first) == {"date", "username"}:
        return "records"
    # one of the two names a voter, whichever the election asks for
    named = {"address", "login"} & set(first)
    return "voters" if named and set(first) <= {"address", "login", "weight"} else ""


def _is_question(one: Mapping[str, object]) -> bool:
    """Whether it is a question as all versions write it, or as they do since there are types."""
    inner = one.get("value") if "type" in one else one
    return isinstance(inner, dict) and isinstance(inner.get("answers"), list)


#: The only type of question whose answers are counted one by one.
_COUNTED = "Homomorphic"


def _belenios_question(one: Mapping[str, object]) -> Question | None:
    """Answers in the order of the counts; None for a question that ranks or grades."""
    inner = one.get("value", one)
    if not isinstance(inner, dict) or one.get("type", _COUNTED) != _COUNTED:
        return None
    blank = ("blank",) if inner.get("blank") else ()
    return Question(
        title=str(inner["question"]),
        answers=(*blank, *texts(inner["answers"])),
        most=int(inner.get("max", 1)),
    )


def _last_day(records: Document | None) -> str | None:
    days = [day for one in objects(records and records.value) if (day := day_of(one["date"]))]
    return max(days, default=None)


def _helios_part(document: Document) -> str:
    value = document.value
    if _helios_election(value):
        return "election"
    first = next(objects(value), None)
    if first and {"voter_type", "uuid"} <= first.keys():
        return "voters"
    counted = isinstance(value, list) and value and all(isinstance(one, list) for one in value)
    if counted and all(isinstance(count, int) for one in texts_of(value) for count in one):
        return "result"
    # a list of voters to load has no headers: the way to sign in, a login, an address, a name;
    # the way is left out in older ones
    return "voters" if len(document.head) > 1 and all(map(_names_voter, document.head)) else ""


def texts_of(value: object) -> list[list[object]]:
    """The lists in a JSON list."""
    return [one for one in value if isinstance(one, list)] if isinstance(value, list) else []


def _names_voter(cells: Sequence[str]) -> bool:
    ways = {"password", "email", "google", "ldap", "github", "gitlab"}
    if len(cells) in {3, 4} and cells[0].strip() in ways:
        return any("@" in one for one in cells[1:3])
    return not cells or ["@" in one for one in cells] == [False, True, False]


def _helios_election(value: object) -> Mapping[str, object] | None:
    if isinstance(value, dict) and {"questions", "cast_url"} <= value.keys():
        return value
    first = next(objects(value), {})
    fields = first.get("fields")
    return fields if first.get("model") == "helios.election" and isinstance(fields, dict) else None
