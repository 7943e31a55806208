"""What the documents say is true."""

import re
from pathlib import Path

import pytest

from knotwork.access.table import access_table

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


def test_the_access_table_is_made_from_the_roles() -> None:
    assert (ROOT / "docs/security/access-table.md").read_text() == access_table()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = [document.parent / target.split()[0] for target in LINK.findall(document.read_text())]
    assert [str(target) for target in targets if not target.exists()] == []


def test_every_benchmark_has_its_line() -> None:
    written = (ROOT / "benchmarks/README.md").read_text()
    assert [
        file.name
        for file in (ROOT / "benchmarks").glob("*.py")
        if file.name not in {"__init__.py"} and file.name not in written
    ] == []


def test_the_glossary_is_in_order_and_says_each_term_once() -> None:
    terms = re.findall(r"^\*\*(.+?)\*\*", (ROOT / "GLOSSARY.md").read_text(), flags=re.MULTILINE)
    assert terms
    assert terms == sorted(set(terms), key=str.casefold)


def test_no_lock_file_holds_an_address() -> None:
    locks = [*(ROOT / "requirements").glob("*.txt"), ROOT / "package-lock.json", ROOT / ".npmrc"]
    assert [lock.name for lock in locks if re.search(r"https?://|index-url|\"resolved\"", lock.read_text())] == []
