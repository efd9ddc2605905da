"""An answer is worked out once, kept while there is room, and never changed by its encoding."""

import asyncio
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.answers import LONGEST, Answer, Answers
from schema.negotiation import IDENTITY, JSON

LONG = b"turnout " * 1_000


def answer(body: bytes = b"{}", *, lasting: bool = True) -> Answer:
    return Answer(200, body, media=JSON, headers=((b"vary", b"Accept"),), lasting=lasting)


class Work:
    """Work that counts how often it was done, and waits until it may go on."""

    def __init__(self, made: Answer) -> None:
        self.made = made
        self.done = 0
        self.may_end = asyncio.Event()

    async def __call__(self) -> Answer:
        self.done += 1
        await self.may_end.wait()
        return self.made

    def at_once(self) -> "Work":
        self.may_end.set()
        return self


def test_those_who_ask_together_wait_for_one_answer() -> None:
    async def asked() -> tuple[int, set[int]]:
        answers, work = Answers(), Work(answer())
        tasks = [asyncio.create_task(answers.answer(b"key", work)) for _ in range(5)]
        await asyncio.sleep(0)
        work.may_end.set()
        return work.done, {id(one) for one in await asyncio.gather(*tasks)}

    done, different = asyncio.run(asked())
    assert (done, len(different)) == (1, 1)


def test_when_the_first_who_asked_is_interrupted_another_works_it_out() -> None:
    async def asked() -> tuple[int, Answer]:
        answers, work = Answers(), Work(answer())
        first, second = (asyncio.create_task(answers.answer(b"key", work)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        work.may_end.set()
        found = await second
        with pytest.raises(asyncio.CancelledError):
            await first
        return work.done, found

    done, found = asyncio.run(asked())
    assert (done, found.status) == (2, 200)


def test_what_did_not_last_is_worked_out_again() -> None:
    async def asked() -> int:
        answers, work = Answers(), Work(answer(lasting=False)).at_once()
        for _ in range(2):
            await answers.answer(b"key", work)
        assert answers.find(b"key") is None
        return work.done

    assert asyncio.run(asked()) == 2


def test_what_was_kept_while_somebody_waited_is_not_worked_out_again() -> None:
    async def asked() -> int:
        answers, work = Answers(), Work(answer()).at_once()
        for _ in range(3):
            await answers.answer(b"key", work)
        return work.done

    assert asyncio.run(asked()) == 1


def test_the_answer_asked_for_least_recently_makes_room() -> None:
    async def kept() -> list[bool]:
        answers = Answers(most_bytes=8_000)
        for key in (b"a", b"b", b"c"):
            await answers.answer(key, Work(answer(b"x" * 600)).at_once())
            answers.find(b"a")
        await answers.answer(b"d", Work(answer(b"x" * 600)).at_once())
        return [answers.find(key) is not None for key in (b"a", b"b", b"c", b"d")]

    assert asyncio.run(kept()) == [True, False, True, True]


def test_an_answer_too_long_to_keep_is_given_and_forgotten() -> None:
    async def asked() -> tuple[Answer | None, int]:
        answers = Answers()
        await answers.answer(b"key", Work(answer(b"x" * (LONGEST + 1))).at_once())
        return answers.find(b"key"), answers.bytes

    assert asyncio.run(asked()) == (None, 0)


@given(
    asked=st.lists(
        st.tuples(
            st.integers(0, 8), st.integers(0, 6_000), st.sampled_from(["br", "gzip", IDENTITY])
        ),
        max_size=20,
    )
)
def test_what_is_kept_never_takes_more_than_there_is_room_for(
    asked: list[tuple[int, int, str]],
) -> None:
    async def kept() -> None:
        answers = Answers(most_bytes=20_000)
        for number, length, encoding in asked:
            key = bytes([number])
            found = await answers.answer(key, Work(answer(b"ab" * length)).at_once())
            await found.form(encoding)
            answers.weigh(key)
            assert 0 <= answers.bytes <= 20_000

    asyncio.run(kept())


def test_a_form_says_what_it_is_and_another_has_another_tag() -> None:
    async def forms() -> tuple[dict[bytes, bytes], dict[bytes, bytes], bytes]:
        made = answer(LONG)
        assert made.at_hand("gzip") is None
        plain, packed = await made.form(IDENTITY), await made.form("gzip")
        assert made.at_hand("gzip") is packed
        return dict(plain.headers), dict(packed.headers), packed.body

    plain, packed, body = asyncio.run(forms())
    assert gzip.decompress(body) == LONG
    assert packed[b"content-encoding"] == b"gzip"
    assert b"content-encoding" not in plain
    assert plain[b"etag"] != packed[b"etag"]
    assert plain[b"content-length"] == str(len(LONG)).encode()
    assert packed[b"content-length"] == str(len(body)).encode()


def test_a_long_answer_is_made_shorter_beside_other_work() -> None:
    found = asyncio.run(answer(LONG * 5).form("br"))
    assert len(found.body) < len(LONG)


@pytest.mark.parametrize("body", [b"{}", bytes(range(256)) * 4])
def test_what_would_not_get_shorter_is_given_as_it_is(body: bytes) -> None:
    found = asyncio.run(answer(body[:600]).form("zstd"))
    assert found.body == body[:600]


def test_an_answer_that_does_not_last_has_no_tag() -> None:
    found = asyncio.run(answer(LONG, lasting=False).form("br"))
    assert found.etag == ""
    assert b"etag" not in dict(found.headers)
