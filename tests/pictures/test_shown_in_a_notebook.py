"""A result that shows itself: shares as percentages in picture and words alike, ids of its own, nothing unsafe."""

from __future__ import annotations

import numpy as np
import pytest
from made_funnels import wards
from sound_svg import faults
from svg_reading import parsed, texts

from knotwork.pictures.notebook import show
from knotwork.science.spc import analyse

CHANCE = np.random.default_rng(5)
SIZES = CHANCE.integers(200, 400, 24)
EVENTS = CHANCE.binomial(SIZES, 0.2)


@pytest.mark.parametrize("kind", ["p", "pp"])
@pytest.mark.parametrize("unit", ["", "%", "proportion"])
def test_a_share_is_a_percentage_in_picture_and_words(kind: str, unit: str) -> None:
    shown = show(analyse(kind, EVENTS, SIZES), name="Late", unit=unit)
    words = texts(parsed(shown.svg))
    assert any(each.startswith("mean ") and each.endswith("%") for each in words)
    assert "%" in shown.words[0]
    assert "proportion" not in str(shown)


def test_a_share_that_is_multiplied_already_keeps_its_unit() -> None:
    shown = show(analyse("p", EVENTS, SIZES, multiply=1000), unit="per 1,000 patients")
    assert "per 1,000 patients" in texts(parsed(shown.svg))
    assert "%" not in str(shown)


def test_other_kinds_keep_their_numbers() -> None:
    shown = show(analyse("i", [5.0, 6.0, 5.5, 6.2, 5.1, 5.9, 6.1, 5.3, 5.8, 6.0, 5.2, 5.7]), unit="days")
    assert "days" in texts(parsed(shown.svg))
    assert "%" not in shown.svg.replace('width="100%"', "")


def test_a_funnel_of_shares_is_in_percent_and_one_of_rates_is_not() -> None:
    assert "Average 18.4%" in texts(parsed(show(wards()).svg))
    assert "Average 0.18" in texts(parsed(show(wards(kind="rate")).svg))


def test_two_pictures_of_one_notebook_do_not_share_an_id() -> None:
    one, other = show(analyse("p", EVENTS, SIZES)), show(analyse("p", EVENTS[::-1], SIZES[::-1]))
    page = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 900">{one.svg}{other.svg}</svg>'
    assert [each for each in faults(page, margin=1000) if "twice" in each] == []


def test_a_hostile_name_stays_a_name() -> None:
    shown = show(analyse("p", EVENTS, SIZES), name="<script>alert(1)</script>")
    assert "<script" not in shown._repr_html_()
    assert faults(shown.svg) == []
