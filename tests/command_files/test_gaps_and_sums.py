"""Periods without a row and rows without a value: the same in a chart as in a screen."""

import csv
from pathlib import Path

import pytest

from knotwork.command import fitting
from knotwork.command.fitting import SCREENED
from knotwork.command.gaps import with_gaps
from knotwork.command.gathering import by_period
from knotwork.command.tidy import Columns, Tidy, read_tidy
from knotwork.science.spc import KINDS, BadSeries, analyse, screen
from tests.command_files.conftest import Run, month

VALUES = [10, 13, 9, 12, 15, 8, 11, 14, 9, 12, 10, 13, 11, 14]
SERIES = ["--value", "v", "--period", "month", "--kind", "i"]


def written(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "v.csv"
    file.write_text("\n".join(lines) + "\n")
    return file


@pytest.fixture
def wards(tmp_path: Path) -> Path:
    """Ash has no row in May and August; Elm has one for each month, and two before Ash begins."""
    rows = ["ward,month,v", "Elm,2022-11,500", "Elm,2022-12,700"]
    for at, value in enumerate(VALUES):
        rows += [f"Elm,{month(at)},{value}.5"]
        rows += [f"Ash,{month(at)},{value}"] if at not in (4, 7) else []
    return written(tmp_path, *rows)


def series_of(file: Path, ward: str, **options: object) -> Tidy:
    return read_tidy(file, Columns("v", period="month", only=(("ward", ward),), **options))


def test_a_period_that_only_other_series_have_is_missing_in_a_chart_as_in_a_screen(
    run: Run, wards: Path, tmp_path: Path
) -> None:
    run("screen", wards, *SERIES, "--series", "ward", "--csv", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(newline="") as text:
        screened = {row["series"]: row for row in csv.DictReader(text)}["Ash"]
    tidy = with_gaps(series_of(wards, "Ash"), "i")
    charted = analyse("i", tidy.values, x=tidy.periods)
    lines = [float(screened[line]) for line in ("centre", "lower", "upper")]
    assert [charted.centre[0], charted.lower[0], charted.upper[0]] == pytest.approx(lines, rel=1e-12)
    given = [None if at in (4, 7) else value for at, value in enumerate(VALUES)]
    assert charted.upper[0] == pytest.approx(analyse("i", given).upper[0], rel=1e-12)


def test_a_chart_says_how_many_periods_are_missing_and_draws_none_before_its_first_row(run: Run, wards: Path) -> None:
    _, told, _ = run("chart", wards, *SERIES, "--series", "ward=Ash")
    assert "I chart (XmR), 14 points" in told
    assert "2 periods that other series of the file have are missing here, and stay gaps." in told
    assert "gathered" not in told
    assert "missing here" not in run("chart", wards, *SERIES, "--series", "ward=Elm")[1]


def test_a_period_of_which_the_file_has_no_row_is_no_point(wards: Path, tmp_path: Path) -> None:
    lines = [line for line in wards.read_text().splitlines() if not line.startswith("Elm")]
    tidy = with_gaps(series_of(written(tmp_path, *lines), "Ash"), "i")
    assert len(tidy.periods) == len(tidy.rows) == 12


def test_rows_that_where_leaves_out_have_no_periods(tmp_path: Path) -> None:
    file = written(tmp_path, "ward,month,v,type", "A,2023-01,1,1", "B,2023-02,2,2", "A,2023-03,3,1")
    assert len(with_gaps(series_of(file, "A"), "i").periods) == 3
    assert len(with_gaps(series_of(file, "A", where=(("type", "1"),)), "i").periods) == 2


@pytest.mark.parametrize("kind", ["g", "t"])
def test_a_chart_of_events_has_no_points_for_the_events_of_others(wards: Path, kind: str) -> None:
    assert len(with_gaps(series_of(wards, "Ash"), kind).periods) == 12


def test_words_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, "ward,month,v", "B,spring,1", "A,spring,2", "B,summer,3", "B,autumn,4", "A,autumn,5")
    tidy = with_gaps(series_of(file, "A"), "i")
    assert tidy.periods == ["spring", "summer", "autumn"]
    assert [tidy.values[0], tidy.values[2]] == [2, 5]
    assert tidy.values[1] != tidy.values[1]


@pytest.mark.parametrize("other", ["", "all year"])
def test_what_is_no_date_in_other_series_makes_no_period(tmp_path: Path, other: str) -> None:
    file = written(tmp_path, "ward,month,v", "A,2023-01,1", f"Total,{other},9", "A,2023-02,2")
    assert len(with_gaps(series_of(file, "A"), "i").periods) == 2


def test_numbers_of_periods_of_other_series_are_missing_too(tmp_path: Path) -> None:
    file = written(tmp_path, "ward,month,v", "A,1,1", "B,2,9", "Total,all,9", "A,3,2")
    tidy = with_gaps(series_of(file, "A"), "i")
    assert sorted(tidy.periods) == tidy.calendar == [1, 2, 3]


def test_a_screen_by_t_charts_refuses_events_on_days_of_their_own(run: Run, wards: Path) -> None:
    code, _, refused = run("screen", wards, *SERIES[:-1], "t", "--series", "ward")
    assert code == 1
    assert "Ash has none in 2023-05-01, where another series has one" in refused
    assert "Number the events of each series from 1" in refused


def test_a_screen_by_t_charts_takes_numbered_events(run: Run, tmp_path: Path) -> None:
    rows = [f"{ward},{at},{value}" for ward, upto in (("A", 14), ("B", 11)) for at, value in enumerate(VALUES[:upto])]
    assert run("screen", written(tmp_path, "ward,month,v", *rows), *SERIES[:-1], "t", "--series", "ward")[0] == 0


@pytest.mark.parametrize(("empty", "centre"), [(",", 6.0), (",900", 6.0), ("900,", 6.0)])
def test_sums_leave_out_rows_with_an_empty_cell(run: Run, tmp_path: Path, empty: str, centre: float) -> None:
    rows = [row for at in range(14) for row in (f"A,{month(at)},{5 + at % 3},100", f"A,{month(at)},{empty}")]
    file = written(tmp_path, "ward,month,v,n", *rows)
    columns = ["--value", "v", "--denominator", "n", "--period", "month", "--kind", "u", "--multiply", "100"]
    run("screen", file, *columns, "--series", "ward", "--sum", "--csv", tmp_path / "out.csv")
    found = next(csv.DictReader((tmp_path / "out.csv").read_text().splitlines()))
    mean = sum(5 + at % 3 for at in range(14)) / 14
    assert float(found["centre"]) == pytest.approx(mean)
    assert int(found["useful_points"]) == 14
    told = run("chart", file, *columns, "--series", "ward=A")[1]
    assert f"around {mean:.1f}" in told
    assert "28 rows were gathered into 14 points, rows of one period added up (those with an empty cell left" in told


def test_a_period_of_empty_rows_alone_is_missing_in_a_sum(run: Run, tmp_path: Path) -> None:
    rows = [f"A,{month(at)},{'' if at == 5 else 5 + at % 3}" for at in range(14) for _twice in (1, 2)]
    file = written(tmp_path, "ward,month,v", *rows)
    run("screen", file, *SERIES[:-1], "c", "--series", "ward", "--sum", "--csv", tmp_path / "out.csv")
    found = next(csv.DictReader((tmp_path / "out.csv").read_text().splitlines()))
    assert float(found["centre"]) == pytest.approx(sum(2 * (5 + at % 3) for at in range(14) if at != 5) / 13)


def test_the_kind_is_chosen_from_points_and_not_from_rows(run: Run, tmp_path: Path) -> None:
    rows = [f"{month(at // 3)},{at % 5 + 0.5}" for at in range(27)]
    told = run("chart", written(tmp_path, "month,v", *rows), "--value", "v", "--period", "month")[1]
    assert "only 9 points, too few for limits" in told
    assert "27 rows were gathered into 9 points, each the mean of its rows (empty ones left out)." in told


@pytest.mark.parametrize(("first", "values"), [("3", [7, 9]), ("3.5", [3.75, 4.5])])
def test_counts_are_added_up_and_measurements_averaged_to_choose_by(tmp_path: Path, first: str, values: list) -> None:
    file = written(tmp_path, "month,v", f"2023-01,{first}", "2023-01,4", "2023-02,5", "2023-02,4", "2023-02,")
    assert by_period(read_tidy(file, Columns("v", period="month"))) == (values, None)


def test_the_kinds_that_a_screen_offers_are_those_that_it_takes(run: Run) -> None:
    taken = []
    for kind in KINDS:
        try:
            screen([[1.0, 2.0]], [[10.0, 10.0]] if KINDS[kind].demands.denominator == "needed" else None, kind=kind)
        except BadSeries:
            continue
        taken.append(kind)
    assert tuple(taken) == SCREENED
    assert set(SCREENED) < set(fitting.KINDS)
    assert "xbar" not in run("screen", "--help")[1]


@pytest.mark.parametrize("asked", ["v", "month", "V"])
def test_a_heading_that_two_columns_have_is_refused_with_both(run: Run, tmp_path: Path, asked: str) -> None:
    file = written(tmp_path, "month,v,v,month", "2023-01,1,2,2023-01", "2023-02,3,4,2023-02")
    code, _, refused = run("chart", file, "--value", asked)
    first, second = (1, 4) if asked == "month" else (2, 3)
    assert code == 1
    assert f"Column {first} is called “{asked.lower()}”. Column {second} is called “{asked.lower()}” like" in refused
    assert f"here it is called “{asked.lower()} (2)”" in refused


def test_a_second_column_of_one_heading_is_asked_for_by_the_name_that_it_has_here(tmp_path: Path) -> None:
    file = written(tmp_path, "month,v,v", "2023-01,1,2", "2023-02,3,4")
    assert read_tidy(file, Columns("v (2)", period="month")).values == [2, 4]


def test_a_heading_that_two_columns_have_chooses_no_rows(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "w,w,v", "a,b,1", "a,b,2")
    assert "Column 1 is called “w”. Column 2" in run("chart", file, "--value", "v", "--where", "w=a")[2]


@pytest.mark.parametrize(
    ("moments", "said"),
    [
        (
            ["2020-01-02T00:00:00+02:00", "2020-01-01T23:00:00Z", "2020-01-03T00:00:00Z"],
            "Rows 2 and 3, column month: 2020-01-02T00:00:00+02:00 was before 2020-01-01T23:00:00Z",
        ),
        (["2020-01-02T00:00Z", "2020-01-03T00:00"], "Row 3, column month: there is no time zone, and row 2 has one"),
        (["2020-01-02", "2020-01-03T00:00+01:00"], "Row 2, column month: there is no time zone, and row 3 has one"),
    ],
)
def test_moments_whose_days_are_not_in_the_order_of_time_are_refused(
    run: Run, tmp_path: Path, moments: list, said: str
) -> None:
    file = written(tmp_path, "month,v", *(f"{at},{number}" for number, at in enumerate(moments)))
    code, _, refused = run("chart", file, "--value", "v", "--period", "month")
    assert code == 1
    assert said in refused


@pytest.mark.parametrize(
    "moments",
    [
        ["2020-03-28T23:30:00+00:00", "2020-03-29T00:30:00+00:00", "2020-03-30T00:30:00+01:00"],
        ["2020-1-10 12:00 z", "2020-01-11T12:00z", "2020-1-12T12:00Z"],
        ["2020-01-10 12:00", "2020-01-11 00:00", "2020-01-12 23:59"],
    ],
    ids=["summer time", "loosely written", "no zone"],
)
def test_moments_are_charted_on_the_day_that_is_written(tmp_path: Path, moments: list) -> None:
    file = written(tmp_path, "month,v", *(f"{at},{number}" for number, at in enumerate(moments)))
    days = [int(moment[:10].split("T")[0].split(" ")[0].split("-")[2]) for moment in moments]
    assert [day.day for day in read_tidy(file, Columns("v", period="month")).periods] == days
