"""`knotwork audit`: proof that nobody has altered the trail of changes."""

import argparse
from typing import Any

from knotwork.command.setting_up import fail, start_django


def add_to(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("audit", help="prove that the trail of changes is whole")
    asked = parser.add_subparsers(required=True, metavar="verify")
    proof = asked.add_parser("verify", help="read the whole trail and check it", description=verify.__doc__)
    proof.add_argument("--noted", metavar="FINGERPRINT", help="a last fingerprint that you wrote down before")
    proof.set_defaults(run=verify)


def verify(chosen: argparse.Namespace) -> int:
    """Check that no event of the trail was altered, removed or added, and print the last fingerprint.

    Note that fingerprint elsewhere, and give it next time with --noted: that shows whether the end was cut off.
    """
    start_django()
    from django.db import DatabaseError

    from knotwork.learning.audit.queries import verify as prove

    try:
        proof = prove(noted=chosen.noted)
    except DatabaseError as cause:
        return fail(f"the trail cannot be read: {cause}. Start the site once, so that its tables are there.")
    for fault in proof.faults:
        print(fault)
    if proof.faults:
        return fail(f"the trail is not what was written: {len(proof.faults)} faults in {proof.events} events.")
    print(f"{proof.events} events, each as it was written. The last fingerprint, to be noted elsewhere:\n{proof.head}")
    return 0
