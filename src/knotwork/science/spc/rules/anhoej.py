"""Anhøj's rules: a long run or few crossings, beside points outside the limits where the chart has limits.

Anhøj J, Olesen AV. Run charts revisited. PLoS ONE 2014;9:e113825. Anhøj J. Diagnostic value of run chart analysis. PLoS
ONE 2015;10:e0121349. Anhøj J, Wentzel-Larsen T. Sense and sensibility. BMC Medical Research Methodology 2018;18:100.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..runs import limits
from .allowed import ANY, Allowed


def anhoej(useful: Any, crossings: Any) -> Allowed:
    """Limits by the number of useful points alone; there is no upper limit of crossings."""
    del crossings
    longest, fewest = limits(useful)
    return Allowed(longest, fewest, np.full_like(fewest, ANY))
