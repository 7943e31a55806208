"""Runs and crossings: what counts as one, and where chance ends."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from knotwork.science.spc.runs import count, crossings_limit, lengths, limits, longest_run_limit, sides
from tests.science.reference.cases import SHARED


def counts(text: str) -> tuple[int, int, int]:
    """Useful points, longest run and crossings of a picture: + above the line, - below, 0 on it."""
    found = count(np.array([{"+": 1, "-": -1, "0": 0}[mark] for mark in text], dtype=np.int8))
    return int(found.useful), int(found.longest), int(found.crossings)


@pytest.mark.parametrize(
    ("picture", "useful", "longest", "crossings"),
    [
        ("", 0, 0, 0),
        ("0", 0, 0, 0),
        ("+", 1, 1, 0),
        ("+-", 2, 1, 1),
        ("++--", 4, 2, 1),
        ("+-+-+-", 6, 1, 5),
        ("+0+", 2, 2, 0),
        ("+0-", 2, 1, 1),
        ("000+++000", 3, 3, 0),
        ("+++0++-0-", 7, 5, 1),
        ("-+++-", 5, 3, 2),
        ("-----+++++", 10, 5, 1),
        ("0-0+0-0", 3, 1, 2),
    ],
)
def test_a_point_on_the_line_neither_breaks_nor_joins_a_run(picture, useful, longest, crossings) -> None:
    assert counts(picture) == (useful, longest, crossings)


def test_runs_grow_point_by_point() -> None:
    assert lengths(np.array([1, 1, 0, 1, -1, -1, 1], dtype=np.int8)).tolist() == [1, 2, 0, 3, 1, 2, 1]


def test_many_series_are_counted_at_once() -> None:
    found = count(np.array([[1, 1, -1], [0, 0, 0], [-1, 0, -1]], dtype=np.int8))
    assert found.longest.tolist() == [2, 0, 2]
    assert found.crossings.tolist() == [1, 0, 0]


def test_a_value_nearer_than_the_tolerance_lies_on_the_line() -> None:
    assert sides(np.array([1.0, 1.0 + 1e-15, 1.0 + 1e-9, np.nan]), 1.0, 1e-14).tolist() == [0, 0, 1, 0]


def test_limits_are_those_of_the_published_table_up_to_500_points() -> None:
    with (SHARED / "anhoej_limits_n1_500.csv").open() as table:
        rows = [tuple(int(float(cell)) for cell in list(row.values())[:3]) for row in csv.DictReader(table)]
    assert len(rows) == 500
    assert [(n, longest_run_limit(n), crossings_limit(n)) for n, _, _ in rows] == rows


@pytest.mark.parametrize(("useful", "longest", "fewest"), [(10, 6, 2), (12, 7, 3), (24, 8, 8), (60, 9, 23)])
def test_limits_of_one_series_and_of_many_are_the_same(useful, longest, fewest) -> None:
    assert (longest_run_limit(useful), crossings_limit(useful)) == (longest, fewest)
    assert [int(found) for found in limits(useful)] == [longest, fewest]
    assert limits(np.array([useful, 0]))[0].tolist() == [longest, 0]
