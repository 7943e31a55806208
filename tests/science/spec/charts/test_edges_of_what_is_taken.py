"""What is just taken and what is just refused, in whole sentences; and what single values and odd columns become."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from knotwork.science.spc import BadSeries, analyse
from knotwork.science.spc.columns import LARGEST
from knotwork.science.spc.series import Sample

Y = [1.0, 3, 2, 4, 3, 5]


def refused(kind: str, y: object, **options: object) -> str:
    with pytest.raises(BadSeries) as said:
        analyse(kind, y, **options)
    return str(said.value)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("weight", 2, "The weight must be above zero and at most 1, not 2."),
        ("width", -1, "The width must be above zero, not -1."),
        ("width", "x" * 58, f"The width must be a number, not '{'x' * 58}'."),
        ("width", "x" * 59, f"The width must be a number, not '{'x' * 56}...."),
        ("width", 10**400, "The width must be a number, not so large a number."),
    ],
)
def test_what_is_no_setting_is_said_whole_up_to_sixty_characters(option, value, said) -> None:
    assert refused("ewma", Y, **{option: value}) == said


@pytest.mark.parametrize(
    ("y", "options", "said"),
    [
        ([], {}, "There are no points to chart: give at least one."),
        ([1, 2], {"x": [{}, {}]}, "The periods cannot be put in order: use numbers, dates or text throughout."),
    ],
)
def test_what_cannot_be_put_in_order_is_told_what_can(y, options, said) -> None:
    assert refused("i", y, **options) == said


def test_one_point_may_be_the_baseline() -> None:
    assert set(analyse("run", Y, baseline=1).centre) == {1.0}


def test_the_largest_number_may_be_a_target_and_the_next_may_not() -> None:
    assert analyse("i", Y, target=LARGEST).target == LARGEST
    assert (
        refused("i", Y, target=float(np.nextafter(LARGEST, np.inf)))
        == "The target 1e+50 is too large to chart: correct it."
    )


def test_the_smallest_factor_is_one_over_the_largest_number() -> None:
    assert analyse("i", Y, multiply=1 / LARGEST).multiply == 1 / LARGEST
    assert analyse("i", Y, multiply=1.5 / LARGEST).multiply == 1.5 / LARGEST
    assert refused("i", Y, multiply=0.9 / LARGEST) == "The factor 9e-51 is too small to chart: correct it."


def test_sums_in_standard_deviations_are_not_multiplied() -> None:
    plain, times = analyse("cusum", Y), analyse("cusum", Y, multiply=100)
    assert times.y.tolist() == plain.y.tolist()
    assert set(times.upper) == {5.0}
    assert times.multiply == 1


def test_a_period_of_nothing_has_neither_numerator_nor_denominator() -> None:
    y, n, x = [1, 2, None, None], [10, 20, 30, 30], ["a", "a", "b", "b"]
    for kind, first in (("u", 0.1), ("np", 3)):
        seen = analyse(kind, y, n, x=x)
        assert seen.n is not None
        assert seen.n.tolist() == pytest.approx([30, np.nan], nan_ok=True)
        assert seen.y.tolist() == pytest.approx([first, np.nan], nan_ok=True)


def test_single_values_are_samples_of_one_and_missing_ones_of_none() -> None:
    means, spread = analyse("xbar", [1, None, 3]), analyse("s", [1, None, 3])
    assert means.size is not None
    assert means.size.tolist() == [1, 0, 1]
    assert means.y.tolist() == pytest.approx([1, np.nan, 3], nan_ok=True)
    assert np.isnan(spread.y).all()


@pytest.mark.parametrize("unit", ["ps", "fs", "as"])
def test_instants_finer_than_any_clock_are_times_too(unit) -> None:
    seen = analyse(
        "i", [2, 1], x=np.array([2_000_000, 1_000_000], dtype="datetime64[us]").astype(f"datetime64[{unit}]")
    )
    assert seen.x == tuple(datetime.datetime(1970, 1, 1, 0, 0, second) for second in (1, 2))
    assert type(seen.x[0]) is datetime.datetime


@pytest.mark.parametrize(
    ("x", "kind"),
    [
        (np.array([1, 2, 3]), int),
        (np.array(["2025-01", "2025-02", "2025-03"], dtype="datetime64[M]"), datetime.date),
        (np.array(["a", "b", "c"]), str),
    ],
)
def test_periods_of_an_array_are_named_by_plain_numbers_dates_and_text(x, kind) -> None:
    assert [type(period) for period in analyse("i", [1, 2, 3], x=x).x] == [kind] * 3


@pytest.mark.parametrize("n", [None, np.array([[4.0, 5], [6, 7]])])
def test_a_row_of_a_table_keeps_its_denominators_and_numerators(n) -> None:
    top = np.array([[1.0, 2], [3, 4]])
    row = Sample(top / 8, n, top).row(1)
    assert row.value.tolist() == [3 / 8, 4 / 8]
    assert (row.n is None) if n is None else row.n.tolist() == [6, 7]
    assert row.top.tolist() == [3, 4]
