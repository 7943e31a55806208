"""Getting the site ready: its database, and the people and systems that everything else hangs on."""

import argparse
import os
import sys
from typing import Any


def start_django() -> None:
    """Make the site's models ready to use in this process, or say how to install the site."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "knotwork.site.settings")
    try:
        import django
    except ImportError:
        sys.exit("knotwork: this command needs the site. Install it with: pip install 'knotwork[site]'")
    django.setup()


def ready_database() -> None:
    """Bring the database's tables up to date."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def fail(message: str) -> int:
    """Say why nothing was done."""
    print(f"knotwork: {message}", file=sys.stderr)
    return 1


def add_to(commands: Any) -> None:
    """`knotwork begin`: a learning system."""
    parser = commands.add_parser("begin", help="begin a learning system", description="Begin a learning system.")
    parser.add_argument("name", help="what people will call it")
    parser.add_argument("--purpose", required=True, help="what it is for, in a sentence")
    parser.set_defaults(run=begin)


def begin(chosen: argparse.Namespace) -> int:
    """Begin a learning system."""
    start_django()
    ready_database()
    from django.utils import timezone

    from knotwork.command.demonstration import join
    from knotwork.learning.people.actions import operator
    from knotwork.learning.systems import actions, queries

    now = timezone.now()
    if queries.named(chosen.name):
        return fail(f"there is a learning system called “{chosen.name}” already.")
    by = operator(at=now)
    system = actions.begin(name=chosen.name, purpose=chosen.purpose, by=by, at=now)
    join(system, by=by, at=now)
    print(f"“{system.name}” has begun. Its short name in commands and addresses is {system.slug}.")
    return 0
