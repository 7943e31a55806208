"""`knotwork chart`, as an analyst meets it."""

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from knotwork.command import charting, fitting
from knotwork.science.spc import KINDS, RULES
from tests.command_files.conftest import Run

ROWAN = ["--value", "falls", "--denominator", "patients", "--period", "month", "--series", "ward=Rowan"]


def test_without_an_output_it_says_what_changed_and_how_sure_that_is(run: Run, falls: Path) -> None:
    code, told, _ = run("chart", falls, *ROWAN, "--direction", "decrease")
    assert code == 0
    assert "Falls of patients rose from 10.2% to 30.3% in January 2024, which is a change for the worse. " in told
    assert "How sure:" in told
    assert "What would change this:" in told


def test_a_steady_series_has_no_evidence_of_change(run: Run, falls: Path) -> None:
    _, told, _ = run("chart", falls, *ROWAN[:-1], "ward=Ash")
    assert "no evidence of change" in told


def test_an_svg_keeps_its_colours_and_can_be_read_as_xml(run: Run, falls: Path, tmp_path: Path) -> None:
    made = tmp_path / "falls.svg"
    assert run("chart", falls, *ROWAN, "--output", made)[0] == 0
    drawn = ElementTree.fromstring(made.read_text())  # noqa: S314 - a picture of our own
    assert drawn.tag.endswith("svg")
    assert ".kw-picture" in made.read_text()
    assert "January 2024" in made.read_text()


def test_a_page_needs_nothing_from_outside(run: Run, falls: Path, tmp_path: Path) -> None:
    made = tmp_path / "falls.html"
    assert run("chart", falls, *ROWAN, "--output", made)[0] == 0
    page = made.read_text()
    assert "<script" not in page
    assert "src=" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert page.count("<h1>") == 1
    assert page.count('<th scope="row">') == 24


def test_a_png_says_what_to_install_where_that_is_missing(
    run: Run, falls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    code, _, refused = run("chart", falls, *ROWAN, "--output", tmp_path / "falls.png")
    assert code == 1
    assert "pip install resvg-py" in refused
    assert not (tmp_path / "falls.png").exists()


@pytest.mark.parametrize("written", ["falls.jpg", "falls", "falls.svg.gz"])
def test_another_ending_is_a_slip_of_the_keyboard(run: Run, falls: Path, written: str) -> None:
    code, _, refused = run("chart", falls, *ROWAN, "--output", written)
    assert code == 2
    assert ".svg, .png, .pdf or .html" in refused


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--value", "fals"], "Did you mean “falls”?"),
        (["--value", "ward"], "Row 2, column ward"),
        (["--value", "falls", "--series", "ward"], "Write --series as COLUMN=VALUE"),
        (["--value", "falls", "--series", "ward=Oak"], "No row of falls.csv is left"),
        ([*ROWAN, "--phase-after", "2030-01"], "There is no point 2030-01 for --phase-after"),
        ([*ROWAN, "--exclude", "0"], "There is no point 0 for --exclude"),
        ([*ROWAN, "--baseline", "0"], "baseline"),
        ([*ROWAN, "--multiply", "-1"], "above zero"),
        (["--value", "falls", "--kind", "p"], "needs denominators"),
    ],
)
def test_what_cannot_be_charted_is_refused_with_what_to_do(
    run: Run, falls: Path, arguments: list[str], said: str
) -> None:
    code, told, refused = run("chart", falls, *arguments)
    assert (code, told) == (1, "")
    assert said in refused
    assert "Traceback" not in refused


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    code, _, refused = run("chart", tmp_path / "none.csv", "--value", "falls")
    assert code == 1
    assert "none.csv" in refused


def test_a_place_that_cannot_be_written_is_named(run: Run, falls: Path, tmp_path: Path) -> None:
    code, told, refused = run("chart", falls, *ROWAN, "--output", tmp_path / "nowhere" / "falls.svg")
    assert (code, told) == (1, "")
    assert "cannot be written" in refused


def test_a_phase_begins_after_a_point_or_after_its_period(run: Run, falls: Path) -> None:
    by_number = run("chart", falls, *ROWAN, "--phase-after", "12")[1]
    assert by_number == run("chart", falls, *ROWAN, "--phase-after", "2023-12")[1]
    assert by_number != run("chart", falls, *ROWAN)[1]


def test_rows_of_one_period_that_are_gathered_are_told_of(run: Run, falls: Path) -> None:
    _, told, _ = run("chart", falls, "--value", "falls", "--denominator", "patients", "--period", "month")
    assert "72 rows were gathered into 24 points" in told


def test_the_kinds_and_rules_offered_are_those_there_are() -> None:
    assert tuple(KINDS) == fitting.KINDS
    assert tuple(RULES) == fitting.RULES


def test_values_of_a_proportion_are_percentages_unless_asked_otherwise(run: Run, falls: Path) -> None:
    assert "0.3" in run("chart", falls, *ROWAN, "--multiply", "1")[1]
    assert "303" in run("chart", falls, *ROWAN, "--multiply", "1000", "--unit", "per 1,000")[1]


def test_endings_are_read_in_any_case() -> None:
    assert charting.picture_file("A.SVG").name == "A.SVG"


@pytest.mark.parametrize(("baseline", "flagged"), [("12", True), ("23", True), ("24", False)])
def test_the_chart_shows_where_the_points_end_that_set_its_limits(
    run: Run, falls: Path, baseline: str, flagged: bool
) -> None:
    drawn = run("chart", falls, *ROWAN, "--baseline", baseline, "--output", "-")[1]
    assert ("limits are set up to here" in drawn) == flagged
