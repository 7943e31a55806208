"""Our mark: one line, four loops, over and under in turn."""

from __future__ import annotations

import itertools
import math
import re

import pytest
from svg_reading import numbers, parsed

from knotwork.pictures import knot_mark
from knotwork.pictures.knot import BOLD, FINE, LOOPS, TURN, crossings, direction_at, point_at

STEPS = 4000


def outline() -> list[tuple[float, float]]:
    return [point_at(TURN * index / STEPS) for index in range(STEPS)]


def test_the_line_is_one_and_closed() -> None:
    assert point_at(0) == pytest.approx(point_at(TURN))
    assert direction_at(0) == pytest.approx(direction_at(TURN))


def test_the_line_closes_no_sooner() -> None:
    for part in (TURN / 3, TURN / 2, 2 * TURN / 3):
        assert math.dist(point_at(0.4), point_at(0.4 + part)) > 1


def test_the_line_has_four_loops() -> None:
    away = [math.dist(point, (50, 50)) for point in outline()]
    tops = [
        index
        for index, (before, here, after) in enumerate(zip(away[-1:] + away, away, away[1:] + away[:1], strict=False))
        if before < here >= after
    ]
    assert len(tops) == LOOPS == 4


def test_the_mark_stays_inside_its_box_with_its_line() -> None:
    for x, y in outline():
        assert BOLD.line / 2 <= x <= 100 - BOLD.line / 2
        assert BOLD.line / 2 <= y <= 100 - BOLD.line / 2


def test_the_mark_is_the_same_after_a_quarter_turn() -> None:
    found = {(round(x), round(y)) for x, y in outline()}
    for x, y in outline()[::50]:
        turned = (round(100 - y), round(x))
        near = {(turned[0] + dx, turned[1] + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        assert near & found


def test_the_line_meets_itself_at_eight_places() -> None:
    places = [point_at(over) for over, _ in crossings()]
    assert len(places) == 8
    for (_, under), place in zip(crossings(), places, strict=True):
        assert point_at(under) == pytest.approx(place, abs=1e-6)
    assert min(math.dist(one, other) for one, other in itertools.combinations(places, 2)) > 5


def test_no_other_meeting_was_missed() -> None:
    points = outline()
    gap = STEPS // 20
    moments = [index for pair in crossings() for index in (round(t / TURN * STEPS) for t in pair)]
    for first in range(0, STEPS, 4):
        for second in range(first + gap, min(STEPS, first + STEPS - gap), 4):
            if math.dist(points[first], points[second]) < 0.15:
                assert min(abs(first - moment) % STEPS for moment in moments) < 40


def test_the_line_goes_over_and_under_in_turn() -> None:
    passages = sorted([(over, "over") for over, _ in crossings()] + [(under, "under") for _, under in crossings()])
    ways = [way for _, way in passages]
    assert all(one != other for one, other in itertools.pairwise([*ways, ways[0]]))


def test_lines_cross_at_open_angles() -> None:
    for over, under in crossings():
        (ax, ay), (bx, by) = direction_at(over), direction_at(under)
        sine = abs(ax * by - ay * bx) / (math.hypot(ax, ay) * math.hypot(bx, by))
        assert sine > 0.6


def test_the_direction_is_the_derivative_of_the_place() -> None:
    for t in (0.1, 2.0, 7.7, 15.0):
        (x0, y0), (x1, y1) = point_at(t - 1e-6), point_at(t + 1e-6)
        assert direction_at(t) == pytest.approx(((x1 - x0) / 2e-6, (y1 - y0) / 2e-6), abs=1e-5)


@pytest.mark.parametrize(("size", "weight"), [(16, BOLD), (24, BOLD), (63, BOLD), (64, FINE), (400, FINE)])
def test_the_line_is_heavier_in_small_marks(size: int, weight: object) -> None:
    assert float(parsed(knot_mark(size)).get("stroke-width", "")) == weight.line


@pytest.mark.parametrize("size", [24, 400])
def test_the_line_is_cut_where_it_passes_under(size: int) -> None:
    path = parsed(knot_mark(size))[-1].get("d", "")
    assert path.count("M") == 8
    ends = [numbers(each) for each in path.split("M")[1:]]
    for _, under in crossings():
        nearest = min(math.dist(point_at(under), each[:2]) for each in ends)
        weight = BOLD if size < 64 else FINE
        assert weight.line / 2 + weight.gap <= nearest + 0.1
        assert nearest < weight.line * 1.6


def test_the_drawn_curve_follows_the_line() -> None:
    path = parsed(knot_mark(400))[-1].get("d", "")
    dense = [point_at(TURN * index / 20000) for index in range(20000)]
    for stroke in path.split("M")[1:3]:
        values = numbers(stroke)
        for start in range(0, len(values) - 7, 6):
            (x0, y0), (x1, y1), (x2, y2), (x3, y3) = zip(*[iter(values[start : start + 8])] * 2, strict=True)
            middle = ((x0 + 3 * x1 + 3 * x2 + x3) / 8, (y0 + 3 * y1 + 3 * y2 + y3) / 8)
            assert min(math.dist(middle, each) for each in dense) < 0.1


def test_the_mark_takes_the_colour_of_the_words_around_it() -> None:
    root = parsed(knot_mark(24))
    assert root.get("stroke") == "currentColor"
    assert root.get("fill") == "none"
    assert not re.search(r"#[0-9a-f]{6}", knot_mark(24))


def test_without_a_title_it_is_decoration() -> None:
    root = parsed(knot_mark(24))
    assert root.get("aria-hidden") == "true"
    assert root.get("role") is None


def test_with_a_title_it_is_an_image_of_that_name() -> None:
    root = parsed(knot_mark(24, "Knotwork <home>"))
    assert (root.get("role"), root.get("aria-label")) == ("img", "Knotwork <home>")
    assert root[0].text == "Knotwork <home>"


def test_the_mark_is_drawn_at_its_size() -> None:
    root = parsed(knot_mark(32))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("32", "32", "0 0 100 100")
