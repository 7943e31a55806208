"""Charts of rare events: cases between them (G) and time between them (T).

G: Benneyan JC. Number-between g-type statistical quality control charts for monitoring adverse events. Health Care
Management Science 2001;4:305-18. T: Nelson LS. A control chart for parts-per-million nonconforming items. Journal of
Quality Technology 1994;26:239-40; Montgomery DC. Introduction to Statistical Quality Control, 6th ed., section 7.3.5.
"""

from __future__ import annotations

import numpy as np

from ..averages import mean, median
from ..series import Demands, Sample
from .individuals import I
from .lines import JUDGED, Ask, Family, Lines, around

POWER = 3.6
MEDIAN_OF_MEAN = 0.693
"""The median of an exponential distribution as a share of its mean (ln 2)."""


def _g(ask: Ask) -> Lines:
    middle = mean(ask.base.value) if ask.centre is None else ask.centre
    drawn = median(ask.base.value) if ask.centre is None else MEDIAN_OF_MEAN * ask.centre
    limits = around(middle, np.sqrt(middle * (middle + 1)), 0.0)
    return limits._replace(centre=drawn)


def _t(ask: Ask) -> Lines:
    given = None if ask.centre is None else ask.centre ** (1 / POWER)
    even = Sample(ask.base.value ** (1 / POWER))
    rooted = I.draw(Ask(even, even, given, ask.screened))[:JUDGED]
    drawn = Lines(*(np.maximum(line, 0.0) ** POWER for line in rooted))
    return drawn._replace(lower=np.where(np.isnan(drawn.lower), 0.0, drawn.lower))


G = Family("g", "G chart", Demands(denominator="none", positive=True), _g)
T = Family("t", "T chart", Demands(denominator="none", positive=True, above_zero=True), _t)
