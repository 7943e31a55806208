"""Best box and cut box: limits of longest run and crossings chosen together, for 10 to 100 points.

The best box has the greatest chance to notice a shift of 0.8 standard deviations among boxes that signal by chance no
more often than Anhøj's rules; the cut box leaves out corners of it. Outside 10 to 100 points Anhøj's rules are used.
Anhøj J, Wentzel-Larsen T. Smooth operator: modifying the Anhøj rules to improve runs analysis in statistical process
control. PLoS ONE 2020;15:e0233920 (https://pmc.ncbi.nlm.nih.gov/articles/PMC7272012).
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from ..runs import Whole, limits
from .allowed import ANY, Allowed

FEWEST, MOST = 10, 100
# For each number of points: fewest crossings - longest run, and for the cut box the longest run at the fewest crossings
# and at each number above, as long as it is shorter.
_BOXES = (
    "2-6:5 3-7:6 3-6 3-6 3-6 4-7:6/6 5-8:7 5-7 5-7:6 5-7:5 6-7 7-8 6-7:6 6-7:6 6-7:6 6-7 9-9:7 9-8:7 9-8:7/7 10-8 "
    "11-10:9 11-9:8/8/8 11-8 11-8:7 11-8:7/7 12-8 13-9:8/8 14-10 13-8 15-11 15-9 15-9:8/8 14-8 14-8 17-10 17-9 "
    "17-9:8/8 17-9:7/8/8 19-12:11 19-10:9/9 19-9 19-9:8/8 19-9:7/8 21-11:9/10 21-10:8/9 21-9 21-9:8/8 23-12:11/11 "
    "23-10:9 23-10:8/9/9 23-9 23-9:8 25-11:9/10 25-10:9/9 26-11:10 26-10:9 27-12:10/11 27-10 27-10:8/9 28-11:8 "
    "29-14:13 29-11:9/10 29-10:9 30-11:10 30-10 31-12:9 31-11:8/10/10 31-10:9/9 32-11:8 33-13:11/12/12/12 "
    "33-11:9/10 33-10 34-11:10/10 33-10:7/9/9 35-11 35-11:8/10/10 35-10:9 35-10:8/9/9 37-12:10 37-11:9/10 38-12 "
    "37-10:9/9 39-13:12/12 39-11:10 39-11:8/10/10 39-10 39-10:8/9 41-12:9 41-11:9/10/10 42-12:10 41-10:9 "
)


class _Boxes(NamedTuple):
    """Limits by number of points, and for the cut box by crossings above the fewest."""

    crossings: Whole
    longest: Whole
    cut: Whole


@cache
def _boxes() -> _Boxes:
    rows = [box.partition(":") for box in _BOXES.split()]
    sizes = np.array([size.split("-") for size, _, _ in rows], dtype=np.int64)
    cuts = [[int(run) for run in cut.split("/") if run] for _, _, cut in rows]
    width = max(len(cut) for cut in cuts) + 1
    full = [cut + [int(longest)] * (width - len(cut)) for cut, longest in zip(cuts, sizes[:, 1], strict=True)]
    return _Boxes(sizes[:, 0], sizes[:, 1], np.array(full, dtype=np.int64))


def best_box(useful: Any, crossings: Any) -> Allowed:
    """The longest run and the fewest crossings that do not signal."""
    return _limits(useful, crossings, cut=False)


def cut_box(useful: Any, crossings: Any) -> Allowed:
    """The same with the corners cut: the longest run depends on the crossings."""
    return _limits(useful, crossings, cut=True)


def _limits(useful: Any, crossings: Any, cut: bool) -> Allowed:
    many = np.asarray(useful, dtype=np.int64)
    longest, fewest = limits(many)
    boxes, known = _boxes(), (many >= FEWEST) & (many <= MOST)
    place = np.where(known, many - FEWEST, 0)
    above = np.clip(np.asarray(crossings) - boxes.crossings[place], 0, boxes.cut.shape[1] - 1)
    boxed = boxes.cut[place, above] if cut else boxes.longest[place]
    fewest = np.where(known, boxes.crossings[place], fewest)
    return Allowed(np.where(known, boxed, longest), fewest, np.full_like(fewest, ANY))
