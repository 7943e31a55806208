"""`knotwork administrator`: for some minutes somebody may do everywhere what the command line may."""

import argparse
from typing import Any

from knotwork.command.setting_up import fail, ready_database, start_django


def add_to(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "administrator",
        help="lend somebody an administrator's power for some minutes",
        description=administrator.__doc__,
    )
    parser.add_argument("email")
    parser.add_argument("--reason", required=True, help="what it is for; kept for ever, so it names nobody")
    parser.add_argument("--minutes", type=int, default=30, help="for how long, at most 240 (30)")
    parser.set_defaults(run=administrator)


def administrator(chosen: argparse.Namespace) -> int:
    """Lend somebody an administrator's power for some minutes. It counts where they signed in with a second step.

    Who, why and until when stands in the trail, and every change that they make meanwhile is marked there.
    """
    start_django()
    ready_database()
    from django.utils import timezone

    from knotwork.learning.administration import actions
    from knotwork.learning.people.actions import operator
    from knotwork.learning.people.queries import with_email

    person, now = with_email(chosen.email), timezone.now()
    if person is None:
        return fail(f"nobody has an account with the address {chosen.email}.")
    try:
        lending = actions.lend(person=person, reason=chosen.reason, minutes=chosen.minutes, by=operator(at=now), at=now)
    except actions.NotLent as refused:
        return fail(str(refused))
    print(f"{person.name} is an administrator until {timezone.localtime(lending.until):%H:%M}, and then no longer.")
    return 0
