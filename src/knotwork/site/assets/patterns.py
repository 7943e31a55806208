"""The patterns by which patients are found in text, for the page: `python -m knotwork.site.assets.patterns`.

The page looks through what is typed before it is sent, by the very patterns that the site uses as it is saved. This
writes them from Python into `js/patterns.js`; a test fails where they differ.
"""

import json
import re
from pathlib import Path

from knotwork.science.privacy import births, contacts, identifiers, matches, numbers

SCRIPT = Path(__file__).resolve().parent / "js" / "patterns.js"
HEAD = """// Made by `python -m knotwork.site.assets.patterns` from src/knotwork/science/privacy: change them there.
"""


def script() -> str:
    """The whole of `patterns.js`."""
    found = {
        name.removeprefix("_"): value
        for module in (matches, numbers, births, contacts, identifiers)
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }
    labels = [f"  {json.dumps(str(kind))}: {regular(one)}," for kind, one in numbers._LABELS.items()]
    lines = [HEAD.rstrip()]
    lines += [f"export const {name} = {regular(one)};" for name, one in sorted(found.items())]
    lines += ["export const LABELS = {", *labels, "};"]
    words = {"AREAS": contacts._AREAS, "NOT_A_PERSON": births._NOT_A_PERSON}
    lines += [
        f'export const {name} = new Set({json.dumps(" ".join(sorted(some)))}.split(" "));'
        for name, some in words.items()
    ]
    return "\n".join([*lines, ""])


def regular(pattern: re.Pattern[str]) -> str:
    """A pattern of Python's as one of JavaScript's that matches the same, in text of plain characters."""
    source = pattern.pattern.replace("(?P<", "(?<").replace("/", r"\/")
    if source.endswith("$"):
        source = source[:-1] + r"(?=\n?$)"  # Python's $ stands before a last end of line, too
    return f"/{source}/{'i' if pattern.flags & re.IGNORECASE else ''}"


if __name__ == "__main__":
    SCRIPT.write_text(script(), encoding="utf-8")
