"""The `knotwork` command."""

import argparse
import os
import sys
from collections.abc import Sequence

from knotwork.command import (
    administrating,
    auditing,
    charting,
    importing,
    indexing,
    people,
    screening,
    serving,
    setting_up,
    writing,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code: 0 done, 1 not done (and why, on standard error), 2 not understood."""
    parser = argparse.ArgumentParser(prog="knotwork", description=__doc__.strip().splitlines()[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for room in (
        serving,
        charting,
        screening,
        importing,
        people,
        administrating,
        auditing,
        indexing,
        writing,
        setting_up,
    ):
        room.add_to(commands)
    chosen = parser.parse_args(arguments)
    try:
        code = int(chosen.run(chosen))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read what was said (`| head`) has seen enough; nothing more is said, also not at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
