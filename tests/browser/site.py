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
PATIENCE = 180
EMAIL, PASSWORD = "ada.osei@example.org", "correct horse battery"


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
    with _folder() as folder, served(folder, "--demonstration") as address:
        yield address


@contextmanager
def network(**environment: str) -> Iterator[str]:
    """A network of one person, as somebody begins it who has just installed the site; its address, by a name."""
    with _folder() as folder:
        more = {"KNOTWORK_PASSWORD": PASSWORD, **environment}
        run(folder, "begin", "Falls", "--purpose", "Fewer falls.", **more)
        named = ("--name", "Ada Osei", "--role", "co_ordinator", "--system", "falls")
        run(folder, "welcome", EMAIL, *named, **more)
        with served(folder, **more) as address:
            yield address.replace("127.0.0.1", "localhost")  # passkeys belong to a name, never to a number


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="knotwork-browser-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(folder: Path, *words: str, **environment: str) -> None:
    """One command of Knotwork."""
    subprocess.run(
        [sys.executable, "-m", "knotwork.command", *words],
        cwd=ROOT, env=known(folder, environment), check=True, capture_output=True,
    )  # fmt: skip


@contextmanager
def served(folder: Path, *options: str, **environment: str) -> Iterator[str]:
    """The site on the data in a folder, for as long as the block lasts; its address."""
    port = free_port()
    command = [sys.executable, "-m", "knotwork.command", "serve", "--workers", "1", *options, "--port", str(port)]
    with (folder / "log").open("w") as log:
        serving = subprocess.Popen(command, cwd=ROOT, env=known(folder, environment), stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, serving, folder / "log")
        yield address
    finally:
        serving.terminate()
        serving.wait(timeout=60)


def known(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    """What the site is told: the settings that people have, not those of the tests."""
    mine = {"KNOTWORK_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "knotwork.site.settings"}
    return {**os.environ, **mine, **environment}


def _wait(address: str, served: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while served.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/sign-in/", timeout=5):  # noqa: S310 - our own site
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError(f"The site did not start:\n{log.read_text()}")
