"""How Knotwork stands against OWASP ASVS 5.0, levels 1 and 2: `python -m tests.attack.asvs` counts the table.

With `--write` the counts and the list of what is not met are put into docs/security/asvs.md, between its marks.
"""

import csv
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE, PAGE = ROOT / "docs" / "security" / "asvs.csv", ROOT / "docs" / "security" / "asvs.md"
ANSWERS = ("yes", "no", "not applicable")
CHAPTERS = {
    1: "Encoding", 2: "Validation", 3: "In the browser", 4: "Web services", 5: "Files", 6: "Signing in", 7: "Sessions",
    8: "Who may do what", 9: "Signed tokens", 10: "OAuth and OpenID", 11: "Cryptography", 12: "Connections",
    13: "Configuration", 14: "Data", 15: "How it is built", 16: "Logs and mistakes", 17: "WebRTC",
}  # fmt: skip
BEGIN, END = "<!-- counted -->", "<!-- /counted -->"


@dataclass(frozen=True)
class Requirement:
    """One line of the table."""

    id: str
    level: int
    about: str
    met: str
    how: str
    test: str

    @property
    def chapter(self) -> int:
        return int(self.id[1:].split(".")[0])


def read(table: Path = TABLE) -> list[Requirement]:
    """The table, line by line."""
    with table.open(encoding="utf-8", newline="") as file:
        return [Requirement(**{**line, "level": int(line["level"])}) for line in csv.DictReader(file)]


def wrong_with(one: Requirement, root: Path = ROOT) -> str:
    """What a reader could not trust in a line, or nothing."""
    if not re.fullmatch(r"V\d+\.\d+\.\d+", one.id):
        return f"{one.id} is no identifier"
    if one.met not in ANSWERS or not one.about or not one.how:
        return f"{one.id} does not say whether, what about, and how or why not"
    if one.met != "yes":
        return f"{one.id} is not met, but names a test" if one.test else ""
    return "" if leads_somewhere(one.test, root) else f"{one.id} names {one.test or 'no test'}, which is not there"


def leads_somewhere(test: str, root: Path = ROOT) -> bool:
    """Whether a test is there: `path::name` with that function, a path with any, or a command."""
    if test.startswith("command: "):
        return len(test) > len("command: ")
    path, _, name = test.partition("::")
    file = root / path
    if not (path.startswith("tests/") and file.is_file()):
        return False
    functions = re.findall(r"^def (test_\w+)\(", file.read_text(encoding="utf-8"), re.MULTILINE)
    return name in functions if name else bool(functions)


def counted(lines: list[Requirement]) -> str:
    """The counts by chapter, as a table."""
    rows = ["| chapter | met | not met | not applicable |", "| --- | ---: | ---: | ---: |"]
    for chapter, name in CHAPTERS.items():
        rows.append(_row(f"{chapter} {name}", [line for line in lines if line.chapter == chapter]))
    rows += [_row(f"level {level}", [line for line in lines if line.level == level]) for level in (1, 2)]
    return "\n".join([*rows, _row("**together**", lines)])


def _row(name: str, lines: list[Requirement]) -> str:
    count = Counter(line.met for line in lines)
    return f"| {name} | {' | '.join(str(count[met]) for met in ANSWERS)} |"


def page_with(counts: str, page: str) -> str:
    """The page with the counts as they are now."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{counts}\n{END}{rest.partition(END)[2]}"


def main(arguments: list[str]) -> int:
    """Count, and say what cannot be trusted; ends with 1 where something cannot."""
    lines = read()
    if "--write" in arguments:
        PAGE.write_text(page_with(counted(lines), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(counted(lines))
    wrong = [said for said in map(wrong_with, lines) if said]
    print("\n".join(wrong) or f"{len(lines)} requirements; every answer of yes names a test that is there.")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
