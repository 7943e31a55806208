"""`knotwork serve`: the whole site from one command."""

import argparse
import os
import subprocess
import sys
from typing import Any

from knotwork.command.setting_up import ready_database, start_django


def add_to(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("serve", help="serve the site", description=serve.__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen at (8000)")
    parser.add_argument("--workers", type=int, default=2, help="how many processes answer (2)")
    parser.add_argument("--demonstration", action="store_true", help="serve a simulated network to look around in")
    parser.set_defaults(run=serve)


def serve(chosen: argparse.Namespace) -> int:
    """Bring the database up to date, then serve the site and do its background work until stopped."""
    if chosen.demonstration:
        os.environ["KNOTWORK_DEMONSTRATION"] = "1"
    start_django()
    ready_database()
    if chosen.demonstration:
        from knotwork.command.demonstration import lay_out

        lay_out()
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    work = subprocess.Popen([sys.executable, "-m", "django", "db_worker", "--interval", "0.3", "--no-startup-delay"])
    try:
        _answer(chosen)
    finally:
        work.terminate()
        work.wait(timeout=30)
    return 0


def _answer(chosen: argparse.Namespace) -> None:
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    connections.close_all()
    print(f"Knotwork is at http://{chosen.host}:{chosen.port}  (stop it with Ctrl+C)", flush=True)
    Granian(
        "knotwork.site.wsgi:application",
        interface=Interfaces.WSGI,
        address=chosen.host,
        port=chosen.port,
        workers=chosen.workers,
        log_enabled=False,
    ).serve()
