"""A network in a throw-away database, for the benchmarks of pages."""

import os
import tempfile
from collections.abc import Callable
from time import perf_counter
from typing import Any

REPEATS = 5


def start_site() -> Any:
    """Set the site up on a new database (DATABASE_URL, or SQLite in a temporary folder)."""
    os.environ["KNOTWORK_DATA"] = tempfile.mkdtemp(prefix="knotwork-benchmark-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.factories import World

    return World()


def quickest(work: Callable[[], Any]) -> float:
    """The shortest of some runs, in milliseconds."""
    taken = []
    for _ in range(REPEATS):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return min(taken) * 1000


def visit(person: Any, address: str) -> Callable[[], Any]:
    """One visit to a page, through everything between the server and the database."""
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.force_login(person)

    def get() -> Any:
        response = client.get(address)
        assert response.status_code == 200, response.status_code
        return response

    return get


def queries_of(work: Callable[[], Any]) -> int:
    """How many queries a piece of work takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)
