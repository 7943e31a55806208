"""`knotwork digest`: write to everybody for whom something is new, and whose hour has come."""

import argparse
from typing import Any

from knotwork.command.setting_up import ready_database, start_django


def add_to(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("digest", help="send the digests that are due", description=digest.__doc__)
    parser.set_defaults(run=digest)


def digest(_chosen: argparse.Namespace) -> int:
    """Send each person whose hour has come one e-mail with what is new for them, or none where nothing is.

    `knotwork serve` does this every ten minutes by itself. Several at once, on several servers, do no harm.
    """
    start_django()
    ready_database()
    from django.utils import timezone

    from knotwork.learning.news.actions import send_due

    print(f"{send_due(at=timezone.now())} digests were sent.")
    return 0
