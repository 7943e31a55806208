"""The constants of subgroups of different sizes at once: in the shape asked for, and none for a single value."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc.charts.constants import d2, d3, range_moments

D2 = {2: 1.128, 3: 1.693, 4: 2.059, 5: 2.326, 10: 3.078, 25: 3.931}
"""Montgomery, 6th edition, appendix table VI."""
D3 = {2: 0.853, 3: 0.888, 4: 0.880, 5: 0.864, 10: 0.797}


@pytest.mark.parametrize("kind", [list, np.array])
def test_every_size_of_a_row_has_its_own_factor_in_the_order_given(kind) -> None:
    sizes = [5, 2, 10, 3, 2, 25, 4]
    assert d2(kind(sizes)).tolist() == [D2[size] for size in sizes]


def test_the_factor_is_rounded_to_three_decimals_and_that_of_two_is_1_128() -> None:
    assert float(d2(2)) == 1.128
    assert range_moments(2)[0] == pytest.approx(2 / np.sqrt(np.pi), rel=1e-11)


@pytest.mark.parametrize(("size", "printed"), D3.items())
def test_how_ranges_vary_agrees_with_the_printed_table(size, printed) -> None:
    assert float(d3(size)) == pytest.approx(printed, abs=0.0006)
    assert float(d3(size)) == range_moments(size)[1]


@pytest.mark.parametrize("constant", [d2, d3])
def test_a_single_value_has_no_range(constant) -> None:
    found = constant([1, 2, 0, 3])
    assert np.isnan(found).tolist() == [True, False, True, False]


@pytest.mark.parametrize("constant", [d2, d3])
@pytest.mark.parametrize("shape", [(), (1,), (6,), (2, 3), (3, 2, 1)])
def test_the_answer_has_the_shape_of_the_sizes(constant, shape) -> None:
    found = constant(np.full(shape, 4))
    assert found.shape == shape
    assert np.unique(found).size == 1


def test_sizes_may_be_whole_numbers_kept_as_floating_point_ones() -> None:
    assert d2(np.array([2.0, 5.0])).tolist() == d2(np.array([2, 5])).tolist()
    assert np.isnan(d2(np.array([np.nan, 2.0]))).tolist() == [True, False]
