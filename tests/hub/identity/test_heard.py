"""A provider that is slow, silent or floods holds up a few for a moment, and nobody else."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

import pytest

from hub.identity.heard import KEPT, PATIENCE, RENEWED, Heard, ProviderDown, fetch, in_time

AT_ONCE = 20


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Dripping(BaseHTTPRequestHandler):
    """Says one byte now and then, without end; or something packed."""

    def do_GET(self) -> None:
        self.send_response(200)
        packed = gzip.compress(b" " * 1_000_000)
        if self.path == "/packed":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        try:
            if self.path == "/packed":
                self.wfile.write(packed)
                return
            for _ in range(600):
                self.wfile.write(b" ")
                time.sleep(0.05)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Dripping) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def outcome(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except ProviderDown:
        return "down"


def slowly(number: Iterator[int]) -> int:
    time.sleep(0.1)
    return next(number)


def all_at_once(heard: Heard[int]) -> list[object]:
    together = threading.Barrier(AT_ONCE)

    def one(_: int) -> object:
        together.wait()
        return outcome(heard.get)

    with ThreadPoolExecutor(AT_ONCE) as people:
        return list(people.map(one, range(AT_ONCE)))


def test_what_drips_is_not_waited_for(address: str) -> None:
    begun = time.monotonic()
    with pytest.raises(ProviderDown):
        in_time(lambda: fetch(f"{address}/drip"), 0.3)
    assert time.monotonic() - begun < 3


def test_what_is_packed_is_not_unpacked(address: str) -> None:
    assert len(fetch(f"{address}/packed")) < 10_000


def test_an_address_that_is_none_answers_nothing() -> None:
    with pytest.raises(ProviderDown):
        fetch("http://127.0.0.1/\x00")


def test_what_goes_wrong_is_told_to_whoever_waits() -> None:
    def ask() -> None:
        raise KeyError("k")

    with pytest.raises(KeyError):
        in_time(ask, 5)


def test_few_wait_for_a_slow_provider_and_the_others_are_told_at_once() -> None:
    silent = threading.Event()
    heard = Heard(silent.wait, seconds=2)
    asked = threading.Barrier(AT_ONCE)

    def one(_: int) -> tuple[object, float]:
        asked.wait()
        begun = time.monotonic()
        return outcome(heard.get), time.monotonic() - begun

    with ThreadPoolExecutor(AT_ONCE) as people:
        told = list(people.map(one, range(AT_ONCE)))
    silent.set()
    assert {what for what, _ in told} == {"down"}
    assert sum(seconds > 1 for _, seconds in told) <= 4


def test_those_who_come_while_it_is_asked_hear_what_it_says() -> None:
    asked, answered = threading.Event(), threading.Event()

    def ask() -> str:
        asked.set()
        answered.wait(5)
        return "said"

    heard = Heard(ask)
    with ThreadPoolExecutor(2) as people:
        first = people.submit(outcome, heard.get)
        asked.wait(5)
        second = people.submit(outcome, heard.get)
        time.sleep(0.1)  # long enough to be turned away, if that is what happens
        answered.set()
    assert [first.result(), second.result()] == ["said", "said"]


def test_many_who_come_at_once_before_it_was_ever_asked_all_hear_it() -> None:
    assert all_at_once(Heard(lambda: slowly(count(1)))) == [1] * AT_ONCE


def test_many_who_come_when_what_was_said_grows_old_all_hear_it() -> None:
    clock, asked = Clock(), count(1)
    heard = Heard(lambda: slowly(asked), clock)
    heard.get()
    for age in range(RENEWED, 20 * RENEWED, RENEWED):
        clock.now = Clock.now + age
        assert set(all_at_once(heard)) <= {age // RENEWED, age // RENEWED + 1}
    assert next(asked) == 21, "one of them asks, and no more"


def test_what_was_said_is_believed_while_one_asks_again_and_when_it_is_down_then() -> None:
    clock, asked = Clock(), []

    def ask() -> str:
        asked.append(clock())
        if len(asked) > 1:
            raise ProviderDown
        return "said"

    heard = Heard(ask, clock)
    for _ in range(KEPT):
        assert heard.get() == "said"
        clock.now += 1
    assert outcome(heard.get) == "down"
    assert len(asked) == 1 + (KEPT - RENEWED) // PATIENCE + 1


def test_one_that_is_down_is_asked_again_after_a_while() -> None:
    clock, asked = Clock(), []

    def ask() -> str:
        asked.append(clock())
        if len(asked) == 1:
            raise ProviderDown
        return "said"

    heard = Heard(ask, clock)
    assert [outcome(heard.get) for _ in range(3)] == ["down"] * 3
    clock.now += PATIENCE
    assert [outcome(heard.get) for _ in range(3)] == ["said"] * 3
    assert asked == [1000.0, 1000.0 + PATIENCE]


def test_what_is_not_enough_is_asked_for_again_and_kept_all_the_same() -> None:
    clock = Clock()
    heard = Heard(count(1).__next__, clock)
    assert heard.get() == 1
    assert heard.get(lambda number: number > 1) == 1
    clock.now += PATIENCE
    assert heard.get(lambda number: number > 1) == 2
    clock.now += KEPT
    assert heard.get() == 3
