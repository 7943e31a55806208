"""Cautions look at values about the level of their own stretch; one point alone is no stretch."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc.cautions import Argued, cautions
from knotwork.science.spc.chance import Case
from knotwork.science.spc.charts import KINDS
from knotwork.science.spc.series import Sample

QUIET = [9.0, 11.0, 10.0, 10.5, 9.5, 8.5, 11.5, 10.0] * 3
FAR = 40.0


def said(values: list[float], since: int | None) -> str:
    points = Sample(np.array(values))
    seen = Argued(Case(KINDS["i"], "anhoej"), points, np.arange(len(values)), 10.0, since, len(values))
    return " ".join(cautions(seen))


def test_quiet_values_are_not_argued_with() -> None:
    assert said(QUIET, None) == ""


@pytest.mark.parametrize("since", [None, 1, 2])
def test_one_point_before_a_change_is_not_a_level_of_its_own(since) -> None:
    assert "skewed" in said([FAR, *QUIET], since)


@pytest.mark.parametrize("since", [None, 25])
def test_one_point_after_a_change_is_not_a_level_of_its_own(since) -> None:
    assert "skewed" in said([*QUIET, FAR], since)


def test_two_points_before_a_change_have_their_level() -> None:
    assert "skewed" in said([FAR, FAR, *QUIET], None)
    assert said([FAR, FAR, *QUIET], 3) == ""


def test_two_points_after_a_change_have_their_level() -> None:
    assert "skewed" in said([*QUIET, FAR, FAR], None)
    assert said([*QUIET, FAR, FAR], 25) == ""
