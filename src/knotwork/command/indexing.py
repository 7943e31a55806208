"""`knotwork index`: what search finds, made anew from what strands say."""

import argparse
from typing import Any

from knotwork.command.setting_up import ready_database, start_django

EXACTLY = "Words are found only as they are spelt, for the database cannot have the extension pg_trgm: {why}."


def add_to(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("index", help="make the index of search anew", description=index.__doc__)
    parser.set_defaults(run=index)


def index(_chosen: argparse.Namespace) -> int:
    """Make the index of search anew from what strands say, for instance after rows were put in by other means.

    The index keeps itself up to date: this is needed only if search misses something. People can go on working.
    """
    start_django()
    ready_database()
    from knotwork.learning.finding.actions import forgive
    from knotwork.learning.finding.queries import forgives
    from knotwork.learning.strands.actions import index_all

    print(f"{index_all()} strands can be found by their words.")
    if not forgives() and (why := forgive()):
        print(EXACTLY.format(why=why))
    return 0
