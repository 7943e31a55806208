"""The real site, started as people start it, and the browser that looks at it."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "Chromium was not found, so NO page was looked at. On Debian: apt install chromium"
PATIENCE = 60


def chromium() -> str | None:
    """The browser on this machine."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def demonstration() -> Iterator[str]:
    """The demonstration on a new database, for as long as the block lasts; its address."""
    folder = Path(tempfile.mkdtemp(prefix="knotwork-browser-"))
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "knotwork.command",
        "serve",
        "--demonstration",
        "--port",
        str(port),
        "--workers",
        "1",
    ]
    with (folder / "log").open("w") as log:
        served = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "KNOTWORK_DATA": str(folder)}, stdout=log, stderr=log
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, served, folder / "log")
        yield address
    finally:
        served.terminate()
        served.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(address: str, served: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while served.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/sign-in/", timeout=5):  # noqa: S310 - our own site
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError(f"The site did not start:\n{log.read_text()}")
