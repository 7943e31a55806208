"""What runs beside the site: its background work, and the digests that are due, again and again until it stops."""

import sys
import time
from pathlib import Path

from knotwork.command import serving


def lines(file: Path) -> int:
    return len(file.read_text().splitlines()) if file.exists() else 0


def wait_for(file: Path, many: int) -> None:
    until = time.monotonic() + 60
    while lines(file) < many:
        assert time.monotonic() < until, f"{lines(file)} of {many}"
        time.sleep(0.05)


def test_digests_are_sent_again_and_again_until_the_site_stops(tmp_path, monkeypatch) -> None:
    file = tmp_path / "sent"
    monkeypatch.setattr(serving, "DIGESTS", ["-c", f"open({str(file)!r}, 'a').write('sent\\n')"])
    monkeypatch.setattr(serving, "BETWEEN_DIGESTS", 0.05)
    monkeypatch.setattr(serving, "WORK", ["version"])
    with serving.background_work():
        wait_for(file, 3)
    seen = lines(file)
    time.sleep(0.5)
    assert lines(file) == seen


def test_what_is_run_for_digests_is_a_command_that_there_is() -> None:
    import subprocess

    done = subprocess.run([sys.executable, *serving.DIGESTS, "--help"], capture_output=True, text=True, check=True)
    assert "digest" in done.stdout
