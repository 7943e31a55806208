"""`knotwork welcome`: an account and a role, for those who run the site."""

import argparse
import getpass
import os
import sys
from typing import Any

from knotwork.access.roles import ROLES
from knotwork.command.setting_up import fail, ready_database, start_django


def add_to(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("welcome", help="give somebody an account and a role", description=welcome.__doc__)
    parser.add_argument("email")
    parser.add_argument("--name", required=True)
    parser.add_argument("--role", required=True, choices=sorted(ROLES), help="; ".join(r.name for r in ROLES.values()))
    parser.add_argument("--system", required=True, help="short name of the learning system")
    parser.add_argument("--place", help="name of a place in it, for a role held there")
    parser.set_defaults(run=welcome)


def welcome(chosen: argparse.Namespace) -> int:
    """Give somebody an account and a role. The password is asked for, or read from KNOTWORK_PASSWORD."""
    start_django()
    ready_database()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from knotwork.learning.people import actions, queries
    from knotwork.learning.systems.queries import named, places_in

    system = named(chosen.system)
    if system is None:
        return fail(f"there is no learning system “{chosen.system}”. Begin one with: knotwork begin NAME --purpose …")
    places = [place for place in places_in(system) if place.name == chosen.place]
    if chosen.place and len(places) != 1:
        return fail(f"{len(places)} places in “{system.name}” are called “{chosen.place}”: one is needed.")
    now = timezone.now()
    by = actions.operator(at=now)
    try:
        person = queries.with_email(chosen.email) or _new(chosen, by, now, validate_password, actions)
    except ValidationError as refused:
        return fail(" ".join(refused.messages))
    actions.give_role(
        person=person, role=chosen.role, by=by, at=now, **({"place": places[0]} if places else {"system": system})
    )
    print(f"{person.name} is now {ROLES[chosen.role].label.lower()} in {places[0] if places else system}.")
    return 0


def _new(chosen: argparse.Namespace, by: Any, now: Any, validate_password: Any, actions: Any) -> Any:
    asked = os.environ.get("KNOTWORK_PASSWORD") or (getpass.getpass("Password: ") if sys.stdin.isatty() else "")
    validate_password(asked)
    return actions.welcome(email=chosen.email, name=chosen.name, password=asked, by=by, at=now)
