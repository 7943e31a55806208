"""Today, the learning systems that I belong to, one system's home, and the page of a person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from knotwork.access.verbs import Verb
from knotwork.learning.capture.queries import told_and_waiting
from knotwork.learning.home import queries
from knotwork.learning.measures import charts
from knotwork.learning.people.queries import people_count, stewards_of
from knotwork.learning.sense.queries import to_answer, with_subjects
from knotwork.learning.strands.queries import feed, makes_sense
from knotwork.learning.systems.queries import may, seen_by, where_allowed

NOT_US = "It was not us: we changed nothing that could explain it."


def today(request: HttpRequest) -> HttpResponse:
    """What is new for me, in one short column with an end."""
    new = queries.today(request.user, at=timezone.now())
    signals = [(one, charts.alone(one)) for one in new.signals]
    own = {one.place.pk for one in new.signals if may(request.user, Verb.TELL, one)}
    in_hand = queries.in_hand(request.user, today=timezone.localdate())
    waits = told_and_waiting(request.user, most=queries.EACH)
    context = {
        "new": new,
        "in_hand": in_hand,
        "on_its_way": waits,
        "signals": signals,
        "told_places": own,
        "not_us": NOT_US,
        "to_answer": to_answer(request.user, [*new.learned, *(one.strand for one in new.followed)]),
        "now": timezone.localtime(),
    }
    return render(request, "home/today.html", context)


def person(request: HttpRequest, person: Any) -> HttpResponse:
    """Who somebody is here, and what they told: no more of it than the reader sees anyway."""
    known = queries.known_of(request.user, person, page=request.GET.get("page"))
    told = with_subjects(request.user, known.told) if known else []
    mine = person.pk == request.user.pk
    waits = told_and_waiting(request.user, most=queries.EACH) if mine else []
    context = {"person": person, "known": known, "told": told, "mine": mine, "on_its_way": waits}
    return render(request, "home/person.html", context)


def systems(request: HttpRequest) -> HttpResponse:
    """The learning systems that I belong to."""
    return render(request, "home/systems.html", {"systems": seen_by(request.user)})


def system(request: HttpRequest, system: Any) -> HttpResponse:
    """A learning system's home: why it is there, who is in it, its measures, and what is new."""
    context = {
        "system": system,
        "glances": queries.glances(system, by=request.user),
        "stewards": stewards_of(system),
        "people_count": people_count(system),
        "newest": with_subjects(request.user, feed(request.user, system=system)[:8]),
        "may_import": may(request.user, Verb.IMPORT, system),
        "may_steward": may(request.user, Verb.DECIDE, system),
        "may_read_trail": may(request.user, Verb.READ_TRAIL, system),
        "may_invite": may(request.user, Verb.INVITE, system),
        "may_reflect": makes_sense(request.user, system),
        "may_gather": bool(where_allowed(request.user, Verb.GATHER, system)),
        "may_decide": bool(where_allowed(request.user, Verb.DECIDE, system)),
    }
    return render(request, "home/system.html", context)


def trail(request: HttpRequest, system: Any) -> HttpResponse:
    """Who changed what in a learning system, and what somebody was refused, newest first."""
    page = queries.trail(request.user, system, page=request.GET.get("page"))
    return render(request, "home/trail.html", {"system": system, "page": page})
