"""Ten people sort a board and the server is killed: each sends again what had no answer, and all is there once."""

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Timer
from urllib.parse import urlencode
from uuid import uuid4

from tests.browser.site import ROOT, _wait, free_port, known, run

PEOPLE, EACH = 10, 5
ON_SQLITE = {"DATABASE_URL": ""}


class Person:
    """Somebody at a board, with a browser that keeps a session, and what they mean to do there."""

    def __init__(self, number: int) -> None:
        opener = urllib.request.HTTPCookieProcessor(CookieJar())
        self.browser = urllib.request.build_opener(opener)
        self.names = [f"Theme {number}.{each}" for each in range(EACH)]
        self.tokens = {name: str(uuid4()) for name in self.names}
        self.done: list[str] = []

    def ask(self, address: str, **sent: str) -> str:
        body = urlencode(sent).encode() if sent else None
        with self.browser.open(address, body, timeout=30) as answer:
            return answer.read().decode()

    def sign_in(self, site: str) -> None:
        page = self.ask(f"{site}/sign-in/")
        self.ask(f"{site}/sign-in/demonstration/", csrfmiddlewaretoken=csrf(page), role="co_ordinator")

    def sort(self, site: str) -> None:
        """Name every theme that is not known to be named, until the site is gone."""
        try:
            for name in [name for name in self.names if name not in self.done]:
                page = self.ask(f"{site}/systems/falls/board/")
                sent = {"csrfmiddlewaretoken": csrf(page), "name": name, "token": self.tokens[name], "do": "name"}
                answer = self.ask(f"{site}/systems/falls/board/sort/", **sent, chosen=story(page))
                assert f"“{name}” is named." in answer
                self.done.append(name)
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{refused.code}: {refused.read()[:2000]!r}") from refused
        except (urllib.error.URLError, HTTPException, ConnectionError, TimeoutError):
            return  # what is not in `done` is sent again


def csrf(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]


def story(page: str) -> str:
    """The code of something on the board."""
    return re.search(r'name="chosen" value="(\w+)(?:@\w+)?" id=', page)[1]


def serve(folder: Path) -> tuple[subprocess.Popen, str]:
    port = free_port()
    words = ["serve", "--demonstration", "--workers", "2", "--port", str(port)]
    with (folder / "log").open("a") as log:
        serving = subprocess.Popen(
            [sys.executable, "-m", "knotwork.command", *words], cwd=ROOT, env=known(folder, ON_SQLITE),
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    _wait(f"http://127.0.0.1:{port}", serving, folder / "log")
    return serving, f"http://127.0.0.1:{port}"


def kill(serving: subprocess.Popen) -> None:
    """End the site and all its processes at once, as a lost machine would."""
    os.killpg(serving.pid, signal.SIGKILL)
    serving.wait(timeout=30)


def test_what_ten_people_sort_is_there_once_after_the_server_was_killed(tmp_path: Path) -> None:
    people = [Person(number) for number in range(PEOPLE)]
    serving, site = serve(tmp_path)
    try:
        for person in people:
            person.sign_in(site)
        killing = Timer(1.0, kill, [serving])
        killing.start()
        with ThreadPoolExecutor(PEOPLE) as many:
            list(many.map(lambda person: person.sort(site), people))
        killing.join()
        done_before = sum(len(person.done) for person in people)
        assert done_before < PEOPLE * EACH, "It was killed too late to matter."
        serving, site = serve(tmp_path)
        with ThreadPoolExecutor(PEOPLE) as many:
            list(many.map(lambda person: (person.sign_in(site), person.sort(site)), people))
        assert [person.done for person in people] == [person.names for person in people]
        named = [name for page in range(1, 9) for name in named_on(people[0], site, page)]
    finally:
        kill(serving)
    wanted = sorted(name for person in people for name in person.names)
    assert sorted(name for name in named if name.startswith("Theme ")) == wanted
    run(tmp_path, "audit", "verify", **ON_SQLITE)


def named_on(person: Person, site: str, page: int) -> list[str]:
    """The names of the themes on one page of the board; none beyond the last."""
    shown = person.ask(f"{site}/systems/falls/board/?themes={page}")
    last = re.search(r"Themes, page (\d+) of (\d+)", shown)
    beyond = page > 1 and (last is None or int(last[2]) < page)
    return [] if beyond else re.findall(r'<h2><a href="/themes/\w+/">([^<]+)</a></h2>', shown)
