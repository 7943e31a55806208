"""Two pages are made at once in a process; whoever comes next waits, in the order of coming."""

from threading import Event, Lock, Thread
from types import SimpleNamespace

import pytest
from django.http import HttpResponse

from knotwork.site.middleware import AT_ONCE, Turns, in_turn, timed

PATIENCE = 10.0


class Watched:
    """Threads that go into turns one after the other, and what they did, in order."""

    def __init__(self, turns: Turns) -> None:
        self.turns, self.guard = turns, Lock()
        self.inside: list[str] = []
        self.leave: dict[str, Event] = {}
        self.threads: list[Thread] = []

    def come(self, name: str, *, waits: bool) -> None:
        """Somebody comes, and is inside, or waiting, when this returns."""
        self.leave[name] = Event()
        self.threads.append(Thread(target=self._stay, args=(name,), daemon=True))
        before = len(self.turns._waiting)
        self.threads[-1].start()
        _until(lambda: len(self.turns._waiting) > before if waits else name in self.inside)

    def go(self, name: str) -> None:
        self.leave[name].set()

    def _stay(self, name: str) -> None:
        with self.turns:
            with self.guard:
                self.inside.append(name)
            self.leave[name].wait(PATIENCE)


def _until(true) -> None:
    waiting = Event()
    for _look in range(int(PATIENCE / 0.01)):
        if true():
            return
        waiting.wait(0.01)
    pytest.fail("it never came to that")


def test_so_many_are_inside_at_once_and_the_next_goes_in_when_one_leaves() -> None:
    watched = Watched(Turns(2))
    watched.come("one", waits=False)
    watched.come("two", waits=False)
    watched.come("three", waits=True)
    assert watched.inside == ["one", "two"]
    watched.go("two")
    _until(lambda: "three" in watched.inside)


def test_whoever_came_first_goes_first() -> None:
    watched = Watched(Turns(1))
    watched.come("first", waits=False)
    for name in ("second", "third", "fourth"):
        watched.come(name, waits=True)
    for name in ("first", "second", "third", "fourth"):
        _until(lambda name=name: name in watched.inside)
        watched.go(name)
    assert watched.inside == ["first", "second", "third", "fourth"]


def test_a_turn_that_nobody_waits_for_is_free_again() -> None:
    turns = Turns(1)
    for _time in range(3):
        with turns:
            pass


def page(method: str) -> SimpleNamespace:
    return SimpleNamespace(method=method)


def test_a_page_that_fails_gives_its_turn_back() -> None:
    served = in_turn(lambda _request: 1 / 0)
    for _time in range(AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError):
            served(page("GET"))


def test_a_page_says_how_long_it_was_in_the_making() -> None:
    def slow(_request):
        Event().wait(0.05)
        return HttpResponse()

    name, took = timed(slow)(page("GET"))["Server-Timing"].split(";dur=")
    assert name == "page"
    assert 50 <= float(took) < PATIENCE * 1000


def test_strangers_are_told_no_timings(client) -> None:
    assert "Server-Timing" not in client.get("/help/").headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_what_is_sent_waits_for_nobody(method) -> None:
    free, asked = Event(), []

    def answer(request):
        asked.append(request.method)
        return request.method != "GET" or free.wait(PATIENCE)

    served = in_turn(answer)
    pages = [Thread(target=served, args=(page("GET"),), daemon=True) for _each in range(AT_ONCE + 1)]
    for each in pages:
        each.start()
    _until(lambda: asked.count("GET") == AT_ONCE)
    assert served(page(method)) is True
    free.set()
    for each in pages:
        each.join(PATIENCE)
    assert asked.count("GET") == AT_ONCE + 1
