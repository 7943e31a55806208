"""Several processes answer at once: none talks on a connection that another has, and all stop when they are told."""

import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.browser.site import ROOT, free_port, known, served

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


@pytest.mark.parametrize("after", [0.0, 0.5, 1.5])
def test_it_stops_also_while_its_processes_are_starting(tmp_path: Path, after: float) -> None:
    command = [sys.executable, "-m", "knotwork.command", "serve", "--port", str(free_port())]
    log, environment = tmp_path / "log", known(tmp_path, {"DATABASE_URL": ""})
    with log.open("w") as told:
        serving = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told, stderr=told)
    try:
        while "Knotwork is at" not in log.read_text():
            assert serving.poll() is None, log.read_text()
            time.sleep(0.05)
        time.sleep(after)
        serving.terminate()
        assert serving.wait(timeout=60) is not None
    finally:
        serving.kill()
