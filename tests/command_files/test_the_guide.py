"""The commands of the guide for analysts do what it says, as they stand there."""

from __future__ import annotations

import csv
import re
import shlex
from pathlib import Path

import pytest

from tests.command_files.conftest import Run
from tests.command_files.guide_file import FILE, guide_file

GUIDE = FILE.parent / "for-analysts.md"


def commands() -> dict[str, list[str]]:
    """The commands in the guide by their second word, each as its arguments."""
    blocks = re.findall(r"```\n(knotwork .*?)```", GUIDE.read_text(), re.DOTALL)
    words = [shlex.split(block.replace("\\\n", " ")) for block in blocks]
    return {each[1]: each[1:] for each in words}


@pytest.fixture
def at_the_top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the guide's file where the repository has it."""
    (tmp_path / "docs/guide").mkdir(parents=True)
    (tmp_path / "docs/guide/falls.csv").write_text(FILE.read_text())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_file_is_the_one_that_the_simulation_makes() -> None:
    assert FILE.read_text() == guide_file()


def test_the_guide_shows_one_command_of_each_kind() -> None:
    assert set(commands()) == {"chart", "screen"}


def test_the_chart_of_the_guide_says_what_changed(run: Run, at_the_top: Path) -> None:
    code, _said, wrong = run(*commands()["chart"])
    assert (code, wrong) == (0, "")
    page = (at_the_top / "ward-4.html").read_text()
    assert "fell from" in page
    assert "per 1,000" in page or "per 100" in page


def test_the_report_of_the_guide_has_every_ward(run: Run, at_the_top: Path) -> None:
    code, _said, wrong = run(*commands()["screen"])
    assert (code, wrong) == (0, "")
    rows = list(csv.DictReader((at_the_top / "series.csv").read_text().splitlines()))
    assert {row["series"] for row in rows} == {line.split(",")[0] for line in guide_file().splitlines()[1:]}
    assert {row["series"]: row["verdict"] for row in rows}["Ward 4"] == "better"
    assert "Which differ from their peers" in (at_the_top / "report.html").read_text()


def test_the_columns_of_the_csv_are_those_that_the_guide_explains(run: Run, at_the_top: Path) -> None:
    run(*commands()["screen"])
    header = (at_the_top / "series.csv").read_text().splitlines()[0].split(",")
    explained = [
        name
        for row in re.findall(r"^\| (`.*?) \|", GUIDE.read_text(), re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    ]
    assert sorted(header) == sorted(explained)


def test_places_are_compared_by_their_own_denominators_and_rates_as_drawn(run: Run, at_the_top: Path) -> None:
    run(*commands()["screen"], "--peers-in", "2024-01")
    peers = (at_the_top / "report.html").read_text().split('id="peers"')[1].split("<h2")[0]
    last = {
        ward: (int(falls), int(days))
        for ward, month, falls, days in (row.split(",") for row in guide_file().splitlines()[1:])
        if month == "2024-01"
    }
    rate = 1000 * sum(falls for falls, _days in last.values()) / sum(days for _falls, days in last.values())
    assert f"Average {rate:.1f}" in peers
    assert "per 1,000" in peers
