"""`knotwork screen`, as an analyst meets it."""

import csv
import re
from pathlib import Path

import pytest

from knotwork.command.screen_report import surprising
from knotwork.command.screening import named
from knotwork.exchange.tabular.written import harmless
from tests.command_files.conftest import SHIFTED, Run, month

COLUMNS = ["--series", "ward", "--period", "month", "--value", "falls", "--denominator", "patients"]
ATTENDANCES = Path(__file__).resolve().parents[2] / "../shared/data/NHSRdatasets__ae_attendances.csv"


def rows_of(file: Path) -> dict[str, dict[str, str]]:
    with file.open(newline="") as text:
        return {row["series"]: row for row in csv.DictReader(text)}


def test_the_series_that_changed_is_found_with_when_and_which_way(run: Run, falls: Path, tmp_path: Path) -> None:
    code, told, _ = run("screen", falls, *COLUMNS, "--direction", "decrease", "--csv", tmp_path / "out.csv")
    assert code == 0
    assert "1 of 3 series changed" in told
    assert "Chance alone would give about" in told
    found = rows_of(tmp_path / "out.csv")
    assert {name: row["verdict"] for name, row in found.items()} == {"Ash": "steady", "Elm": "steady", "Rowan": "worse"}
    assert (found["Rowan"]["since"], found["Rowan"]["side"], found["Rowan"]["stands"]) == ("2024-01-01", "above", "yes")
    assert found["Ash"]["since"] == ""


def test_the_report_is_one_file_with_pictures_of_what_changed_and_a_row_a_series(
    run: Run, falls: Path, tmp_path: Path
) -> None:
    made = tmp_path / "report.html"
    assert run("screen", falls, *COLUMNS, "--output", made)[0] == 0
    page = made.read_text()
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert page.count("kw-picture kw-small") == 1
    picture = page[page.index("kw-picture kw-small") :].partition("</svg>")[0]
    assert re.findall(r"<text[^>]*>([^<]+)<", picture) == ["10%", "30%"]
    assert all(f'<th scope="row">{ward}</th>' in page for ward in ("Ash", "Elm", "Rowan"))
    assert page.count("<h1>") == 1
    assert "nan" not in page.replace("lang=", "")


def test_places_beside_each_other_are_a_funnel_of_the_latest_period(run: Run, falls: Path, tmp_path: Path) -> None:
    made = tmp_path / "report.html"
    run("screen", falls, *COLUMNS, "--output", made)
    assert "Which differ from their peers, December 2024" in made.read_text()
    run("screen", falls, *COLUMNS[:-2], "--output", made)
    assert "differ from their peers" not in made.read_text()


def test_what_changed_last_stands_first(run: Run, tmp_path: Path) -> None:
    later = SHIFTED[:12] + SHIFTED[:4] + SHIFTED[12:20]
    lines = ["ward,month,falls"]
    for ward, values in (("Early", SHIFTED), ("Late", later)):
        lines += [f"{ward},{month(at)},{value + at % 2 / 2}" for at, value in enumerate(values)]
    (tmp_path / "two.csv").write_text("\n".join(lines))
    run("screen", tmp_path / "two.csv", *COLUMNS[:-2], "--output", tmp_path / "two.html")
    page = (tmp_path / "two.html").read_text()
    assert page.index("<h3>Late") < page.index("<h3>Early")


def test_two_rows_of_one_series_and_period_need_to_be_added_up(run: Run, falls: Path) -> None:
    falls.write_text(falls.read_text() + "Rowan,2023-01,1,10,other\n")
    code, _, refused = run("screen", falls, *COLUMNS)
    assert code == 1
    assert "Rows 2 and 74 are both of Rowan" in refused
    assert "--sum" in refused
    assert run("screen", falls, *COLUMNS, "--sum")[0] == 0
    assert run("screen", falls, *COLUMNS, "--where", "kind=all")[0] == 0


def test_a_point_that_cannot_be_is_named_by_its_series_and_period(run: Run, falls: Path) -> None:
    falls.write_text(falls.read_text().replace("Elm,2023-02,8,100", "Elm,2023-02,8,0"))
    code, _, refused = run("screen", falls, *COLUMNS)
    assert code == 1
    assert "Elm, 2023-02-01: the point has a value but a denominator of zero" in refused


def test_without_periods_it_asks_for_their_column(run: Run, falls: Path) -> None:
    code, _, refused = run("screen", falls, "--series", "ward", "--value", "falls")
    assert code == 1
    assert "--period COLUMN" in refused


def test_without_a_series_the_command_is_not_understood(run: Run, falls: Path) -> None:
    assert run("screen", falls, "--value", "falls")[0] == 2


def test_the_whole_country_is_screened(run: Run, tmp_path: Path) -> None:
    columns = ["--series", "org_code", "--period", "period", "--value", "breaches", "--denominator", "attendances"]
    code, told, _ = run("screen", ATTENDANCES, *columns, "--where", "type=1", "--output", tmp_path / "report.html")
    assert code == 0
    assert "of 140 series changed" in told


@pytest.mark.parametrize(
    ("chance", "said"),
    [(1.0, "often"), (0.25, "1 in 4"), (0.001, "1 in 1,000"), (1e-9, "under 1 in 1,000,000"), (0.9, "1 in 2")],
)
def test_how_surprising_is_said_in_odds(chance: float, said: str) -> None:
    assert said in surprising(chance)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tcmd"])
def test_no_name_becomes_a_formula_in_a_spreadsheet(name: str) -> None:
    assert harmless(name) == f"'{name}"


def test_an_ordinary_name_stays_as_it_is() -> None:
    assert harmless("Ward 4 = Rowan") == "Ward 4 = Rowan"


def test_a_refusal_without_a_series_stays_as_it_is() -> None:
    assert named("There are no points.", ["A"], [1]) == "There are no points."
    assert named("Point 2 of series 1 is negative.", ["A"], [1, 2]) == "A, 2: the point is negative."


@pytest.mark.parametrize(("few", "said"), [(1, "1 has too few points to judge by."), (2, "2 have too few points")])
def test_series_with_too_few_points_are_counted(run: Run, tmp_path: Path, few: int, said: str) -> None:
    rows = [
        f"{ward},{month(at)},{SHIFTED[at]}.5" for ward in "ABC"[: few + 1] for at in range(4 if ward != "A" else 24)
    ]
    (tmp_path / "few.csv").write_text("\n".join(["ward,month,falls", *rows]))
    assert said in run("screen", tmp_path / "few.csv", *COLUMNS[:-2])[1]
