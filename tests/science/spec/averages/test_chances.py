"""The distributions that limits rest on, against sums and tables that can be checked by hand."""

from __future__ import annotations

import math

import pytest

from knotwork.science.spc import distributions


@pytest.mark.parametrize(
    ("most", "trials", "share"), [(0, 5, 0.5), (2, 5, 0.5), (3, 11, 0.5), (1, 4, 0.25), (4, 4, 0.9)]
)
def test_at_most_so_many_of_so_many_trials(most, trials, share) -> None:
    plain = sum(math.comb(trials, n) * share**n * (1 - share) ** (trials - n) for n in range(most + 1))
    assert distributions.binomial_up_to(most, trials, share) == pytest.approx(plain, rel=1e-12)


@pytest.mark.parametrize(("most", "expected"), [(0, 1.0), (2, 1.5), (7, 4.0), (3, 10.0)])
def test_at_most_so_many_events_where_so_many_are_expected(most, expected) -> None:
    plain = sum(math.exp(-expected) * expected**n / math.factorial(n) for n in range(most + 1))
    assert distributions.poisson_up_to(most, expected) == pytest.approx(plain, rel=1e-12)


@pytest.mark.parametrize(
    ("sigmas", "beyond"), [(0.0, 1.0), (1.0, 0.3173105), (1.959964, 0.05), (2.0, 0.0455003), (3.0, 0.0026998)]
)
def test_a_normal_value_lies_beyond_so_many_standard_deviations(sigmas, beyond) -> None:
    assert distributions.normal_beyond(sigmas) == pytest.approx(beyond, rel=1e-5)
    assert distributions.normal_up_to(-sigmas) == pytest.approx(beyond / 2, rel=1e-5)
    assert distributions.normal_up_to(sigmas) == pytest.approx(1 - beyond / 2, rel=1e-5)


def test_the_logarithm_of_gamma_is_that_of_the_factorial_before() -> None:
    assert distributions.log_gamma(6) == pytest.approx(math.log(120))
    assert distributions.log_gamma(1000.5) == pytest.approx(math.lgamma(1000.5))


@pytest.mark.parametrize("expected", [0.5, 3.0, 10.0, 40.0])
@pytest.mark.parametrize("tail", [0.001, 0.025])
def test_exact_limits_of_a_count_leave_the_tail_beyond_each(expected, tail) -> None:
    low, high = distributions.poisson_limits(expected, tail)
    # As means of Poisson counts: so many or more are as rare at the lower limit as so many or fewer at the upper.
    assert math.isclose(distributions.chi_square_up_to(2 * low, 2 * expected), tail, rel_tol=1e-9)
    assert math.isclose(1 - distributions.chi_square_up_to(2 * high, 2 * (expected + 1)), tail, rel_tol=1e-9)
    if expected == int(expected):
        assert 1 - distributions.poisson_up_to(expected - 1, low) == pytest.approx(tail, rel=1e-9)
        assert distributions.poisson_up_to(expected, high) == pytest.approx(tail, rel=1e-9)


@pytest.mark.parametrize(
    ("value", "freedom", "chance"), [(3.841459, 1, 0.95), (18.307038, 10, 0.95), (2.0, 2, 0.632121)]
)
def test_chi_square_values_of_printed_tables(value, freedom, chance) -> None:
    assert distributions.chi_square_up_to(value, freedom) == pytest.approx(chance, rel=1e-5)


@pytest.mark.parametrize(("value", "above", "below", "chance"), [(4.964603, 1, 10, 0.05), (3.325835, 5, 10, 0.05)])
def test_ratios_of_variances_of_printed_tables(value, above, below, chance) -> None:
    assert distributions.variance_ratio_beyond(value, above, below) == pytest.approx(chance, rel=1e-5)
    assert isinstance(distributions.variance_ratio_beyond(value, above, below), float)
