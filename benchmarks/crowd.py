"""How long pages take in a network of 20,000 people with 100,000 strands and 300,000 links, with twenty at once.

`python tests/postgresql.py .venv/bin/python -m benchmarks.crowd [STRANDS]` for PostgreSQL; without the first part for
SQLite. People and links grow with the strands. Each page is asked for by people drawn by chance, all pages mixed, as
in a working day: first one at a time, then twenty at once without a pause, which is as many as a few hundred people
make who read what they open. The ratio is to the help page, which asks the database for little, in the same mixture.
"""

import os
import random
import sys
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.laid_out import queries_of, start_site, visit

AT_ONCE = 20
READERS = 60
BEGAN = datetime(2022, 1, 1, 9, tzinfo=UTC)
BATCH = 5_000


def fill(strands: int) -> list[Any]:
    """Write a crowd into the database as rows, past the actions, which would take an hour. Some of its people."""
    from knotwork.learning.people.models import HeldRole, Person
    from knotwork.learning.places.models import Place
    from knotwork.learning.strands.actions import index_all
    from knotwork.learning.systems.models import LearningSystem, Participation
    from knotwork.science.simulation.crowd import crowd

    drawn = crowd(np.random.default_rng(11), people=strands // 5, strands=strands, links=strands * 3)
    systems = LearningSystem.objects.bulk_create(
        LearningSystem(slug=f"system-{n}", name=f"System {n}", purpose="To learn.")
        for n in range(int(drawn.board_systems.max()) + 1)
    )
    boards = Place.objects.bulk_create(_place(f"Board {n}", "board", None) for n in range(len(drawn.board_systems)))
    places = Place.objects.bulk_create(
        _place(f"Ward {n}", "ward", boards[board]) for n, board in enumerate(drawn.place_board)
    )
    Participation.objects.bulk_create(
        Participation(system=systems[system], place=board)
        for board, row in zip(boards, drawn.board_systems, strict=True)
        for system in row
    )
    people = [_person(n) for n in range(len(drawn.person_place))]
    people = Person.objects.bulk_create(people, batch_size=BATCH)
    HeldRole.objects.bulk_create(
        (HeldRole(person=person, role="member", place=places[at])
         for person, at in zip(people, drawn.person_place, strict=True)), batch_size=BATCH,
    )  # fmt: skip
    told = _strands(drawn, systems, places, people)
    _links(drawn, told)
    _timed("The index of their words", index_all)
    busy = np.unique(drawn.strand_by)  # people who told something, from those who told much to those who told little
    return [people[at] for at in busy[np.linspace(0, len(busy) - 1, READERS).astype(int)]]


def _person(number: int) -> Any:
    from knotwork.learning.people.models import Person

    return Person(email=f"p{number}@example.org", name=f"Person {number}", joined_at=BEGAN)


def _place(name: str, kind: str, above: Any) -> Any:
    from knotwork.learning.places.models import Place

    one = Place(name=name, kind=kind, parent=above)
    one.path = f"{above.path if above else '/'}{one.code}/"
    return one


def _strands(drawn: Any, systems: list[Any], places: list[Any], people: list[Any]) -> list[Any]:
    """Every strand as an insight, whatever its kind: what is measured reads strands and links, and their words."""
    from knotwork.learning.insights.models import Insight
    from knotwork.learning.strands.models import Strand, Version
    from knotwork.science.simulation.crowd import VISIBILITIES, sentence

    rng = np.random.default_rng(12)
    texts = [sentence(rng) for _ in range(len(drawn.strand_by))]
    columns = (drawn.strand_system, drawn.strand_place, drawn.strand_by, drawn.strand_visibility, drawn.strand_day)
    made = Strand.objects.bulk_create(
        (
            Strand(
                kind="insight",
                title=text[:90],
                system=systems[system],
                place=places[place],
                by=people[by],
                visibility=VISIBILITIES[seen],
                at=BEGAN + timedelta(days=int(day), seconds=n % 86_000),
            )
            for n, (text, system, place, by, seen, day) in enumerate(zip(texts, *columns, strict=True))
        ),
        batch_size=BATCH,
    )
    words = [{"happened": text, "learned": "", "needed_by": ""} for text in texts]
    Insight.objects.bulk_create(
        (Insight(strand=one, **said) for one, said in zip(made, words, strict=True)), batch_size=BATCH
    )
    Version.objects.bulk_create(
        (Version(strand=one, number=1, at=one.at, by=one.by, words=said)
         for one, said in zip(made, words, strict=True)), batch_size=BATCH,
    )  # fmt: skip
    return made


def _links(drawn: Any, told: list[Any]) -> None:
    from knotwork.learning.strands.models import Link

    relations = ("supports", "prompted by", "adapted from", "answers")
    Link.objects.bulk_create(
        (
            Link(
                origin=told[origin],
                outcome=told[outcome],
                system=told[outcome].system,
                relation=relations[outcome % 4],
                by=told[outcome].by,
                at=told[outcome].at,
            )
            for origin, outcome in drawn.links
        ),
        batch_size=BATCH,
    )


def pages_of(person: Any) -> dict[str, str]:
    """What somebody opens on a working day."""
    from knotwork.learning.strands.models import Strand
    from knotwork.learning.systems.queries import seen_by

    system = seen_by(person).first()
    mine = Strand.objects.filter(by=person).order_by("-at").first()
    return {
        "help": "/help/", "today": "/", "system": f"/systems/{system.slug}/", "feed": "/learning/",
        "board": f"/systems/{system.slug}/board/", "knot": f"/systems/{system.slug}/knot/?month=2023-05",
        "pack": f"/systems/{system.slug}/pack/?since=2023-01-01&until=2023-03-31",
        "search": "/learning/?q=footwear+bell", "one word": "/learning/?q=bell", "a slip": "/learning/?q=footwaer+bell",
        "decided": "/learning/?q=bell&outcome=decided&since=2022-06-01",
        "insight": f"/insights/{mine.code}/",
        "thread": f"/strands/{mine.code}/thread/",
    }  # fmt: skip


def session_of(person: Any) -> str:
    """The cookie of somebody who signed in a moment ago."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store["began_at"] = store["seen_at"] = timezone.now().isoformat()
    store.create()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


def taken(address: str, cookie: str) -> tuple[float, float]:
    """How long one page took, in milliseconds: as whoever waits for it counts, and to the server once its turn came."""
    start = perf_counter()
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookie})) as answer:  # noqa: S310 - our own server
        answer.read()
        made = float(answer.headers["Server-Timing"].removeprefix("page;dur="))
        assert answer.url == address, f"{address} led to {answer.url}"
    return (perf_counter() - start) * 1000, made


def measured(address: str, readers: list[Any], at_once: int) -> dict[str, list[tuple[float, float]]]:
    """Every page by many people, all mixed, so many at once: how long each was waited for, and was made."""
    asked = [(name, path, session_of(person)) for person in readers for name, path in pages_of(person).items()]
    random.Random(5).shuffle(asked)
    with ThreadPoolExecutor(at_once) as many:
        times = many.map(lambda one: (one[0], taken(f"{address}{one[1]}", one[2])), asked)
        found: dict[str, list[tuple[float, float]]] = {}
        for name, milliseconds in times:
            found.setdefault(name, []).append(milliseconds)
    return found


def main(strands: int) -> None:
    start_site()
    from django.db import connection, connections

    from tests.browser.site import served

    readers = _timed(f"{strands} strands, {strands * 3} links and {strands // 5} people", lambda: fill(strands))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    queries = {name: queries_of(visit(readers[0], path)) for name, path in pages_of(readers[0]).items()}
    with served(
        Path(os.environ["KNOTWORK_DATA"]), "--workers", "2", KNOTWORK_SECOND_STEP="nobody", KNOTWORK_TIMINGS="1"
    ) as address:
        alone = measured(address, readers[::3], 1)
        began = perf_counter()
        found = measured(address, readers, AT_ONCE)
        each_second = sum(map(len, found.values())) / (perf_counter() - began)
    connections.close_all()
    print(f"\n{connection.vendor}; {AT_ONCE} at once: {each_second:.0f} pages a second; milliseconds:")
    print(f"page      queries  alone: half  95 %  / help   {AT_ONCE} at once, waited: half  95 %   made: half  95 %")
    usual = np.percentile([waited for waited, _made in alone["help"]], 50)
    for name, times in found.items():
        half, most = np.percentile([waited for waited, _made in alone[name]], [50, 95])
        print(f"{name:9s} {queries[name]:7d} {half:12.0f} {most:5.0f} {half / usual:7.1f} ", end="")
        waited, made = (np.percentile(each, [50, 95]) for each in zip(*times, strict=True))
        print(f"{waited[0]:25.0f} {waited[1]:5.0f} {made[0]:13.0f} {made[1]:5.0f}")


def _timed(what: str, work: Callable[[], Any]) -> Any:
    start = perf_counter()
    done = work()
    print(f"{what} in {perf_counter() - start:.0f} s", flush=True)
    return done


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
