"""What a rule set puts down to chance in the runs of a phase."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..runs import Whole

ANY = int(np.iinfo(np.int64).max)
"""No limit."""


class Allowed(NamedTuple):
    """The longest run, the fewest crossings and the most crossings that do not signal, of one series or of many."""

    longest: Whole
    fewest: Whole
    most: Whole
