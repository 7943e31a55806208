"""The `knotwork` command."""

import argparse
import sys
from collections.abc import Sequence

from knotwork.command import charting, importing, people, screening, serving, setting_up


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code: 0 done, 1 not done (and why, on standard error), 2 not understood."""
    parser = argparse.ArgumentParser(prog="knotwork", description=__doc__.strip().splitlines()[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for room in (serving, charting, screening, importing, people, setting_up):
        room.add_to(commands)
    chosen = parser.parse_args(arguments)
    return chosen.run(chosen)


if __name__ == "__main__":
    sys.exit(main())
