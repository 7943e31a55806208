"""What a screen found, in a notebook: a sentence, and the most surprising series first."""

from __future__ import annotations

import re

import numpy as np
import pytest

from knotwork.pictures.notebook import LISTED, Listed, show
from knotwork.science.spc import screen


@pytest.fixture
def found() -> Listed:
    y = np.random.default_rng(4).normal(10, 1, (40, 24))
    y[6, 12:] += 6
    y[20, 12:] += 4
    shown = show(screen(y, direction="increase"))
    assert isinstance(shown, Listed)
    return shown


def test_the_sentence_says_how_many_signal_and_how_many_would_by_chance(found: Listed) -> None:
    said = re.fullmatch(
        r"(\d+) of 40 series signal; chance alone would give ([\d.]+)\. "
        r"(\d+) stand with false discoveries controlled\.",
        found.sentence,
    )
    assert said is not None
    many, by_chance, stand = (float(each) for each in said.groups())
    assert many == len(found.rows)
    assert 1 < by_chance < 10
    assert stand == sum(row[-1] == "yes" for row in found.rows) >= 2


def test_the_most_surprising_stand_first_by_their_place_in_the_table(found: Listed) -> None:
    assert {found.rows[0][0], found.rows[1][0]} == {"7", "21"}
    assert found.rows[0][1] == "better"
    chances = [float(row[4]) for row in found.rows]
    assert chances == sorted(chances)


def test_a_long_list_is_cut_short() -> None:
    y = np.tile(np.r_[np.zeros(12), np.ones(12)], (50, 1)) + np.random.default_rng(1).normal(0, 0.1, (50, 24))
    assert len(show(screen(y)).rows) == LISTED


def test_a_screen_of_nothing_is_a_sentence_and_an_empty_table() -> None:
    shown = show(screen(np.full((2, 12), 3.0)))
    assert shown.sentence.startswith("0 of 2 series signal")
    assert "<tbody></tbody>" in shown._repr_html_()
    assert str(shown) == shown.sentence


def test_the_table_names_its_columns(found: Listed) -> None:
    page = found._repr_html_()
    assert page.count('<th scope="col">') == 6
    assert page.count("<tr>") == len(found.rows) + 1
