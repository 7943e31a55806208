"""A new phase begins where a person says so, for a reason that stands on the chart."""

from pathlib import Path

import pytest

from knotwork.command.charting import rebases
from knotwork.command.tidy import CannotUse
from tests.command_files.conftest import Run

ROWAN = ["--value", "falls", "--denominator", "patients", "--period", "month", "--series", "ward=Rowan"]
CALENDAR = ["2026-01", "2026-02", "2026-03", "2026-04"]


def test_the_reason_is_drawn_on_the_chart(run: Run, falls: Path, tmp_path: Path) -> None:
    made = tmp_path / "falls.svg"
    assert run("chart", falls, *ROWAN, "--rebase", "2024-01: new ward", "--output", made)[0] == 0
    assert "new ward" in made.read_text()


def test_a_reason_cannot_carry_a_script(run: Run, falls: Path, tmp_path: Path) -> None:
    made = tmp_path / "falls.html"
    assert run("chart", falls, *ROWAN, "--rebase", "2024-01: <script>alert(1)</script>", "--output", made)[0] == 0
    assert "<script" not in made.read_text()


def test_a_phase_that_begins_at_a_period_is_one_that_follows_the_period_before(run: Run, falls: Path) -> None:
    begun = run("chart", falls, *ROWAN, "--rebase", "2024-01: new ward")[1]
    assert begun == run("chart", falls, *ROWAN, "--phase-after", "2023-12")[1]
    assert begun == run("chart", falls, *ROWAN, "--rebase", "2024-01: new ward", "--phase-after", "12")[1]


def test_a_change_is_proposed_as_a_phase_and_never_made_one(run: Run, falls: Path) -> None:
    told = run("chart", falls, *ROWAN)[1]
    assert "A new phase might begin after December 2023: 12 points around" in told
    assert "might begin" not in run("chart", falls, *ROWAN, "--rebase", "2024-01: new ward")[1]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ([], ()),
        (["2026-03: new ward opened"], ((3, "new ward opened"),)),
        (["2:moved"], ((2, "moved"),)),
        (["2026-02 : ward 3: bays 1 to 4"], ((2, "ward 3: bays 1 to 4"),)),
        (["4: last", "2: first"], ((4, "last"), (2, "first"))),
    ],
)
def test_a_period_and_its_reason_are_parted_by_the_first_colon(written: list[str], found: tuple) -> None:
    assert rebases(written, CALENDAR) == found


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-03", "Say why a new phase begins"),
        ("2026-03:", "Say why a new phase begins"),
        (": because", "There is no point"),
        ("2026-09: later", "from 2026-01 to 2026-04"),
        ("5: later", "from 1 to 4"),
        ("2026-01: opened", "begins at 2026-01"),
    ],
)
def test_a_phase_without_a_reason_or_a_place_is_refused(written: str, said: str) -> None:
    with pytest.raises(CannotUse, match=said):
        rebases([written], CALENDAR)


def test_a_dash_writes_the_picture_and_nothing_else_to_standard_output(run: Run, falls: Path) -> None:
    code, told, _ = run("chart", falls, *ROWAN, "--output", "-")
    assert code == 0
    assert told.startswith("<?xml")
    assert told.rstrip().endswith("</svg>")
    assert "Written to" not in told
