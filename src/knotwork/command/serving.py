"""`knotwork serve`: the whole site from one command."""

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from knotwork.command.setting_up import fail, ready_database, start_django

DIGESTS = ["-m", "knotwork.command", "digest"]
BETWEEN_DIGESTS = 600.0
WORK = ["db_worker", "--interval", "0.3", "--no-startup-delay"]
# One process keeps one core busy. Two at the least, so that a slow page holds up nobody else.
WORKERS = max(2, min(8, os.cpu_count() or 2))
# Each may wait for somebody's slow upload. How many pages are made at once, the site's middleware says.
THREADS = 32
PAUSE = 2.0
STOPPING = 8


def add_to(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("serve", help="serve the site", description=serve.__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen at (8000)")
    parser.add_argument("--workers", type=int, default=WORKERS, help=f"how many processes answer ({WORKERS})")
    parser.add_argument("--demonstration", action="store_true", help="serve a simulated network to look around in")
    parser.set_defaults(run=serve)


def serve(chosen: argparse.Namespace) -> int:
    """Bring the database up to date, then serve the site and do its background work until stopped."""
    if not is_free(chosen.host, chosen.port):
        return fail(f"something answers at {chosen.host}:{chosen.port} already. Stop it, or add --port.")
    if chosen.demonstration:
        os.environ["KNOTWORK_DEMONSTRATION"] = "1"
    # There is a process for each core already: what each multiplies is small, and is not divided among all cores again.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    start_django()
    ready_database()
    if chosen.demonstration:
        from knotwork.command.demonstration import lay_out

        lay_out()
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    with background_work():
        _answer(chosen)
    return 0


def is_free(host: str, port: int) -> bool:
    """Whether nothing else listens there. The server itself would share a port without a word."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


@contextmanager
def background_work() -> Iterator[None]:
    """A process beside the site that does its long work, begun again if it should stop."""
    stopping = Event()
    working: list[subprocess.Popen] = []

    def keep_working() -> None:
        while not stopping.is_set():
            working[:] = [subprocess.Popen([sys.executable, "-m", "django", *WORK])]
            working[0].wait()
            stopping.wait(PAUSE)

    def keep_writing() -> None:
        while not stopping.wait(BETWEEN_DIGESTS):
            working[1:] = [subprocess.Popen([sys.executable, *DIGESTS], stdout=subprocess.DEVNULL)]
            working[1].wait()

    keepers = [Thread(target=keep_working, daemon=True), Thread(target=keep_writing, daemon=True)]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        stopping.set()
        for process in working:
            process.terminate()
        for keeper in keepers:
            keeper.join(timeout=30)


def _let_go(connections: Iterable[Any]) -> None:
    """Close connections and their pools: the processes that answer must not inherit one and talk on it at once."""
    for connection in connections:
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()


def _answer(chosen: argparse.Namespace) -> None:
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    _let_go(connections.all())
    print(f"Knotwork is at http://{chosen.host}:{chosen.port}  (stop it with Ctrl+C)", flush=True)
    Granian(
        "knotwork.site.wsgi:application",
        interface=Interfaces.WSGI,
        address=chosen.host,
        port=chosen.port,
        workers=chosen.workers,
        blocking_threads=THREADS,
        workers_kill_timeout=STOPPING,  # one that is still starting does not hear that it should stop
        log_enabled=False,
    ).serve()
