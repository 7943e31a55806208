"""What cannot be charted is refused in words that name the point and say what to do; nothing else goes wrong."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from knotwork.science.spc import BadSeries, analyse, screen

NAIVE, AWARE = datetime.datetime(2025, 1, 1), datetime.datetime(2025, 2, 1, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("kind", "y", "n", "options", "says"),
    [
        ("i", [1, "two", 3], None, {}, "Point 2 of the values is 'two', which is not a number"),
        ("i", ["1", "2"], None, {}, "Point 1 of the values is '1'"),
        ("i", [1, 2, datetime.date(2025, 1, 1)], None, {}, "Point 3 of the values"),
        ("i", [1, 2j], None, {}, "Point 2 of the values"),
        ("i", [1, float("inf")], None, {}, "Point 2 of the values is infinite"),
        ("p", [1, 2], [3, float("-inf")], {}, "Point 2 of the denominators is infinite"),
        ("i", [[1, 2], [3, 4]], None, {}, "one column"),
        ("i", 5, None, {}, "Expected a column of numbers, not int"),
        ("i", [], None, {}, "There are no points"),
        ("p", [1, 2], [3, -1], {}, "Point 2 has a negative denominator"),
        ("p", [1, 5], [3, 4], {}, "Point 2 has a numerator above its denominator"),
        ("pp", [5, 1], [3, 4], {}, "Point 1 has a numerator above its denominator"),
        ("p", [1, -1], [3, 4], {}, "Point 2 is negative"),
        ("u", [1, 2], [3, 0], {}, "Point 2 has a value but a denominator of zero"),
        ("c", [1, -2], None, {}, "Point 2 is negative"),
        ("t", [1, 0], None, {}, "Point 2 is zero"),
        ("p", [1, 2], None, {}, "needs denominators"),
        ("c", [1, 2], [3, 4], {}, "takes no denominators"),
        ("p", [1, 2], [3], {}, "2 values but 1 denominators"),
        ("i", [1, 2], None, {"x": [1]}, "2 values but 1 periods"),
        ("i", [1, 2], None, {"x": [1, None]}, "Point 2 has no period"),
        ("i", [1, 2], None, {"x": [1, "b"]}, "Point 2 has the period 'b'"),
        ("i", [1, 2], None, {"x": [NAIVE, AWARE]}, "Point 2 differs from the first in having a time zone"),
        ("pie", [1], None, {}, "no kind of chart called 'pie'"),
        ("i", [1], None, {"rules": "mine"}, "no set of rules called 'mine'"),
        ("i", [1], None, {"direction": "up"}, "not 'up'"),
        ("i", [1], None, {"baseline": 0}, "1 or more, not 0"),
        ("i", [1], None, {"baseline": 2.5}, "not 2.5"),
        ("i", [1], None, {"phases": [1.5]}, "counted from 1, not 1.5"),
        ("i", [1], None, {"exclude": ["1"]}, "counted from 1, not '1'"),
        ("i", [1], None, {"centre": float("nan")}, "The centre must be a number"),
        ("i", [1], None, {"target": "low"}, "The target must be a number, not 'low'"),
        ("i", [1], None, {"multiply": 0}, "above zero, not 0"),
    ],
)
def test_bad_input_is_named(kind, y, n, options, says) -> None:
    with pytest.raises(BadSeries, match=says):
        analyse(kind, y, n, **options)


@pytest.mark.parametrize(
    ("y", "n", "options", "says"),
    [
        ([1, 2], None, {}, "Expected a column|one column|series by points"),
        (np.array([1, 2]), None, {}, "a table of series by points, not 1-dimensional"),
        ([[1, 2], [3]], None, {}, "every series needs as many points"),
        ([[1, 2], [3, "x"]], None, {}, "Point 2 of the values of series 2 is 'x'"),
        (np.array([[1, 2], [3, np.inf]]), None, {}, "Point 2 of series 2 is infinite"),
        ([[1, 2], [3, 4]], [[1, 2]], {"kind": "p"}, "give one for each point"),
        ([[1, 2], [3, 4]], None, {"kind": "p"}, "needs denominators"),
        ([[1, 2], [3, 4]], [[5, 5], [5, 3]], {"kind": "p"}, "Point 2 of series 2 has a numerator above"),
        ([[1, 2], [3, 4]], None, {"kind": "xbar"}, "use `analyse`"),
        ([[1, 2], [3, 4]], None, {"kind": "cusum"}, "not screened"),
        ([[]], None, {}, "have no points to chart: give each series at least one"),
        (np.empty((2, 0)), None, {}, "have no points to chart"),
        (None, None, {}, "must be a table of series by points, not NoneType"),
        ("12", None, {}, "must be a table of series by points, not str"),
        ([[1, 2]], None, {"false_discovery_rate": 2}, "a share from 0 to 1, such as 0.05, not 2"),
        ([[1, 2]], None, {"false_discovery_rate": -1}, "a share from 0 to 1, such as 0.05, not -1"),
        ([[1, 2]], None, {"false_discovery_rate": float("nan")}, "The false discovery rate must be a number, not nan"),
        ([[1, 2]], None, {"false_discovery_rate": "x"}, "The false discovery rate must be a number, not 'x'"),
        ([[1, 2]], None, {"false_discovery_rate": None}, "The false discovery rate must be a number, not None"),
    ],
)
def test_bad_tables_are_named_by_series_and_point(y, n, options, says) -> None:
    with pytest.raises(BadSeries, match=says):
        screen(y, n, **options)


@pytest.mark.parametrize("nothing", [[], (), np.empty((0, 0)), np.empty((0, 5)), np.empty((0, 5), dtype=object)])
def test_no_series_at_all_have_nothing_to_say(nothing) -> None:
    seen = screen(nothing, exclude=[1])
    assert (len(seen), seen.expected_by_chance, seen.standing.tolist()) == (0, 0, [])


@pytest.mark.parametrize("kind", ["run", "i", "mr", "c", "g", "t"])
def test_a_table_in_which_every_point_is_left_out_is_too_early_to_judge(kind) -> None:
    assert screen([[1.0, 2.0]], kind=kind, exclude=[1, 2]).verdict.tolist() == ["early"]
    assert screen([[1.0, 2.0, 3.0]], kind=kind, exclude=[1], baseline=1).verdict.tolist() == ["early"]


def test_a_bad_series_far_down_the_table_is_still_named() -> None:
    top = np.ones((9000, 30))
    top[8765, 4] = 3
    with pytest.raises(BadSeries, match="Point 5 of series 8766"):
        screen(top, np.full((9000, 30), 2.0), kind="p")


@pytest.mark.parametrize("kind", ["run", "i", "mr", "c", "g", "t", "xbar", "s", "ewma", "cusum"])
@pytest.mark.parametrize("y", [[4], [None], [None] * 12, [4, None]], ids=["one", "none", "nothing", "one and none"])
def test_almost_nothing_is_too_early_to_judge(kind, y) -> None:
    seen = analyse(kind, y)
    assert seen.verdict == "early"
    assert seen.signals == ()
    assert "arly" in seen.reading
    assert "nan" not in seen.reading


def test_excluding_every_point_is_too_early_to_judge() -> None:
    assert analyse("i", [1, 2, 3] * 5, exclude=range(1, 16)).verdict == "early"
