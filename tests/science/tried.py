"""Try changes one after another in copies of one process that has read the tests once: a plugin of pytest.

`python -m pytest -p tests.science.tried …`, with the changes' names in the file that `CHANGES` names; what
became of each is written to the file that `TRIED` names. `tests/science/mutation.py` runs it in the copy
that holds the changes.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from mutmut.mutation import trampoline

CHOSEN = "MUTANT_UNDER_TEST"
called: set[str] = set()
"""The functions called since the last look; first of all, those called while the modules are read."""
trampoline.record_trampoline_hit = lambda name, caller=None: called.add(name)
os.environ[CHOSEN] = "stats"


class Failures:
    """Whether a test has failed since the last look."""

    failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed |= report.failed


def each(items: list[pytest.Item]) -> list[tuple[pytest.Item, pytest.Item | None]]:
    return list(zip(items, [*items[1:], None], strict=True))


def in_a_copy(work, seconds: float = resource.RLIM_INFINITY) -> tuple[int, str]:
    """Work in a copy of this process; what it ended with, and what it returned. Time is that of the processor."""
    reads, writes = os.pipe()
    copy = os.fork()
    if not copy:
        os.close(reads)
        if seconds != resource.RLIM_INFINITY:
            most = int(time.process_time() + seconds) + 1
            resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))
        try:
            said = work()
            with os.fdopen(writes, "w") as told:
                told.write(said)
        except BaseException:
            os._exit(3)
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as told:
        said = told.read()
    return os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]), said


def forget() -> None:
    """Have every function that remembers begin anew, so that nothing read or tried before hides a change."""
    for name, module in list(sys.modules.items()):
        if name.startswith("knotwork."):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def reached(items: list[pytest.Item], failures: Failures) -> str:
    """By function, which tests call it and how long each takes; nothing may fail before anything is changed."""
    by_function, took = defaultdict(list), []
    called.clear()
    for place, (item, following) in enumerate(each(items)):
        forget()
        began = time.process_time()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        took.append(time.process_time() - began)
        if failures.failed:
            return json.dumps({"failed": item.nodeid})
        for function in called:
            by_function[function].append(place)
        called.clear()
    return json.dumps({"by_function": by_function, "took": took})


def tried(change: str, items: list[pytest.Item], failures: Failures) -> str:
    """The first test that fails, if one does."""
    os.environ[CHOSEN] = change
    for item, following in each(items):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if failures.failed:
            return item.nodeid
    return ""


def pytest_runtestloop(session: pytest.Session) -> bool:
    """In the place of running the tests: a line for each change, of what became of it and the test that noticed.

    The tests that noticed most other changes of the same function are run first, then the quickest.
    """
    failures, items, at_reading = Failures(), session.items, frozenset(called)
    session.config.pluginmanager.register(failures)
    code, said = in_a_copy(lambda: reached(items, failures))
    known = json.loads(said) if not code else {"failed": f"counting calls ended with {code}"}
    if "failed" in known:
        pytest.exit(f"Before any change: {known['failed']}", returncode=1)
    forget()
    by_function, took = known["by_function"], known["took"]
    everything = [items[place] for place in sorted(range(len(items)), key=lambda place: took[place])]
    if in_a_copy(lambda: tried("", everything, failures)) != (0, ""):
        pytest.exit("Without any change a test fails in another order.", returncode=1)
    noticed: Counter[tuple[str, str]] = Counter()
    with Path(os.environ["TRIED"]).open("w") as told:
        for change in Path(os.environ["CHANGES"]).read_text().split():
            function = change.partition("__mutmut_")[0]
            places = by_function.get(function, ())
            quick = {items[place]: (-noticed[function, items[place].nodeid], took[place]) for place in places}
            chosen, most = sorted(quick, key=lambda item: quick[item]), 3 * sum(took[place] for place in places) + 10
            code, by = in_a_copy(lambda change=change, chosen=chosen: tried(change, chosen, failures), most)
            noticed[function, by] += 1
            fate = "too long" if code < 0 else "noticed" if code or by else "survived"
            if fate == "survived" and (function in at_reading or not places):
                fate = "at reading"
            print(fate, change, by, sep="\t", file=told, flush=True)
    return True
