"""The commands for files need neither Django nor anything that reads spreadsheets."""

import subprocess
import sys
from pathlib import Path

import pytest

BLOCKED = """
import sys
for name in ("django", "python_calamine", "openpyxl", "rich", "granian"):
    sys.modules[name] = None
from knotwork.command import main
sys.exit(main(sys.argv[1:]))
"""


def blocked(*arguments: object) -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", BLOCKED, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["chart", "--output", "made.html"],
        ["screen", "--series", "ward", "--output", "made.html"],
    ],
)
def test_a_csv_is_charted_and_screened(falls: Path, tmp_path: Path, arguments: list[str]) -> None:
    name, *options = arguments
    options = [str(tmp_path / each) if each == "made.html" else each for each in options]
    done = blocked(name, falls, "--value", "falls", "--denominator", "patients", "--period", "month", *options)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "made.html").read_text().startswith("<!doctype html>")


def test_a_spreadsheet_says_what_to_install(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["month", "falls"])
    book.active.append(["2023-01", 3])
    book.save(tmp_path / "falls.xlsx")
    done = blocked("chart", tmp_path / "falls.xlsx", "--value", "falls")
    assert done.returncode == 1
    assert "pip install python-calamine" in done.stderr


def test_help_needs_no_statistics_to_be_loaded() -> None:
    asked = "import sys; import knotwork.command; print('numpy' in sys.modules, 'django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False False"
