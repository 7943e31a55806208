"""Several processes answer at once: none talks on a connection to the database that another has."""

import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.browser.site import served

ASKED = 80
UNKNOWN = {"Cookie": "sessionid=nobodyknowsthissessionofours0000"}  # each page looks it up in the database


def asked(address: str) -> int:
    request = urllib.request.Request(address, headers=UNKNOWN)  # noqa: S310 - our own site
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own site
        return answer.status


def test_pages_asked_of_two_processes_at_once_are_all_answered(tmp_path: Path) -> None:
    with served(tmp_path, "--workers", "2") as address, ThreadPoolExecutor(20) as many:
        answers = list(many.map(asked, [f"{address}/help/"] * ASKED))
    assert answers == [200] * ASKED
    log = (tmp_path / "log").read_text()
    assert "ERROR" not in log
    assert "discarding closed connection" not in log
