"""Ask whether a locked dependency has a known weakness: `python tests/dependencies.py path/to/pip-audit LOCK…`.

Ends with 1 where one has, and where only some could be asked about. Where nobody could be asked at all, as in a closed
network, it says so in words that cannot be overlooked and ends with 0: nothing is known to be wrong. Set
KNOTWORK_AUDIT=required, as a release does, and that is a failure too.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

NOT_ASKED = """
  NO DEPENDENCY WAS AUDITED: the service that knows of weaknesses was not reached.
  {why}
  Run `make audit` where the internet can be reached, at least before each release (KNOTWORK_AUDIT=required).
"""
Found = list[dict[str, Any]]


def ask(program: str, lock: str) -> tuple[Found, str]:
    """What is known of each dependency in a lock file, or nothing and why nobody answered."""
    command = [
        program,
        "--disable-pip",
        "--require-hashes",
        "--progress-spinner",
        "off",
        "--format",
        "json",
        "-r",
        lock,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout)["dependencies"], ""
    except (json.JSONDecodeError, KeyError):
        return [], (done.stderr.strip().splitlines() or ["It said nothing."])[-1][:300]


def judged(found: Found) -> tuple[list[str], list[str]]:
    """The weaknesses that are known, each with what mends it, and the dependencies that nothing is known of."""
    weak = {
        f"{one['name']} {one['version']}: {each['id']}, mended in {', '.join(each['fix_versions']) or 'no version yet'}"
        for one in found
        for each in one.get("vulns", [])
    }
    return sorted(weak), sorted({one["name"] for one in found if "skip_reason" in one})


def main(program: str, locks: Iterable[str], *, required: bool) -> int:
    """Ask about every lock file, say what was learned, and return how the command should end."""
    answers = [ask(program, lock) for lock in locks]
    found = [one for some, _why in answers for one in some]
    weak, unknown = judged(found)
    asked = {one["name"] for one in found} - set(unknown)
    if weak:
        print("Known weaknesses:", *weak, sep="\n  ")
        return 1
    if not asked:
        why = next((why for _some, why in answers if why), "It knows none of these dependencies.")
        print(NOT_ASKED.format(why=why))
        return int(required)
    silent = [why for _some, why in answers if why]
    if unknown or silent:
        print("Some dependencies could not be audited:", *unknown, *silent, sep="\n  ")
        return 1
    print(f"No weakness is known in any of {len(asked)} dependencies.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:], required=os.environ.get("KNOTWORK_AUDIT") == "required"))
